using Disruptor.Processing;
using Disruptor.Tests.Support;

namespace Disruptor.Tests.Processing;

public sealed class EventProcessorFactoryTests
{
    [TestCase(true)]
    [TestCase(false)]
    public void GivesAProcessorOfReferenceEventsStructsAlone(bool isRing)
    {
        var ring = new RingBuffer<Box>(() => new Box(), 8);
        IEventProcessor<Box> processor = EventProcessorFactory.Create(isRing ? ring : new Elsewhere(ring), ring.NewBarrier(), (IEventHandler<Box>)new RecordingReferenceHandler());
        Assert.That(processor.GetType().GetGenericArguments().Skip(1), Has.All.Property(nameof(Type.IsValueType)).True);
    }

    [Test]
    public void AReferenceHandlerMayReportItsProgressItself()
    {
        var ring = new RingBuffer<Box>(() => new Box(), 8);
        var handler = new ReportingHandler();
        IEventProcessor<Box> processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), handler);
        Assert.That(handler.Sequence, Is.SameAs(processor.Sequence));
    }

    private sealed class Elsewhere(RingBuffer<Box> ring) : IDataProvider<Box>
    {
        public Box this[long sequence] => ring[sequence];

        public EventBatch<Box> GetBatch(long lo, long hi) => ring.GetBatch(lo, hi);
    }

    private sealed class ReportingHandler : ISequenceReportingEventHandler<Box>
    {
        internal Sequence? Sequence { get; private set; }

        public void SetSequenceCallback(Sequence sequenceCallback) => Sequence = sequenceCallback;

        public void OnEvent(Box data, long sequence, bool endOfBatch)
        {
        }
    }
}

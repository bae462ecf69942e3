using FeedHandler.Allocation.Feeds;
using FeedHandler.Allocation.Pipelines;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Replay;

namespace FeedHandler.Allocation.Meters;

/// <summary>Controls: a meter that always shows nothing would pass every other test of this project.</summary>
public sealed class ThreadMeterTests
{
    private const int ObjectBytesMin = 24; // header, type, one field: the least that a 64-bit runtime takes

    [Test]
    public void OneObjectForEveryEventIsSeen()
    {
        using PacketStore store = Feed.Load(FeedKind.Orderly);
        using InstrumentTable instruments = new(1024);
        Keeper keeper = new();
        using InlinePipeline<LitteringConsumer> pipeline = new(instruments, new LitteringConsumer(keeper));
        ThreadMeter meter = default;
        meter.Start();
        pipeline.Drain(store);
        Assert.That(keeper.EventCount, Is.Positive);
        Assert.That(meter.Read().Bytes, Is.GreaterThanOrEqualTo(keeper.EventCount * ObjectBytesMin));
    }

    [Test]
    public void ASingleObjectIsSeen()
    {
        ThreadMeter meter = default;
        meter.Start();
        Keeper keeper = new();
        Assert.That(meter.Read().Bytes, Is.GreaterThanOrEqualTo(ObjectBytesMin));
        GC.KeepAlive(keeper);
    }

    [Test]
    public void ACollectionIsSeen()
    {
        ThreadMeter meter = default;
        meter.Start();
        GC.Collect();
        Assert.That(meter.Read().Collections, Is.Positive);
    }

    private sealed class Keeper
    {
        public object? Last;
        public long EventCount;
    }

    private readonly struct LitteringConsumer(Keeper keeper) : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
            keeper.EventCount++;
            keeper.Last = new object();
        }
    }
}

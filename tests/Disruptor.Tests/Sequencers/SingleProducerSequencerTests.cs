using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Sequencers;

public sealed class SingleProducerSequencerTests
{
    [Test]
    public void TheCursorIsTheLastPublishedSequence()
    {
        SingleProducerSequencer sequencer = new SingleProducerSequencer(8);
        long claimed = sequencer.Next(3);
        Assert.That(sequencer.Cursor, Is.EqualTo(-1));
        sequencer.Publish(claimed);
        Assert.That(sequencer.Cursor, Is.EqualTo(2));
        Assert.That(sequencer.GetHighestPublishedSequence(0, 2), Is.EqualTo(2));
    }

    [Test]
    public void TheProducersFieldsAreIsolatedFromTheSharedOnes()
    {
        int lastShared = ObjectLayout.OffsetOf(typeof(SingleProducerSequencer), "_isBlocking");
        int firstOwn = ObjectLayout.OffsetOf(typeof(SingleProducerSequencer), "_claimed");
        int lastOwn = ObjectLayout.OffsetOf(typeof(SingleProducerSequencer), "_gatingSeen");
        long objectBytes = ObjectLayout.BytesOf(() => new SingleProducerSequencer(1, new BusySpinWaitStrategy()))
            - ObjectLayout.BytesOf(() => new Sequence()) - ObjectLayout.BytesOf(() => new BusySpinWaitStrategy());
        Assert.That(ObjectLayout.OffsetOf(typeof(SingleProducerSequencer), "_cursor"), Is.GreaterThanOrEqualTo(120));
        Assert.That(firstOwn - lastShared, Is.GreaterThan(64));
        Assert.That(objectBytes - lastOwn, Is.GreaterThan(128));
        Assert.That(ObjectLayout.OffsetOfValue(Claimed(0x0123_4567), 0x0123_4567, objectBytes), Is.EqualTo(firstOwn), "the runtime honours the offsets");
    }

    private static SingleProducerSequencer Claimed(long sequence)
    {
        SingleProducerSequencer sequencer = new SingleProducerSequencer(8);
        sequencer.Claim(sequence);
        return sequencer;
    }
}

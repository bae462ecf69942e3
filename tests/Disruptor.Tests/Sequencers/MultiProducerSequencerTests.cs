namespace Disruptor.Tests.Sequencers;

public sealed class MultiProducerSequencerTests
{
    [Test]
    public void TheCursorIsTheLastClaimedSequence()
    {
        MultiProducerSequencer sequencer = new MultiProducerSequencer(8);
        sequencer.Next(3);
        Assert.That(sequencer.Cursor, Is.EqualTo(2));
    }

    [Test]
    public void OnlyTheUnbrokenRunIsPublished()
    {
        MultiProducerSequencer sequencer = new MultiProducerSequencer(16);
        sequencer.Next(6);
        sequencer.Publish(3);
        sequencer.Publish(5);
        Assert.That(sequencer.GetHighestPublishedSequence(0, 5), Is.EqualTo(-1));
        sequencer.Publish(0, 2);
        Assert.That(sequencer.GetHighestPublishedSequence(0, 5), Is.EqualTo(3));
        Assert.That(sequencer.IsAvailable(4), Is.False);
        sequencer.Publish(4);
        Assert.That(sequencer.GetHighestPublishedSequence(0, 5), Is.EqualTo(5));
        Assert.That(sequencer.GetHighestPublishedSequence(2, 4), Is.EqualTo(4));
    }

    [Test]
    public void ASlotOfAnEarlierLapIsNotTakenForThisLap()
    {
        MultiProducerSequencer sequencer = new MultiProducerSequencer(4);
        for (int i = 0; i < 4; i++) sequencer.Publish(sequencer.Next());
        long claimed = sequencer.Next();
        Assert.That(claimed, Is.EqualTo(4));
        Assert.That(sequencer.IsAvailable(4), Is.False);
        Assert.That(sequencer.GetHighestPublishedSequence(4, 4), Is.EqualTo(3));
        sequencer.Publish(4);
        Assert.That(sequencer.IsAvailable(4), Is.True);
        Assert.That(sequencer.IsAvailable(0), Is.False);
    }

    [Test]
    public void PublishesBeyondTheRangeOfAnInt()
    {
        MultiProducerSequencer sequencer = new MultiProducerSequencer(1024);
        long start = (1L << 40) - 1;
        sequencer.Claim(start);
        long claimed = sequencer.Next();
        Assert.That(sequencer.IsAvailable(claimed), Is.False);
        sequencer.Publish(claimed);
        Assert.That(sequencer.IsAvailable(claimed), Is.True);
        Assert.That(sequencer.GetHighestPublishedSequence(claimed, claimed + 1), Is.EqualTo(claimed));
    }
}

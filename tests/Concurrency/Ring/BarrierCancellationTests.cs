using Disruptor;

namespace FeedHandler.Concurrency.Ring;

public sealed class BarrierCancellationTests
{
    [Test]
    public void ACancellationIsNeverLostWhateverTheMoment()
    {
        SingleProducerSequencer sequencer = new SingleProducerSequencer(64, new BlockingWaitStrategy());
        for (int round = 0; round < 500; round++)
        {
            SequenceBarrier barrier = sequencer.NewBarrier();
            Threads threads = new Threads();
            threads.Start("waiter", () =>
            {
                try
                {
                    barrier.WaitFor(0);
                    throw new InvalidOperationException("waited for nothing");
                }
                catch (OperationCanceledException)
                {
                    // What the test is about.
                }
            });
            if (round % 2 == 0) Thread.Yield();
            barrier.CancelProcessing();
            threads.JoinAll();
        }
    }

    [Test]
    public void APublicationIsNeverLostWhateverTheMoment()
    {
        SingleProducerSequencer sequencer = new SingleProducerSequencer(64, new BlockingWaitStrategy());
        for (int round = 0; round < 500; round++)
        {
            SequenceBarrier barrier = sequencer.NewBarrier();
            long sequence = sequencer.Next();
            Threads threads = new Threads();
            threads.Start("waiter", () => Assert.That(barrier.WaitFor(sequence).UnsafeAvailableSequence, Is.EqualTo(sequence)));
            if (round % 2 == 0) Thread.Yield();
            sequencer.Publish(sequence);
            threads.JoinAll();
        }
    }
}

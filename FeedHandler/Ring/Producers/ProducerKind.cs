using Disruptor;

namespace FeedHandler.Ring;

/// <summary>Tells rings of one producer, whose cursor shows what is published, from rings of several, whose cursor shows what is claimed.</summary>
internal static class ProducerKind
{
    /// <summary>Whether whatever the dependencies of a barrier show is published. The released surface tells the kinds of barrier apart by
    /// unnamed types alone, so they are compared with that of a ring which is known to have one producer.</summary>
    internal static bool IsSingle(SequenceBarrier barrier)
    {
        ISequencer single = new SingleProducerSequencer(1, new BusySpinWaitStrategy());
        return barrier.GetSequencerOptions().GetType() == ISequenceBarrierOptions.Get(single, barrier.DependentSequences).GetType();
    }
}

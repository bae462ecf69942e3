namespace Disruptor;

/// <summary>Hands out sequences to producers, holds them back behind the slowest consumer, and tells consumers what is published.</summary>
public interface ISequencer : ISequenced, ICursored
{
    /// <summary>Sets the claim to a sequence. For the start of a ring only, before any producer or consumer runs.</summary>
    /// <param name="sequence">The sequence to be claimed: the next claim follows it.</param>
    void Claim(long sequence);

    /// <summary>Whether an event is published and not yet overwritten. For diagnosis.</summary>
    /// <param name="sequence">The sequence to look at.</param>
    bool IsAvailable(long sequence);

    /// <summary>Adds consumers that producers may not overtake. They join at the current cursor.</summary>
    /// <param name="gatingSequences">The sequences of the consumers.</param>
    void AddGatingSequences(params Sequence[] gatingSequences);

    /// <summary>Lets producers overtake a consumer again.</summary>
    /// <returns>Whether the sequence was gating.</returns>
    /// <param name="sequence">The sequence of the consumer.</param>
    bool RemoveGatingSequence(Sequence sequence);

    /// <summary>A barrier on which a consumer waits for its predecessors, or for the cursor when there are none.</summary>
    /// <param name="sequencesToTrack">The sequences of the predecessors.</param>
    SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack);

    /// <summary>The smallest gating sequence, or the cursor when nothing gates.</summary>
    long GetMinimumSequence();

    /// <summary>The end of the unbroken run of published events.</summary>
    /// <returns>The highest published sequence of the run, or <paramref name="nextSequence"/> - 1 when its first event is not
    /// published.</returns>
    /// <param name="nextSequence">Where the run starts.</param>
    /// <param name="availableSequence">Where the run ends at the latest.</param>
    long GetHighestPublishedSequence(long nextSequence, long availableSequence);
}

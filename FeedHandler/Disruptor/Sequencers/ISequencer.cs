namespace Disruptor;

/// <summary>Something with a position that advances.</summary>
public interface ICursored
{
    /// <summary>
    /// The position: the last published sequence of a single producer, the last claimed sequence of several.
    /// -1 before the first.
    /// </summary>
    long Cursor { get; }
}

/// <summary>The producer's side of a ring: claim sequences, write their events, publish them.</summary>
public interface ISequenced
{
    /// <summary>How many events the ring holds: a power of two.</summary>
    int BufferSize { get; }

    /// <summary>Whether that many events could be claimed now. Other producers may be faster, so this is a hint.</summary>
    /// <param name="requiredCapacity">How many events.</param>
    bool HasAvailableCapacity(int requiredCapacity);

    /// <summary>How many events could be claimed now.</summary>
    long GetRemainingCapacity();

    /// <summary>Claims one event; waits, spinning, while the ring is full.</summary>
    /// <returns>The claimed sequence.</returns>
    long Next();

    /// <summary>Claims several events; waits, spinning, while there is no room for all of them.</summary>
    /// <returns>The highest claimed sequence: the claim is <c>[result - n + 1, result]</c>.</returns>
    /// <param name="n">How many: 1 to <see cref="BufferSize"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="n"/> is out of range.</exception>
    long Next(int n);

    /// <summary>Claims one event when there is room, without waiting.</summary>
    /// <returns>Whether an event was claimed.</returns>
    /// <param name="sequence">The claimed sequence; unspecified when none was claimed.</param>
    bool TryNext(out long sequence);

    /// <summary>Claims several events when there is room for all of them, without waiting.</summary>
    /// <returns>Whether the events were claimed.</returns>
    /// <param name="n">How many: 1 to <see cref="BufferSize"/>.</param>
    /// <param name="sequence">The highest claimed sequence; unspecified when none was claimed.</param>
    /// <exception cref="ArgumentException"><paramref name="n"/> is out of range.</exception>
    bool TryNext(int n, out long sequence);

    /// <summary>Makes a claimed event visible to consumers.</summary>
    /// <param name="sequence">The claimed sequence.</param>
    void Publish(long sequence);

    /// <summary>Makes a claimed run of events visible to consumers.</summary>
    /// <param name="lo">The first sequence of the run.</param>
    /// <param name="hi">The last sequence of the run.</param>
    void Publish(long lo, long hi);
}

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

namespace Disruptor;

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

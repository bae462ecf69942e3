using Disruptor;

namespace FeedHandler.Ring;

/// <summary>A consumer that a producer waits for, and how often and how long it did.</summary>
internal sealed class RingGate(string name, Sequence sequence)
{
    // Written by the producer (release), read by anybody (acquire); both only when it waited, which is never on the fast way.
    private long _waitCount;
    private long _waitNs;

    internal string Name { get; } = name;

    internal Sequence Sequence { get; } = sequence;

    internal long WaitCount => Volatile.Read(ref _waitCount);

    internal long WaitNs => Volatile.Read(ref _waitNs);

    /// <summary>Counts one wait. Called by the producer alone.</summary>
    internal void Count(long waitNs)
    {
        Volatile.Write(ref _waitNs, _waitNs + waitNs);
        Volatile.Write(ref _waitCount, _waitCount + 1);
    }
}

using System.Diagnostics;
using Disruptor;

namespace FeedHandler.Ring;

/// <content>Waiting for consumers, and naming those that were waited for.</content>
public sealed partial class RingProducer<TEvent>
{
    private readonly RingGate _unnamed = new("", new Sequence());

    // Replaced by whoever adds or removes a consumer (compare-exchange), read by the producer when it waits (acquire).
    private RingGate[] _gates = [];

    /// <summary>How often the producer waited for consumers that it does not know by name.</summary>
    public long UnnamedWaitCount => _unnamed.WaitCount;

    /// <summary>Counts waits for a consumer under its name from now on.</summary>
    internal void AddGate(RingGate gate) => Replace(gates => [.. gates, gate]);

    /// <summary>Forgets a consumer.</summary>
    internal void RemoveGate(RingGate gate) => Replace(gates => Array.FindAll(gates, other => other != gate));

    private void Replace(Func<RingGate[], RingGate[]> change)
    {
        RingGate[] seen;
        do
        {
            seen = Volatile.Read(ref _gates);
        }
        while (Interlocked.CompareExchange(ref _gates, change(seen), seen) != seen);
    }

    private long ClaimWhatThereIs()
    {
        int roomCount = (int)Math.Min(_ring.GetRemainingCapacity(), _claimStep);
        return roomCount > 0 && _ring.TryNext(roomCount, out long last) ? last : WaitForRoom();
    }

    // A wait is off the fast way, and how long it was goes to the report alone: the ring is given no clock for it.
#pragma warning disable RS0030
    private long WaitForRoom()
    {
        RingGate slowest = FindSlowest();
        long startedTicks = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        long sequence;
        while (!_ring.TryNext(out sequence)) spin.SpinOnce(sleep1Threshold: -1);
        slowest.Count(Stopwatch.GetElapsedTime(startedTicks).Ticks * TimeSpan.NanosecondsPerTick);
        return sequence;
    }
#pragma warning restore RS0030

    // The one that holds the ring: nobody may be further behind, known by name or not. The named ones are read before the ring's minimum:
    // consumers only go forward, so a minimum read later that is still behind them all is of one without a name.
    private RingGate FindSlowest()
    {
        long minimum = long.MaxValue;
        RingGate slowest = _unnamed;
        foreach (RingGate gate in Volatile.Read(ref _gates))
        {
            long sequence = gate.Sequence.Value;
            if (sequence >= minimum) continue;
            minimum = sequence;
            slowest = gate;
        }

        return _ring.GetMinimumGatingSequence() < minimum ? _unnamed : slowest;
    }
}

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

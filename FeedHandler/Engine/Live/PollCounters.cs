using System.Numerics;
using FeedHandler.Latency.Stalls;

namespace FeedHandler.Engine;

/// <summary>
/// What a live feed thread does with its time: polls, bursts and stalls. Written by the feed thread alone; others read in passing, each number a recent one.
/// </summary>
public sealed class PollCounters
{
    /// <summary>Bursts are counted by size up to this power of two; larger ones count as that.</summary>
    public const int BurstPowerMax = 20;

    private readonly long[] _bursts = new long[BurstPowerMax + 1];
    private long _lastPollNs;
    private long _pollCount;
    private long _emptyCount;
    private long _busyNs;
    private long _idleNs;
    private long _burstMax;
    private int _core = -1;

    /// <summary>Makes empty counters.</summary>
    /// <param name="isSpinning">Whether the thread polls without waiting: only then is it known how busy it is, and what a stall is.</param>
    /// <param name="stallNs">From how long on a round of its polling counts as a stall, in nanoseconds.</param>
    public PollCounters(bool isSpinning, long stallNs = StallNsDefault) => (IsSpinning, StallNs) = (isSpinning, stallNs);

    /// <summary>100 µs: a hundred times what an empty poll takes, and less than a core that is given to somebody else.</summary>
    public const long StallNsDefault = 100_000;

    /// <summary>Whether the thread polls without waiting.</summary>
    public bool IsSpinning { get; }

    /// <summary>From how long on a round counts as a stall, in nanoseconds.</summary>
    public long StallNs { get; }

    /// <summary>When the last poll began, nanoseconds of the steady clock; 0 before the first: whoever asks whether the thread goes on asks this.</summary>
    public long LastPollNs => Volatile.Read(ref _lastPollNs);

    /// <summary>How often the receiver was polled.</summary>
    public long PollCount => Volatile.Read(ref _pollCount);

    /// <summary>Polls that gave nothing.</summary>
    public long EmptyCount => Volatile.Read(ref _emptyCount);

    /// <summary>Time in rounds with packets, in nanoseconds, their handling included.</summary>
    public long BusyNs => Volatile.Read(ref _busyNs);

    /// <summary>Time in rounds without any, in nanoseconds.</summary>
    public long IdleNs => Volatile.Read(ref _idleNs);

    /// <summary>The share of time in which there were packets, from 0 to 1; null where the thread waits in the kernel, or has not begun.</summary>
    public double? DutyCycle => IsSpinning && BusyNs + IdleNs > 0 ? (double)BusyNs / (BusyNs + IdleNs) : null;

    /// <summary>The most packets between two empty polls.</summary>
    public long BurstMax => Volatile.Read(ref _burstMax);

    /// <summary>Stalls; none are told where the thread waits in the kernel.</summary>
    public StallLog Stalls { get; } = new();

    /// <summary>What interrupted the thread's core in stalls whose cause is that, and how often; known when the feed has ended.</summary>
    public IReadOnlyList<(string Name, long Count)> Interrupters { get; internal set; } = [];

    /// <summary>The core on which the thread was seen last, as the kernel counts; -1 where it is not known.</summary>
    internal int Core
    {
        get => Volatile.Read(ref _core);
        set => Volatile.Write(ref _core, value);
    }

    /// <summary>Bursts of a size: of more than half of a power of two, and at most that.</summary>
    /// <param name="power">The exponent, from 0 to <see cref="BurstPowerMax"/>: 0 is one packet, 1 two, 2 three or four.</param>
    public long BurstCount(int power) => Volatile.Read(ref _bursts[power]);

    internal void Begin(long nowNs) => Volatile.Write(ref _lastPollNs, nowNs);

    internal void AddRound(long durationNs, int packetCount)
    {
        _pollCount++;
        if (packetCount > 0) _busyNs += durationNs;
        else (_emptyCount, _idleNs) = (_emptyCount + 1, _idleNs + durationNs);
    }

    internal void AddBurst(long packetCount)
    {
        _burstMax = Math.Max(_burstMax, packetCount);
        int power = packetCount <= 1 ? 0 : 64 - BitOperations.LeadingZeroCount((ulong)(packetCount - 1));
        _bursts[Math.Min(power, BurstPowerMax)]++;
    }
}

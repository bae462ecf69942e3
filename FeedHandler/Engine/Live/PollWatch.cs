using System.Runtime.CompilerServices;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stalls;
using FeedHandler.Native.Threads;

namespace FeedHandler.Engine;

/// <summary>
/// Watches the rounds of a live feed thread: one reading of the clock each, which the poll needs anyway, and a few additions. When a round took too long
/// it asks kernel and runtime why. Belongs to the feed thread.
/// </summary>
/// <param name="counters">Takes what is seen.</param>
internal struct PollWatch(PollCounters counters)
{
    private const long ReadingNs = 10_000_000; // so old is what a stall is compared with, at most
    private readonly PollCounters _counters = counters;
    private readonly long _stallNs = counters.IsSpinning ? counters.StallNs : long.MaxValue;
    private ThreadUsage _usage;
    private int _collectionCount;
    private long _readNs;
    private long _usageNs; // by the clock at the reading itself: between a round's end and its reading a thread may have computed for longer than it waited
    private long _lastNs;
    private long _burst;
    private int _packetCount;

    /// <summary>A packet of this round.</summary>
    public void OnPacket() => _packetCount++;

    /// <summary>A round begins, and the one before it has ended.</summary>
    /// <param name="nowNs">The time, nanoseconds of the steady clock.</param>
    public void OnPoll(long nowNs)
    {
        long durationNs = nowNs - _lastNs;
        if (_lastNs != 0) EndRound(durationNs, nowNs);
        else Begin(nowNs);
        _counters.Begin(nowNs);
        (_lastNs, _packetCount) = (nowNs, 0);
    }

    // Twice: the first time what it calls is compiled between the usage and the clock, which would stand for time on the core.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Begin(long nowNs)
    {
        Read(nowNs);
        Read(nowNs);
    }

    private void EndRound(long durationNs, long nowNs)
    {
        _counters.AddRound(durationNs, _packetCount);
        if (durationNs >= _stallNs) OnStall(durationNs, nowNs);
        if (_packetCount > 0)
        {
            _burst += _packetCount;
            return;
        }

        if (_burst > 0) _counters.AddBurst(_burst);
        _burst = 0;
        if (nowNs - _readNs > ReadingNs && _stallNs != long.MaxValue) Read(nowNs);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Read(long nowNs)
    {
        _ = ThreadUsage.TryReadCurrent(out _usage);
        (_collectionCount, _readNs, _usageNs) = (GC.CollectionCount(0), nowNs, default(MonotonicClock).NowNs());
        if (ThreadAffinity.GetCurrentCore(out int core).IsSuccess) _counters.Core = core;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnStall(long durationNs, long nowNs)
    {
        (ThreadUsage before, int collectionsBefore, long sinceNs) = (_usage, _collectionCount, _usageNs);
        Read(nowNs);
        long offCoreNs = _usageNs - sinceNs - (_usage.CpuNs - before.CpuNs);
        _counters.Stalls.Add(new Stall(nowNs, durationNs, CauseOf(before, _collectionCount != collectionsBefore, offCoreNs >= durationNs / 2), _packetCount));
    }

    // What stops a thread most is asked first: a collection makes it wait, and a page from a disk too.
    private readonly StallCause CauseOf(in ThreadUsage before, bool hasCollected, bool wasOffCore)
    {
        if (hasCollected) return StallCause.Collection;
        if (_usage.MajorFaults != before.MajorFaults) return StallCause.PageFault;
        if (wasOffCore && _usage.InvoluntarySwitches != before.InvoluntarySwitches) return StallCause.Preemption;
        if (wasOffCore && _usage.VoluntarySwitches != before.VoluntarySwitches) return StallCause.Wait;
        if (_packetCount > 0) return StallCause.Work;
        return _usage.MinorFaults != before.MinorFaults ? StallCause.PageFault : StallCause.Interruption;
    }
}

using System.Diagnostics;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stalls;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Live;

/// <summary>What a feed thread's rounds are counted as. Times are given where the rule is about them, and real where kernel and runtime are asked why.</summary>
[NonParallelizable]
public sealed class PollWatchTests
{
    private const long StartNs = 1_000_000_000;

    [Test]
    public void TimeIsBusyInRoundsWithPacketsAndIdleInOthers()
    {
        PollCounters counters = Rounds((1000, 0), (3000, 2), (2000, 0), (4000, 5));

        Assert.That((counters.PollCount, counters.EmptyCount, counters.BusyNs, counters.IdleNs), Is.EqualTo((4L, 2L, 7000L, 3000L)));
        Assert.That(counters.DutyCycle, Is.EqualTo(0.7).Within(1e-9));
    }

    [Test]
    public void ABurstIsWhatComesBetweenTwoEmptyRounds()
    {
        PollCounters counters = Rounds((10, 0), (10, 64), (10, 3), (10, 0), (10, 1), (10, 0), (10, 2), (10, 0));

        Assert.That(counters.BurstMax, Is.EqualTo(67));
        Assert.That((counters.BurstCount(0), counters.BurstCount(1), counters.BurstCount(7)), Is.EqualTo((1L, 1L, 1L)), "1, 2, and 65 to 128 packets");
    }

    [Test]
    public void ARoundIsAStallFromTheLimitOn()
    {
        PollCounters counters = Rounds((PollCounters.StallNsDefault - 1, 0), (PollCounters.StallNsDefault, 0), (2_000_000, 7));

        Assert.That(counters.Stalls.Count, Is.EqualTo(2));
        Assert.That(counters.Stalls.TryRead(1, out Stall last) ? (last.DurationNs, last.PacketCount) : default, Is.EqualTo((2_000_000L, 7)));
    }

    [Test]
    public void WhereTheThreadWaitsInTheKernelNeitherStallsNorDutyAreTold()
    {
        PollCounters counters = new(isSpinning: false);
        Run(counters, (50_000_000, 0), (10, 1), (10, 0));

        Assert.That((counters.Stalls.Count, counters.DutyCycle, counters.BurstMax), Is.EqualTo((0L, (double?)null, 1L)));
    }

    [TestCase(StallCause.Wait)]
    [TestCase(StallCause.Collection)]
    [TestCase(StallCause.Work)]
    public void AStallOfTwoMillisecondsIsOneAndHasItsCause(StallCause cause)
    {
        Require.That(OperatingSystem.IsLinux(), "why a thread stood still is told on Linux only");
        Stall stall;
        int attempt = 0;
        do
        {
            stall = Measure(cause);
            Assert.That(stall.DurationNs, Is.GreaterThanOrEqualTo(2_000_000));
        }
        while (stall.Cause != cause && ++attempt < 50); // on a busy machine another thread takes the core as well; at first code is compiled

        Assert.That(stall.Cause, Is.EqualTo(cause), stall.ToString());
    }

    [Test]
    public void WatchingAllocatesNothing()
    {
        PollCounters counters = new(isSpinning: true);
        PollWatch watch = new(counters);
        Poll(ref watch, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Poll(ref watch, 10_000);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(counters.Stalls.Count, Is.GreaterThan(1000), "asking why is among it");
    }

    private static void Poll(ref PollWatch watch, int count)
    {
        for (int i = 0; i < count; i++)
        {
            watch.OnPacket();
            watch.OnPoll(StartNs + (i * 200_000L * (i % 3)));
        }
    }

    private static Stall Measure(StallCause cause)
    {
        PollCounters counters = new(isSpinning: true);
        PollWatch watch = new(counters);
        watch.OnPoll(default(MonotonicClock).NowNs());
        long begin = Stopwatch.GetTimestamp();
        if (cause == StallCause.Work) watch.OnPacket();
        if (cause == StallCause.Wait) Thread.Sleep(3);
        else if (cause == StallCause.Collection) GC.Collect();
        while (Stopwatch.GetElapsedTime(begin).TotalMilliseconds < 2.1) Thread.SpinWait(10);
        watch.OnPoll(default(MonotonicClock).NowNs());
        Assert.That(counters.Stalls.Count, Is.EqualTo(1));
        Assert.That(counters.Stalls.TryRead(0, out Stall stall), Is.True);
        return stall;
    }

    private static PollCounters Rounds(params (long DurationNs, int PacketCount)[] rounds)
    {
        PollCounters counters = new(isSpinning: true);
        Run(counters, rounds);
        return counters;
    }

    private static void Run(PollCounters counters, params (long DurationNs, int PacketCount)[] rounds)
    {
        PollWatch watch = new(counters);
        long nowNs = StartNs;
        watch.OnPoll(nowNs);
        foreach ((long durationNs, int packetCount) in rounds)
        {
            for (int i = 0; i < packetCount; i++) watch.OnPacket();
            watch.OnPoll(nowNs += durationNs);
        }
    }
}

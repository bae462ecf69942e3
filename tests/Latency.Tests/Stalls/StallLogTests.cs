using FeedHandler.Latency.Stalls;

namespace FeedHandler.Latency.Tests.Stalls;

public sealed class StallLogTests
{
    [Test]
    public void StallsAreCountedAndAddedUpByCause()
    {
        StallLog log = new();
        log.Add(new Stall(10, 200_000, StallCause.Preemption, 0));
        log.Add(new Stall(20, 300_000, StallCause.Preemption, 3));
        log.Add(new Stall(30, 2_000_000, StallCause.Collection, 0));

        Assert.That((log.Count, log.CountOf(StallCause.Preemption), log.CountOf(StallCause.Collection), log.CountOf(StallCause.Work)), Is.EqualTo((3L, 2L, 1L, 0L)));
        Assert.That((log.DurationNsOf(StallCause.Preemption), log.DurationNsOf(StallCause.Collection)), Is.EqualTo((500_000L, 2_000_000L)));
        Assert.That(log.Durations.TotalCount, Is.EqualTo(3));
        Assert.That(log.TryRead(1, out Stall second) ? second : default, Is.EqualTo(new Stall(20, 300_000, StallCause.Preemption, 3)));
    }

    [Test]
    public void TheLatestAreKeptAndOlderOnesAreGone()
    {
        StallLog log = new();
        for (int number = 0; number < StallLog.KeptCount + 10; number++) log.Add(new Stall(number, 100_000, StallCause.Wait, 0));

        Assert.That((log.TryRead(9, out _), log.TryRead(10, out _), log.TryRead(-1, out _), log.TryRead(log.Count, out _)), Is.EqualTo((false, false, false, false)));
        Assert.That((log.TryRead(11, out Stall oldest), oldest.EndNs), Is.EqualTo((true, 11L)));
        Assert.That((log.TryRead(log.Count - 1, out Stall newest), newest.EndNs), Is.EqualTo((true, StallLog.KeptCount + 9L)));
    }

    [Test]
    public void AnInterruptionThatIsExplainedCountsAsWhatExplainsIt()
    {
        StallLog log = new();
        log.Add(new Stall(10, 200_000, StallCause.Interruption, 0));
        log.Add(new Stall(20, 300_000, StallCause.Interruption, 0));
        log.Add(new Stall(30, 400_000, StallCause.Work, 2));
        log.Explain(1, StallCause.Interrupt);
        log.Explain(1, StallCause.Frequency); // it has its cause
        log.Explain(2, StallCause.Interrupt); // it was none
        log.Explain(3, StallCause.Interrupt); // it did not happen

        Assert.That((log.Count, log.CountOf(StallCause.Interruption), log.CountOf(StallCause.Interrupt), log.CountOf(StallCause.Frequency)), Is.EqualTo((3L, 1L, 1L, 0L)));
        Assert.That((log.DurationNsOf(StallCause.Interruption), log.DurationNsOf(StallCause.Interrupt)), Is.EqualTo((200_000L, 300_000L)));
        Assert.That(Enumerable.Range(0, 3).Select(number => log.TryRead(number, out Stall stall) ? stall.Cause : default),
            Is.EqualTo(new[] { StallCause.Interruption, StallCause.Interrupt, StallCause.Work }));
    }

    [Test]
    public void WhatExplainedAStallIsNotThatOfTheOneInItsPlace()
    {
        StallLog log = new();
        log.Add(new Stall(1, 200_000, StallCause.Interruption, 0));
        log.Explain(0, StallCause.Interrupt);
        for (int number = 1; number <= StallLog.KeptCount; number++) log.Add(new Stall(number, 200_000, StallCause.Interruption, 0));

        Assert.That(log.TryRead(StallLog.KeptCount, out Stall stall) ? stall.Cause : default, Is.EqualTo(StallCause.Interruption));
    }

    [Test]
    public void EveryCauseHasANameOfItsOwn()
    {
        string[] names = [.. StallCauses.All.ToArray().Select(StallCauses.NameOf)];
        Assert.That(names, Is.Unique.And.Length.EqualTo(Enum.GetValues<StallCause>().Length));
        Assert.That(() => StallCauses.NameOf((StallCause)99), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}

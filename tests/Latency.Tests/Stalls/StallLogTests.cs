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
    public void EveryCauseHasANameOfItsOwn()
    {
        string[] names = [.. StallCauses.All.ToArray().Select(StallCauses.NameOf)];
        Assert.That(names, Is.Unique.And.Length.EqualTo(Enum.GetValues<StallCause>().Length));
        Assert.That(() => StallCauses.NameOf((StallCause)99), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}

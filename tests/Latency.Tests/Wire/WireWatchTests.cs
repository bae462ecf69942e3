using FeedHandler.Latency.Wire;

namespace FeedHandler.Latency.Tests.Wire;

/// <summary>What a packet's way here is told as, by two clocks that the test moves.</summary>
public sealed class WireWatchTests
{
    private const long WallNs = 1_700_000_000_000_000_000;
    private const long MonotonicNs = 5_000_000_000;
    private WireWatch _wire = null!;

    [SetUp]
    public void Begin()
    {
        _wire = new WireWatch(3);
        _wire.Watch(0, isStamped: true);
        _wire.Watch(1, isStamped: false);
        _wire.Anchor(MonotonicNs, ticks: 1000, WallNs, widthNs: 40, sinceNs: 12345);
    }

    [Test]
    public void BothSectionsAreCountedFromTheirOwnClocks()
    {
        _wire.Record(0, sentNs: WallNs - 40_000, rxNs: WallNs - 10_000, sinceAnchorNs: 500);

        Assert.That((_wire[0]!.ToReceive.TotalCount, _wire[0]!.ToReceive.MaxNs), Is.EqualTo((1L, 30_000L)).Using<(long, long)>(IsNear));
        Assert.That((_wire[0]!.ToUser.TotalCount, _wire[0]!.ToUser.MaxNs), Is.EqualTo((1L, 10_500L)).Using<(long, long)>(IsNear));
    }

    [Test]
    public void OurOwnClockSaysNothingOfTheWayFromTheReceiveTime()
    {
        _wire.Record(1, WallNs - 40_000, WallNs - 10_000, 500);

        Assert.That((_wire[1]!.ToReceive.TotalCount, _wire[1]!.ToUser.TotalCount), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public void WhatArrivedBeforeItLeftIsCountedApart()
    {
        _wire.Record(0, sentNs: WallNs + 7000, rxNs: WallNs + 2000, sinceAnchorNs: 500);

        Assert.That((_wire[0]!.ToReceive.NegativeCount, _wire[0]!.ToUser.NegativeCount), Is.EqualTo((1L, 1L)));
        Assert.That((_wire[0]!.ToReceive.TotalCount, _wire[0]!.ToUser.MaxNs), Is.EqualTo((1L, 0L)), "as 0");
    }

    [Test]
    public void APacketWithoutASendingTimeHasNoWayFromTheExchange()
    {
        _wire.Record(0, sentNs: 0, WallNs - 10_000, 500);

        Assert.That((_wire[0]!.ToReceive.TotalCount, _wire[0]!.ToUser.TotalCount), Is.EqualTo((0L, 1L)));
    }

    [Test]
    public void AGroupThatIsNotWatchedCountsNothing()
    {
        _wire.Record(2, WallNs, WallNs, 0);

        Assert.That(_wire[2], Is.Null);
    }

    [Test]
    public void HowFarTheClocksDisagreeIsSeenAtTheNextAnchor()
    {
        Assert.That(_wire.ErrorNs, Is.EqualTo(20), "half of what the first readings took");
        _wire.Anchor(MonotonicNs + 1_000_000, 2000, WallNs + 1_000_300, widthNs: 60, sinceNs: 1_000_000);
        Assert.That((_wire.ErrorNs, _wire.StepCount, _wire.AnchorTicks), Is.EqualTo((330L, 0L, 2000L)));
        _wire.Anchor(MonotonicNs + 2_000_000, 3000, WallNs + 2_000_300, widthNs: 60, sinceNs: 1_000_000);
        Assert.That(_wire.ErrorNs, Is.EqualTo(330), "the most");
    }

    [Test]
    public void ATimeThatSomebodySetIsAStepAndNoError()
    {
        _wire.Anchor(MonotonicNs + 1_000_000, 2000, WallNs - 5_000_000, widthNs: 60, sinceNs: 1_000_000);
        _wire.Record(0, 0, WallNs - 5_010_000, sinceAnchorNs: 0);

        Assert.That((_wire.ErrorNs, _wire.StepCount), Is.EqualTo((20L, 1L)));
        Assert.That(_wire[0]!.ToUser.MaxNs, Is.EqualTo(10_000).Within(1).Percent, "from here on by the new time");
    }

    [Test]
    public void ReadingsThatSomebodyCameBetweenAreTakenWhenNoOthersCome()
    {
        _wire.Anchor(MonotonicNs + 1_000_000, 2000, WallNs + 1_000_000, widthNs: 5000, sinceNs: 1_000_000);
        Assert.That(_wire.AnchorTicks, Is.EqualTo(1000));
        _wire.Anchor(MonotonicNs + 30_000_000, 3000, WallNs + 30_000_000, widthNs: 5000, sinceNs: 30_000_000);
        Assert.That((_wire.AnchorTicks, _wire.ErrorNs), Is.EqualTo((3000L, 2500L)));
    }

    [Test]
    public void ClocksAreComparedWhenThereIsTimeAndAtLastWhenThereIsNone()
    {
        Assert.That(_wire.IsDue(MonotonicNs + 999_999, isIdle: true), Is.False);
        Assert.That(_wire.IsDue(MonotonicNs + 1_000_000, isIdle: true), Is.True);
        Assert.That(_wire.IsDue(MonotonicNs + 1_000_000, isIdle: false), Is.False);
        Assert.That(_wire.IsDue(MonotonicNs + 11_000_000, isIdle: false), Is.True);
        Assert.That(new WireWatch(1).IsDue(MonotonicNs, isIdle: true), Is.True, "before the first");
    }

    private static bool IsNear((long Count, long Ns) one, (long Count, long Ns) other) => one.Count == other.Count && Math.Abs(one.Ns - other.Ns) * 100 <= other.Ns;
}

using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Tests.Instruments;

/// <summary>Rule: which statistics a session starts again, and what ends a doubt in one (CME MDP 3.0, "Session Statistics", "Security Status").</summary>
public sealed class StatisticSetTests
{
    private static readonly StatisticKind[] All = Enum.GetValues<StatisticKind>();

    [TestCase(StatisticKind.Open, true)]
    [TestCase(StatisticKind.IndicativeOpen, true)]
    [TestCase(StatisticKind.SessionHigh, true)]
    [TestCase(StatisticKind.SessionLow, true)]
    [TestCase(StatisticKind.HighestBid, true)]
    [TestCase(StatisticKind.LowestOffer, true)]
    [TestCase(StatisticKind.Vwap, true)]
    [TestCase(StatisticKind.Settlement, false)]
    [TestCase(StatisticKind.Fixing, false)]
    [TestCase(StatisticKind.ClearedVolume, false)]
    [TestCase(StatisticKind.OpenInterest, false)]
    [TestCase(StatisticKind.UpperLimit, false)]
    [TestCase(StatisticKind.LowerLimit, false)]
    [TestCase(StatisticKind.MaxPriceVariation, false)]
    public void ANewSessionClearsItsOwnStatisticsAndALossDoubtsThem(StatisticKind kind, bool isOfSession)
    {
        StatisticSet set = Told();
        set.DoubtSession();
        Assert.That((set[kind], set.IsInDoubt(kind)), Is.EqualTo(((long)kind, isOfSession)));
        set.ClearSession();
        Assert.That((set[kind], set.IsInDoubt(kind)), Is.EqualTo((isOfSession ? MarketEvent.NullPrice : (long)kind, false)));
    }

    [Test]
    public void AfterALossEveryStatisticIsInDoubtUntilTheInstrumentGoesOn()
    {
        StatisticSet set = Told();
        set.Suspect();
        foreach (StatisticKind kind in All) Assert.That(set.IsInDoubt(kind), Is.True, kind.ToString());
        set.Resume();
        Assert.That((set.IsInDoubt(StatisticKind.Open), set.IsInDoubt(StatisticKind.Settlement)), Is.EqualTo((true, false)));
        set.Suspect();
        set.Clear();
        Assert.That(set.IsInDoubt(StatisticKind.Settlement), Is.False);
    }

    [TestCaseSource(nameof(All))]
    public void AStatisticThatIsToldIsInDoubtNoMoreAndNoOtherChanges(StatisticKind kind)
    {
        StatisticSet set = Told();
        set.DoubtAll();
        set[kind] = -5;
        foreach (StatisticKind other in All)
            Assert.That((set[other], set.IsInDoubt(other)), Is.EqualTo((other == kind ? -5L : (long)other, other != kind)), other.ToString());
    }

    [Test]
    public void WhatWasNeverToldIsInNoDoubtOfTheSession()
    {
        StatisticSet set = default(StatisticSet);
        set.Clear();
        set.DoubtSession();
        foreach (StatisticKind kind in All) Assert.That((set[kind], set.IsInDoubt(kind)), Is.EqualTo((MarketEvent.NullPrice, false)));
    }

    [Test]
    public void ASetThatIsClearedHoldsNothingAndDoubtsNothing()
    {
        StatisticSet set = Told();
        set.DoubtAll();
        set.Clear();
        foreach (StatisticKind kind in All) Assert.That((set[kind], set.IsInDoubt(kind)), Is.EqualTo((MarketEvent.NullPrice, false)));
    }

    [Test]
    public void AKindThatDoesNotExistHasNoValue()
    {
        StatisticSet set = Told();
        set[(StatisticKind)StatisticSet.Count] = 5;
        Assert.That((set[(StatisticKind)StatisticSet.Count], set[(StatisticKind)255], All), Is.EqualTo((MarketEvent.NullPrice, MarketEvent.NullPrice, All)));
        Assert.That(All, Has.Length.EqualTo(StatisticSet.Count));
    }

    private static StatisticSet Told()
    {
        StatisticSet set = default(StatisticSet);
        set.Clear();
        foreach (StatisticKind kind in All) set[kind] = (long)kind;
        return set;
    }
}

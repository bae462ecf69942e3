using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Truths;

/// <summary>Without loss everything that the exchange says is told and kept as it was said.</summary>
public sealed class TruthTests
{
    private const int SeedCount = 60;
    private static readonly ProtocolRates Plenty = new()
    {
        TradeBustPerMille = 40,
        TradeCorrectionPerMille = 40,
        IndicativeOpenPerMille = 30,
        VwapPerMille = 20,
        OrderOnlyPerMille = 30,
        MarketBestPerMille = 10,
        LastingHaltPerMille = 0,
        ImpliedSwitchPerMille = 20,
        GroupPhasePerMille = 20,
        DefinitionChangePerMille = 10,
        UnknownStatusPerMille = 20,
        SplitTradePerMille = 500,
        CrossingPerMille = 20,
    };

    [TestCase(13)]
    [TestCase(8)]
    [TestCase(6)]
    public void EverythingThatIsSaidIsToldAndKept(int schemaVersion) => Check(Options(schemaVersion));

    [Test]
    public void InstrumentsThatComeLateOrGoAreAsTheyAreDefined() =>
        Check(Options() with { LateInstrumentCount = 3, Rates = Plenty with { DefinitionDeletePerMille = 10 } });

    [TestCase(13)]
    [TestCase(8)]
    [TestCase(6)]
    public void ThePhasesOfASessionAreToldAsTheyAre(int schemaVersion) =>
        Check(Options(schemaVersion) with { Day = new TradingDay { HaltCount = 2, PreOpenOrderCount = 20 }, LateInstrumentCount = 1 });

    [Test]
    public void AnInstrumentWhoseSequenceStartsAgainIsFollowed() => Check(Options() with { Rates = Plenty with { InstrumentRestartPerMille = 15 } });

    [Test]
    public void WhatIsSaidOfAGroupDoesNotLiftTheHaltOfAnInstrument() => Check(Options() with { Rates = Plenty with { LastingHaltPerMille = 30 } });

    [Test]
    public void WhatIsComparedHasContent()
    {
        using Witness witness = new Witness(Options() with { EventCount = 4000, LateInstrumentCount = 2, Rates = Plenty with { LastingHaltPerMille = 20 } });
        witness.Run();
        List<PublishedInstrument> truths = witness.Feed.Instruments.Select(instrument => instrument.Truth).ToList();
        Assert.That(truths.Sum(truth => truth.Trades.Count(trade => trade.IsBusted)), Is.Positive);
        Assert.That(truths.Sum(truth => truth.Trades.Count(trade => trade.IsCorrected)), Is.Positive);
        Assert.That(truths.Sum(truth => truth.OrderUpdateCount) * truths.Sum(truth => truth.LaterOrderCount), Is.Positive);
        Assert.That(witness.Channel.Counters.StatusUnknown, Is.Positive);
        Assert.That(truths.Count(truth => truth.MarketBid is not null && truth.MarketOffer is not null), Is.Positive);
        for (StatisticKind kind = StatisticKind.Open; kind <= StatisticKind.MaxPriceVariation; kind++)
        {
            bool isSaid = witness.StatisticsSaid.Contains(kind) || truths.Exists(truth => truth.Statistic(kind) is not null);
            Assert.That(isSaid, Is.True, kind.ToString());
        }

        Assert.That(witness.Feed.Truth.ResetCount, Is.Positive);
        Assert.That(witness.LineCount, Is.GreaterThan(10_000));
    }

    private static SimulationOptions Options(int schemaVersion = 13) =>
        new() { InstrumentCount = 8, EventCount = 400, SchemaVersion = schemaVersion, Rates = Plenty };

    private static void Check(SimulationOptions options)
    {
        SortedDictionary<string, string> differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (uint seed = 1u; seed <= SeedCount; seed++)
        {
            using Witness witness = new Witness(options with { Seed = seed });
            witness.Run();
            foreach ((string? topic, string? text) in witness.Differences) differences.TryAdd(topic, $"seed {seed}: {text}");
        }

        Assert.That(differences.Values, Is.Empty);
    }
}

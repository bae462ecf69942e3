using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Simulation.Losses;

/// <summary>
/// No book is wrong and shown as whole; no status, volume or statistic is wrong and shown in no doubt; every loss and every trade that was not lost is
/// told exactly once, whatever the lines do.
/// </summary>
public sealed class LossTests
{
    private const int ManySeeds = 10_000;
    private const int SomeSeeds = 500;
    private const uint FirstFaulty = 8;
    private const uint FarFirst = 3_000_000;
    private const long PauseNs = 200_000;
    internal static readonly LineFaults Clean = new() { JitterNs = 60_000 };
    internal static readonly LineFaults Rough = new()
    {
        LostPerMille = 200,
        DuplicatedPerMille = 40,
        ReorderedPerMille = 40,
        JitterNs = 60_000,
        FirstSeqNum = FirstFaulty,
    };

    private static readonly ProtocolRates Usual = new() { UnknownStatusPerMille = 5, SplitTradePerMille = 300 };
    private static readonly ProtocolRates Restarting = Usual with { InstrumentRestartPerMille = 30 };
    internal static readonly ProtocolRates Busy = Usual with
    {
        TradeBustPerMille = 30,
        TradeCorrectionPerMille = 30,
        IndicativeOpenPerMille = 30,
        VwapPerMille = 30,
        LastingHaltPerMille = 60,
        ImpliedSwitchPerMille = 10,
        GroupPhasePerMille = 60,
        DefinitionChangePerMille = 20,
        UnknownStatusPerMille = 30,
        SplitTradePerMille = 600,
    };

    public static IEnumerable<TestCaseData> Faults()
    {
        yield return Case("one line is good", Rough, Clean);
        yield return Case("loss on both", Rough, Rough with { LostPerMille = 300 });
        yield return Case("heavy loss on both", Rough with { LostPerMille = 500 }, Rough with { LostPerMille = 500 });
        yield return Case("loss from the second packet", Rough with { FirstSeqNum = 2 }, Rough with { FirstSeqNum = 2 });
        yield return Case("cut packets", Rough with { TruncatedPerMille = 100 }, Rough with { TruncatedPerMille = 100 });
        yield return Case("cut packets on one line", Clean with { TruncatedPerMille = 100, FirstSeqNum = FirstFaulty }, Clean);
        yield return Case("forged numbers on one line", Clean with { ForgedNumberPerMille = 30, FirstSeqNum = FirstFaulty }, Clean);
        yield return Case("forged numbers and loss", Rough with { ForgedNumberPerMille = 20 }, Rough with { ForgedNumberPerMille = 20 });
        yield return Case("forged times on one line", Clean with { ForgedTimePerMille = 30, FirstSeqNum = FirstFaulty }, Clean);
        yield return Case("forged times and loss", Rough with { ForgedTimePerMille = 20 }, Rough with { ForgedTimePerMille = 20 });
        yield return Case("a dead line", Rough with { DeadFrom = 20, DeadCount = 30 }, Rough);
        yield return Case("a lagging line", Rough, Rough with { DelayNs = 400_000, JitterNs = 200_000 });
        yield return Case("a stalling line", Rough, Rough with { StalledPerMille = 50, StallNs = 300_000 });
    }

    [TestCaseSource(nameof(Faults))]
    public void NoBookIsWrongAndEveryLossIsToldOnce(LineFaults faultsA, LineFaults faultsB) => Check(SomeSeeds, faultsA, faultsB, Usual);

    [Test]
    public void ManySeedsOfLossShowNoWrongBookAndMissNoLoss() => Check(ManySeeds, Rough, Rough, Usual);

    [Test]
    public void LossAmongTradesStatusesAndStatisticsShowsNothingWrong() => Check(ManySeeds / 5, Rough, Rough, Busy);

    // Nobody knows then to which group the instrument belongs, and what is said of its group may be of it.
    [Test]
    public void AnInstrumentWhoseDefinitionIsLostIsNotShownWrong() => Check(SomeSeeds * 2, Rough, Rough, Busy, lateCount: 2);

    [Test]
    public void LossWithoutResetsAndSwitchesShowsNoWrongBook() =>
        Check(ManySeeds / 5, Rough, Rough, Usual with { ImpliedSwitchPerMille = 0 }, resetCount: 0);

    [Test]
    public void AResetOfTheChannelThatIsLostShowsNoWrongBook() =>
        Check(ManySeeds / 5, Rough, Rough, Usual with { ImpliedSwitchPerMille = 0 }, resetCount: 2);

    [Test]
    public void ImpliedMatchingThatEndsUnseenShowsNoWrongBook() =>
        Check(SomeSeeds, Rough, Rough, Usual with { ImpliedSwitchPerMille = 40 }, resetCount: 0);

    // But for one that has come to the very number that was expected when it is next seen: nobody can tell (Coincidences).
    [Test]
    public void AnInstrumentWhoseSequenceStartsAgainUnderLossIsNotShownWrong() => Check(SomeSeeds, Rough, Rough, Restarting);

    [TestCase(0u, 0u, 0)]
    [TestCase(0u, 5u, 0)]
    [TestCase(5u, 5u, 0)]
    [TestCase(3u, 3u, 400_000)]
    [TestCase(40u, 40u, 0)]
    [TestCase(0u, 0u, 400_000)]
    public void ASequenceThatStartsAgainIsFollowedWhateverOfItsStartIsLost(uint lostOnA, uint lostOnB, long lagNs)
    {
        Tally tally = new Tally();
        LineFaults faultsB = Clean with { LostAfterRestart = lostOnB, DelayNs = Clean.DelayNs + lagNs };
        int seedCount = Seeds.Of(SomeSeeds);
        for (uint seed = 1u; seed <= seedCount; seed++)
        {
            SimulationOptions first = Options(seed, Usual);
            long endNs = new SimulatedFeed(first).Packets().Last().SendingTimeNs;
            SimulationOptions second = Options(seed + ManySeeds, Usual) with { FirstSeqNum = 1, StartNs = endNs + PauseNs, Session = 1 };
            LossRun run = new LossRun(seed, Clean with { LostAfterRestart = lostOnA }, faultsB, first, second);
            tally.Add(seed, run, restartCount: 1);
        }

        tally.Check();
    }

    private static TestCaseData Case(string name, LineFaults faultsA, LineFaults faultsB) =>
        new TestCaseData(faultsA, faultsB).SetArgDisplayNames(name);

    private static SimulationOptions Options(ulong seed, ProtocolRates rates, int? resetCount = null, int lateCount = 0) => new()
    {
        Seed = seed,
        InstrumentCount = 3,
        EventCount = 100,
        FirstSeqNum = seed % 5 == 4 ? FarFirst : 1,
        ChannelResetCount = resetCount ?? (int)(seed % 3 / 2),
        Rates = rates,
        LateInstrumentCount = lateCount,
    };

    private static LineFaults After(LineFaults faults, uint firstSeqNum) => faults with { FirstSeqNum = faults.FirstSeqNum + firstSeqNum - 1 };

    private static void Check(
        int allSeeds, LineFaults faultsA, LineFaults faultsB, ProtocolRates rates, int? resetCount = null, int lateCount = 0)
    {
        Tally tally = new Tally();
        int seedCount = Seeds.Of(allSeeds);
        for (uint seed = 1u; seed <= seedCount; seed++)
        {
            SimulationOptions options = Options(seed, rates, resetCount, lateCount);
            LossRun run = new LossRun(seed, After(faultsA, options.FirstSeqNum), After(faultsB, options.FirstSeqNum), options);
            tally.Add(seed, run, restartCount: 0);
        }

        tally.Check();
    }
}

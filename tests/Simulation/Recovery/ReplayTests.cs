using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Losses;
using FeedHandler.Tests.Support;

namespace FeedHandler.Simulation.Recovery;

/// <summary>
/// Healing by packets that are sent again (CME MDP 3.0, "TCP Recovery"): whatever the lines lose, when it has come again every book is whole and the
/// exchange's and every trade was told once; at no moment was a wrong book, status, volume or statistic shown as right, whatever becomes of a request.
/// </summary>
public sealed class ReplayTests
{
    private const int AllSeeds = 300;
    private static readonly LineFaults Rough = LossTests.Rough;
    private static readonly ProtocolRates Busy = LossTests.Busy;
    private static readonly ReplayPlan Usual = new();

    public static IEnumerable<TestCaseData> Healing()
    {
        yield return Case("loss on both", Rough, Usual);
        yield return Case("heavy loss on both", Rough with { LostPerMille = 500 }, Usual);
        yield return Case("loss from the second packet", Rough with { FirstSeqNum = 2 }, Usual);
        yield return Case("cut packets", Rough with { TruncatedPerMille = 100 }, Usual);
        yield return Case("answers at once", Rough, Usual with { DelayMax = 0, PacketsAtOnce = 100 });
        yield return Case("gaps while answers come", Rough with { LostPerMille = 350 }, Usual with { DelayMax = 40, PacketsAtOnce = 1 });
        yield return Case("a short memory", Rough, Usual with { DelayMax = 40, HistoryPacketsMax = 4 });
    }

    public static IEnumerable<TestCaseData> Failing()
    {
        yield return Case("servers fail", Rough, Usual with { FailedPerMille = 500 });
        yield return Case("servers always fail", Rough, Usual with { FailedPerMille = 1000 });
        yield return Case("servers stall", Rough, Usual with { StalledPerMille = 500 });
        yield return Case("too much is lost", Rough with { LostPerMille = 500 }, Usual with { PacketCountMax = 4 });
    }

    [TestCaseSource(nameof(Healing))]
    public void EveryBookHealsAndEveryTradeIsToldOnce(LineFaults faults, object plan)
    {
        Sums sums = Check(faults, (ReplayPlan)plan, snapshots: null, resetCount: 0);

        Assert.That(new[] { sums.Restored, sums.Trades, sums.Packets }, Has.All.GreaterThan(sums.RunCount / 2), "enough was restored");
        Assert.That(sums.Failures, Is.Zero);
    }

    [TestCaseSource(nameof(Failing))]
    public void WhatFailsLeavesTheLadderAsItWas(LineFaults faults, object plan)
    {
        Sums sums = Check(faults, (ReplayPlan)plan, snapshots: null, resetCount: 0);

        Assert.That(sums.Failures, Is.GreaterThan(sums.RunCount / 4));
    }

    [Test]
    public void AResetOfTheChannelInLostPacketsTakesEffect() => Check(Rough with { LostPerMille = 400 }, Usual, snapshots: null, resetCount: 3);

    [Test]
    public void DefinitionsInLostPacketsTakeEffect() =>
        Check(Rough with { LostPerMille = 400 }, Usual, snapshots: null, resetCount: 0, Busy with { DefinitionChangePerMille = 200, DefinitionDeletePerMille = 20 });

    [Test]
    public void InstrumentsWhoseNumbersStartAgainHealToo() =>
        Check(Rough, Usual, snapshots: null, resetCount: 0, Busy with { InstrumentRestartPerMille = 30 });

    [Test]
    public void RepliesThatComeBehindASnapshotRestoreNothingTwice() =>
        Check(Rough, Usual with { DelayMax = 60, StalledPerMille = 100, HistoryPacketsMax = 64 }, new SnapshotPlan(), resetCount: 0);

    [Test]
    public void OldSchemasHealToo() => Check(Rough, Usual, snapshots: null, resetCount: 1, schemaVersion: 8);

    // The server has the packets of one session alone: those of the other stand there under the same numbers, and were sent later, or earlier.
    [Test]
    public void PacketsOfAnotherSessionAreNotBelieved([Values] bool isEarlier)
    {
        List<string> wrong = [];
        Sums sums = new();
        int seedCount = Seeds.Of(AllSeeds);
        for (uint seed = 1u; seed <= seedCount; seed++)
        {
            SimulationOptions first = new() { Seed = seed, InstrumentCount = 4, EventCount = 60, ChannelResetCount = 0, Rates = Busy };
            SimulationOptions second = first with { Seed = seed + 5000, Session = 1, StartNs = first.StartNs + 3_600_000_000_000 };
            using SimulatedReplay replay = new(seed, Usual with { ServesFirstSession = isEarlier });
            LossRun run = new(new SentCase(seed, Rough, Rough, null, [first, second]), replay);
            if (run.Wrong is { } fault) wrong.Add($"seed {seed}: {fault}");
            sums.Add(run.Replayed);
        }

        TestContext.Out.WriteLine($"{seedCount} runs: {sums}");
        Assert.That(wrong, Is.Empty, $"{wrong.Count} of {seedCount} runs");
        Assert.That(sums.Failures, Is.GreaterThan(sums.RunCount / 4));
    }

    private static TestCaseData Case(string name, LineFaults faults, ReplayPlan plan) => new TestCaseData(faults, plan).SetArgDisplayNames(name);

    private static Sums Check(
        LineFaults faults, ReplayPlan plan, SnapshotPlan? snapshots, int resetCount, ProtocolRates? rates = null, int schemaVersion = 13)
    {
        List<string> wrong = [];
        Sums sums = new();
        int seedCount = Seeds.Of(AllSeeds);
        for (uint seed = 1u; seed <= seedCount; seed++)
        {
            SimulationOptions options = new()
            {
                Seed = seed,
                InstrumentCount = 4,
                EventCount = 100,
                ChannelResetCount = resetCount,
                Rates = rates ?? Busy,
                SchemaVersion = schemaVersion,
            };
            using SimulatedReplay replay = new(seed, plan);
            LossRun run = new(new SentCase(seed, faults, faults, snapshots, [options]), replay);
            if ((run.Wrong ?? run.Replayed.Wrong) is { } fault) wrong.Add($"seed {seed}: {fault}");
            sums.Add(run.Replayed);
        }

        TestContext.Out.WriteLine($"{seedCount} runs: {sums}");
        Assert.That(wrong, Is.Empty, $"{wrong.Count} of {seedCount} runs");
        return sums;
    }

    private sealed class Sums
    {
        public int RunCount { get; private set; }

        public long Restored { get; private set; }

        public long Packets { get; private set; }

        public long Trades { get; private set; }

        public long Failures { get; private set; }

        public void Add(ReplayAccount account)
        {
            RunCount++;
            Restored += account.Restored;
            Packets += account.Packets;
            Trades += account.Trades;
            Failures += account.Failures;
        }

        public override string ToString() => $"{Packets} packets, {Restored} restored, {Trades} trades, {Failures} failures";
    }
}

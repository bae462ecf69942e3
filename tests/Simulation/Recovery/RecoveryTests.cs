using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Losses;
using FeedHandler.Simulation.Slow;
using FeedHandler.Tests.Support;

namespace FeedHandler.Simulation.Recovery;

/// <summary>
/// Healing by snapshots (CME MDP 3.0, "Market Recovery"): whatever the lines lose, after quiet and one loop every book is whole and the exchange's, and at no
/// moment was a wrong book, status, volume or statistic shown as right; no trade is told twice.
/// </summary>
public sealed class RecoveryTests
{
    private const int AllSeeds = 400;
    private static readonly LineFaults Clean = LossTests.Clean;
    private static readonly LineFaults Rough = LossTests.Rough;
    private static readonly ProtocolRates Busy = LossTests.Busy;

    public static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("loss on both", Rough, new SnapshotPlan { HasOrders = true });
        yield return Case("heavy loss on both", Rough with { LostPerMille = 500 }, new SnapshotPlan { HasOrders = true });
        yield return Case("joined late", Clean with { DeadFrom = 1, DeadCount = 40 }, new SnapshotPlan { HasOrders = true });
        yield return Case("snapshots are lost, damaged and late", Rough, new SnapshotPlan
        {
            HasOrders = true,
            Faults = new() { LostPerMille = 300, TruncatedPerMille = 100, ReorderedPerMille = 100, JitterNs = 200_000 },
        });
        yield return Case("snapshots run ahead of the lines", Rough with { DelayNs = 600_000 }, new SnapshotPlan { HasOrders = true, Faults = new() { DelayNs = 1_000 } });
        yield return Case("snapshots are old", Rough, new SnapshotPlan { HasOrders = true, Faults = new() { DelayNs = 900_000, JitterNs = 300_000 } });
        yield return Case("cut packets", Rough with { TruncatedPerMille = 100 }, new SnapshotPlan { HasOrders = true });
        yield return Case("little memory", Rough, new SnapshotPlan
        {
            HasOrders = true,
            Options = new() { HistoryPacketsMax = 8, HistoryBytesMax = 1 << 16, HeldPacketsMax = 2, HeldBytesMax = 1 << 16 },
        });
    }

    [TestCaseSource(nameof(Cases))]
    public void EveryBookHealsAndNoneIsEverWrong(LineFaults faults, object plan) => Check((SnapshotPlan)plan, faults, Busy, resetCount: 0);

    [Test]
    public void AResetOfTheChannelAmongLossesHealsToo() => Check(new SnapshotPlan { HasOrders = true }, Rough, Busy, resetCount: 2);

    [Test]
    public void ALateJoinWithADefinitionLoopEndsWithEveryBookWhole() =>
        Check(new SnapshotPlan { HasOrders = true, HasDefinitions = true, IsWholeAtEnd = true }, Clean with { DeadFrom = 1, DeadCount = 40 }, Busy, resetCount: 0);

    [Test]
    public void DefinitionsThatAreLostComeByTheirLoop() =>
        Check(new SnapshotPlan { HasOrders = true, HasDefinitions = true, IsWholeAtEnd = true }, Rough with { FirstSeqNum = 0 }, Busy, resetCount: 0);

    [Test]
    public void OldSchemasHealToo() => Check(new SnapshotPlan { HasOrders = true }, Rough, Busy, resetCount: 0, schemaVersion: 8);

    [Test]
    public void ASessionWithAuctionsHealsToo() => Check(new SnapshotPlan { HasOrders = true }, Rough, Busy, resetCount: 0, day: new TradingDay { ExpiryCount = 0 });

    [Test]
    public void InstrumentsThatAreWithdrawnOrEmptiedAmongLossesHealToo() => Check(
        new SnapshotPlan { HasOrders = true }, Rough, Busy with { DefinitionDeletePerMille = 60, InstrumentRestartPerMille = 60 }, resetCount: 1);

    [Test]
    public void WhatThisMachineMayHaveDroppedMeanwhileIsNoClaim() => Check(
        new SnapshotPlan { HasOrders = true, DroppedPerMille = 40 }, Rough, Busy with { DefinitionDeletePerMille = 20 }, resetCount: 2);

    // So few losses leave quiet times in which every book is whole, so that groups are left and joined again, some of them in the last loops.
    [Test]
    public void LoopsThatAreJoinedOnlyWhileTheyAreNeededHealAllTheSame()
    {
        LineFaults few = Rough with { LostPerMille = 60, TruncatedPerMille = 20 };
        SnapshotPlan plan = new() { HasOrders = true, HasDefinitions = true, LeavesLoops = true, Faults = new() { LostPerMille = 100, JitterNs = 60_000 } };

        Assert.That(Check(plan, few, Busy with { DefinitionDeletePerMille = 20 }, resetCount: 0, restoredPercent: 5), Is.GreaterThan(Seeds.Of(AllSeeds)), "packets that were not received");
    }

    [Test]
    public void ALateJoinThatLeavesLoopsEndsWithEveryBookWhole() => Check(
        new SnapshotPlan { HasOrders = true, HasDefinitions = true, IsWholeAtEnd = true, LeavesLoops = true }, Clean with { DeadFrom = 1, DeadCount = 40 }, Busy, resetCount: 0);

    // Books become known by themselves where the venue starts an instrument again or opens it by an auction, and statistics that were told before do not.
    [Test]
    public void ALateJoinOfADayMissesNothingThatWasToldBefore() => Check(
        new SnapshotPlan { HasOrders = true, HasDefinitions = true, IsWholeAtEnd = true }, Clean with { DeadFrom = 1, DeadCount = 60 },
        Busy with { LastingHaltPerMille = 60, GroupPhasePerMille = 60 }, resetCount: 0, day: new TradingDay { ExpiryCount = 0 });

    [Test]
    public void ASequenceThatStartsAgainAmongSnapshotsHealsToo([Values(0u, 1u, 6u)] uint firstLost)
    {
        List<string> wrong = [];
        long restoredCount = 0;
        int seedCount = Seeds.Of(AllSeeds / 2);
        for (uint seed = 1u; seed <= seedCount; seed++)
        {
            SimulationOptions first = new() { Seed = seed, InstrumentCount = 4, EventCount = 60, ChannelResetCount = 0, Rates = Busy };
            SimulationOptions second = first with { Seed = seed + 5000, Session = 1, StartNs = first.StartNs + 3_600_000_000_000 };
            LineFaults faults = Rough with { LostAfterRestart = firstLost };
            LossRun run = new(new SentCase(seed, faults, faults, new SnapshotPlan { HasOrders = true }, [first, second]));
            if ((run.Wrong ?? run.Recovery.Unhealed) is { } fault) wrong.Add($"seed {seed}: {fault}");
            restoredCount += run.Recovery.OrdersRestored;
        }

        Assert.That(wrong, Is.Empty, $"{wrong.Count} of {seedCount} runs");
        Assert.That(restoredCount, Is.GreaterThan(seedCount * 2), "enough was restored");
    }

    private static TestCaseData Case(string name, LineFaults faults, SnapshotPlan plan) => new TestCaseData(faults, plan).SetArgDisplayNames(name);

    private static long Check(
        SnapshotPlan plan, LineFaults faults, ProtocolRates rates, int resetCount, int schemaVersion = 13, TradingDay? day = null, int restoredPercent = 50)
    {
        List<string> wrong = [];
        long missedCount = 0;
        SlowComparison beside = new();
        KeptCase? kept = null;
        (long Restored, long Replayed, long TooOld, long Held, long Orders, long Ahead) sums = default;
        int seedCount = Seeds.Of(AllSeeds);
        for (uint seed = 1u; seed <= seedCount; seed++)
        {
            SimulationOptions options = new()
            {
                Seed = seed,
                InstrumentCount = 4,
                EventCount = 100,
                ChannelResetCount = resetCount,
                Rates = rates,
                SchemaVersion = schemaVersion,
                Day = day,
            };
            LossRun run = new(new SentCase(seed, faults, faults, plan, [options]));
            if ((run.Wrong ?? run.Recovery.Unhealed) is { } fault) wrong.Add($"seed {seed}: {fault}");
            missedCount += run.MissedLoopCount;
            if (run.Wrong is not null) kept ??= FailingCase.Keep(run.Sent, static sent => new LossRun(sent).Wrong);
            beside.Add(run.Beside);
            RecoveryAccount done = run.Recovery;
            sums = (sums.Restored + done.Restored, sums.Replayed + done.Replayed, sums.TooOld + done.TooOld, sums.Held + done.Held,
                sums.Orders + done.OrdersRestored, sums.Ahead + done.PartsAhead);
        }

        TestContext.Out.WriteLine($"{seedCount} runs: {sums}\nbooks: {beside.Books}\norders: {beside.Orders}\nbeside: {beside.Session}");
        Assert.That(wrong, Is.Empty, $"{wrong.Count} of {seedCount} runs; the first: {kept}");
        Assert.That(new[] { sums.Restored, sums.Replayed, sums.Orders }, Has.All.GreaterThanOrEqualTo(seedCount * restoredPercent / 100), "enough was restored");
        return missedCount;
    }
}

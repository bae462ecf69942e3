using FeedHandler.Core.Arbitration;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Faults;

public sealed class LineFaultTests
{
    private const uint FirstFaulty = 60;
    private static readonly LineFaults Clean = new();
    private static readonly LineFaults Rough = new()
    {
        LostPerMille = 80,
        DuplicatedPerMille = 30,
        ReorderedPerMille = 30,
        JitterNs = 60_000,
        FirstSeqNum = FirstFaulty,
    };

    [TestCase(1u)]
    [TestCase(2u)]
    [TestCase(3u)]
    public void WithoutFaultsEveryBookIsWholeAndRight(uint seed)
    {
        Run run = new Run(seed, Clean, Clean);
        Assert.That(run.NotWholeCount, Is.Zero);
        Assert.That((run.Lost, run.Gaps, run.RptSeqGaps), Is.EqualTo((0L, 0L, 0L)));
        Assert.That(run.WholeCount, Is.GreaterThan(1000));
    }

    [TestCase(4u)]
    [TestCase(5u)]
    public void WhatOneLineLosesTheOtherHas(uint seed)
    {
        Run run = new Run(seed, Rough, Clean);
        Assert.That(run.Lines.CountsA.Lost, Is.Not.Empty);
        Assert.That((run.Lost, run.Gaps, run.RptSeqGaps, run.NotWholeCount), Is.EqualTo((0L, 0L, 0L, 0)));
        run = new Run(seed, Clean, Rough);
        Assert.That((run.Lost, run.Gaps, run.RptSeqGaps, run.NotWholeCount), Is.EqualTo((0L, 0L, 0L, 0)));
    }

    [TestCase(6u)]
    [TestCase(7u)]
    [TestCase(8u)]
    [TestCase(9u)]
    public void WhatBothLinesLoseIsCountedExactlyAndNothingFalseIsClaimed(uint seed)
    {
        Run run = new Run(seed, Rough with { LostPerMille = 300 }, Rough with { LostPerMille = 300 });
        HashSet<uint> lost = run.Lines.CountsA.Lost.Intersect(run.Lines.CountsB.Lost).Where(seqNum => seqNum <= run.LastArrived).ToHashSet();
        Assert.That(lost, Is.Not.Empty);
        Assert.That(run.Lost, Is.EqualTo(lost.Count));
        Assert.That(run.LostByEvents, Is.EqualTo(lost.Count));
        Assert.That(run.Gaps, Is.EqualTo(lost.Count(seqNum => !lost.Contains(seqNum - 1))));
        Assert.That(run.RptSeqGaps, Is.Positive);
        Assert.That(run.DoubtfulCount, Is.Positive);
        Assert.That(run.WholeCount, Is.Positive);
    }

    [TestCase(10u)]
    [TestCase(11u)]
    public void BooksHealAsTheirLevelsAreStatedAgain(uint seed)
    {
        LineFaults faults = Rough with { LostPerMille = 500, LastSeqNum = 700 };
        Run run = new Run(seed, faults, faults, resetCount: 0);
        Assert.That(run.RptSeqGaps, Is.Positive);
        Assert.That(run.NotWholeCount, Is.Zero);
    }

    [Test]
    public void EveryCopyAndEveryLateArrivalIsAccountedFor()
    {
        Run run = new Run(12, Rough, Rough);
        Assert.That(run.Lines.CountsA.Duplicated * run.Lines.CountsB.Reordered, Is.Positive);
        Assert.That(run.Packets, Is.EqualTo(run.Lines.CountsA.Arrived + run.Lines.CountsB.Arrived));
        Assert.That(run.Wins + run.Dropped, Is.EqualTo(run.Packets));
        Assert.That(run.Wins, Is.EqualTo(run.LastArrived - run.Lost));
    }

    private sealed class Run
    {
        public Run(uint seed, LineFaults a, LineFaults b, int resetCount = 1)
        {
            SimulationOptions options = new SimulationOptions { Seed = seed, EventCount = 3000, ChannelResetCount = resetCount };
            Lines = new LineSimulator(seed, a, b);
            IReadOnlyList<Arrival> arrivals = Lines.Send(new SimulatedFeed(options).Packets());
            LastArrived = arrivals.Max(arrival => arrival.SeqNum);
            Truth truth = new Truth(options);
            using Channel channel = new Channel(truth.OnEvent);
            truth.Instruments = channel.Instruments;
            channel.Take(arrivals);
            NotWholeCount = truth.CompareAtEnd();
            (WholeCount, DoubtfulCount, LostByEvents) = (truth.WholeCount, truth.DoubtfulCount, truth.LostCount);
            ArbitrationCounters counters = channel.Arbitration;
            (Lost, Gaps, RptSeqGaps) = (counters.Lost, counters.Gaps, channel.Counters.RptSeqGaps);
            LineCounters both = counters.Sum();
            (Packets, Wins, Dropped) = (both.Received, both.Delivered, both.Duplicates + both.Late);
        }

        public LineSimulator Lines { get; }

        public uint LastArrived { get; }

        public int NotWholeCount { get; }

        public long WholeCount { get; }

        public long DoubtfulCount { get; }

        public long Lost { get; }

        public long LostByEvents { get; }

        public long Gaps { get; }

        public long RptSeqGaps { get; }

        public long Packets { get; }

        public long Wins { get; }

        public long Dropped { get; }
    }
}

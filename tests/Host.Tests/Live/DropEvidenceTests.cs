using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>When drops of this machine leave books in doubt, and what proves that they need not, poll by poll.</summary>
public sealed class DropEvidenceTests
{
    private const int Full = 64;
    private LiveChannel _channel = null!;

    [OneTimeSetUp]
    public void Simulate() => _channel = new LiveChannel(eventCount: 400);

    [OneTimeTearDown]
    public void Forget() => _channel?.Dispose();

    [Test]
    public void WithoutDropsNothingIsInDoubt() => Assert.That(Run(new(0, Full), new(64, 10)), Is.EqualTo((false, 0, 0)));

    [Test]
    public void ADropAfterTheLastPacketLeavesADoubt() => Assert.That(Run(new(0, Full), new(64, 10, FoundDrops: 1)), Is.EqualTo((true, 1, 0)));

    [Test]
    public void TheNextNumberProves() => Assert.That(Run(new(0, Full, Drops: 1), new(64, 10), new(74, 1)), Is.EqualTo((false, 1, 0)));

    [Test]
    public void WhatLayInTheBuffersProvesNothing() => Assert.That(Run(new(0, Full, Drops: 1), new(64, 10), new(0, 0)), Is.EqualTo((true, 1, 0)));

    [Test]
    public void ACopyOfAnOldPacketProvesNothing() =>
        Assert.That(Run(new(0, Full, Drops: 1), new(64, 10), new(70, 4, Line: Line.B), new(0, 0)), Is.EqualTo((true, 1, 0)));

    [Test]
    public void DropsFoundAfterAPollAreNoMatterOfThatPoll() =>
        Assert.That(Run(new(0, 10), new(0, 0, FoundDrops: 1), new(10, Full), new(74, 10), new(0, 0)), Is.EqualTo((true, 1, 0)));

    [Test]
    public void AHoleBehindWhatHadComeIsAGapAndNoDoubt() =>
        Assert.That(Run(new(0, Full, Drops: 1), new(64, 10), new(75, 1), new(0, 0)), Is.EqualTo((false, 1, 1)));

    [Test]
    public void AHoleThatWasGivenUpProvesNothingOfWhatIsBehindWhatHadCome() =>
        Assert.That(Run(new(0, 50), new(60, Full, Drops: 1), new(124, 10), new(0, 0), new(0, 0), new(0, 0)), Is.EqualTo((true, 1, 10)));

    [Test]
    public void BehindAHoleTheNextNumberProves() =>
        Assert.That(Run(new(0, 50), new(60, Full, Drops: 1), new(124, 10), new(0, 0), new(0, 0), new(134, 1)), Is.EqualTo((false, 1, 10)));

    [Test]
    public void WhatLiesInTheBuffersAtTheEndIsTaken()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        using Pipeline pipeline = Create();
        pipeline.Run(new ScriptedReceiver(_channel, new(0, Full), new(64, Full), new(128, 5)), default(ScriptedMode), stop.Token);

        Assert.That(pipeline.Channels[0].Arbitration.Sum().Delivered, Is.EqualTo(133));
    }

    private static Pipeline Create() => Pipelines.Create(new PipelinePlan(
        new PipelineOptions { IsInline = true, Arbitration = new ArbitrationOptions { AwaitsDrain = true } }, FeedSource.TwoLines, SampleStrategies.Seats(1, [])));

    // Whether books are in doubt at the end, how often they came into it, and what was lost.
    private (bool IsInDoubt, long Doubts, long Lost) Run(params ScriptedPoll[] polls)
    {
        using Pipeline pipeline = Create();
        pipeline.Run(new ScriptedReceiver(_channel, polls), default(ScriptedMode), CancellationToken.None);
        ChannelState channel = pipeline.Channels[0];
        bool[] tails = [.. Enumerable.Range(0, channel.Instruments.Count).Select(i => (channel.Instruments.Books[i].Doubts & BookDoubts.Tail) != 0)];
        Assert.That(tails.Distinct().Count(), Is.EqualTo(1), "all books or none");
        return (tails[0], channel.Arbitration.Doubts, channel.Arbitration.Lost);
    }
}

using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>What line A lost, poll by poll of ten milliseconds each, while line B is behind by more than a gap may last, and than a gap may count.</summary>
public sealed class LineBehindTests
{
    private LiveChannel _channel = null!;

    [OneTimeSetUp]
    public void Simulate() => _channel = new LiveChannel(eventCount: 400);

    [OneTimeTearDown]
    public void Forget() => _channel?.Dispose();

    [Test]
    public void ALineThatGoesOnIsWaitedFor() =>
        Assert.That(Run(A(0, 50), A(51, 60), B(0, 10), A(111, 60), B(10, 20), B(30, 15), B(45, 10)), Is.Zero);

    // Two full polls are no look at everything: what the other line brings lies behind them.
    [Test]
    public void ALineThatGoesOnIsWaitedForThroughABurstOfTheOther() =>
        Assert.That(Run(A(0, 50), B(0, 10), A(51, 10), B(10, 5), B(15, 5), A(61, 64), A(125, 64), B(20, 40)), Is.Zero);

    [Test]
    public void ALineThatIsSilentIsNot() =>
        Assert.That(Run(A(0, 50), B(0, 10), A(51, 10), Nothing, Nothing, Nothing, Nothing, B(45, 10)), Is.EqualTo(1));

    [Test]
    public void ALineThatBringsOldPacketsAgainIsNot() =>
        Assert.That(Run(A(0, 50), B(0, 10), A(51, 10), B(2, 3), B(2, 3), B(2, 3), B(2, 3), B(45, 10)), Is.EqualTo(1));

    [Test]
    public void ALineThatNeverCameIsNot() => Assert.That(Run(A(0, 50), A(51, 10), Nothing, Nothing, Nothing, B(45, 10)), Is.EqualTo(1));

    [Test]
    public void WhatBothLinesAreFarBeyondIsGivenUp() =>
        Assert.That(Run(A(0, 50), B(0, 50), A(51, 60), A(111, 60), B(51, 60), B(111, 60), A(171, 1)), Is.EqualTo(1));

    private static ScriptedPoll Nothing { get; } = new(0, 0);

    private static ScriptedPoll A(int first, int count) => new(first, count);

    private static ScriptedPoll B(int first, int count) => new(first, count, Line: Line.B);

    // How many packets were lost.
    private long Run(params ScriptedPoll[] polls)
    {
        PipelineOptions options = new() { IsInline = true, Arbitration = new ArbitrationOptions { AwaitsDrain = true, GapTimeNsMax = 15_000_000 } };
        using Pipeline pipeline = Pipelines.Create(new PipelinePlan(options, FeedSource.TwoLines, SampleStrategies.Seats(1, [])));
        pipeline.Run(new ScriptedReceiver(_channel, polls), default(ScriptedMode), CancellationToken.None);
        return pipeline.Channels[0].Arbitration.Lost;
    }
}

using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Live;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Native.Memory;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>Whoever watches a feed must not allocate: a collection stops the feed thread too.</summary>
public sealed class LiveObserverTests
{
    private const int PictureCount = 2000;
    private readonly IdleReceiver _receiver = new();
    private readonly CountingWriter _output = new();
    private readonly LineMargins[] _margins = [new()];
    private Pipeline _pipeline = null!;
    private FeedWindows _windows = null!;

    [OneTimeSetUp]
    public void RunAFeed()
    {
        _pipeline = Pipelines.Create(new PipelinePlan(new PipelineOptions { InstrumentsMax = 1024 }, FeedSource.TwoLines, SampleStrategies.Seats(2, [])));
        _windows = new FeedWindows(_pipeline);
        using CaptureSet captures = CaptureSet.Open(new CaptureSettings([LiveSystem.Capture], null, CaptureSet.TrailerNames[0]));
        using CaptureReceiver packets = captures.CreateReceiver();
        _pipeline.Run(packets, new LiveMode(_margins, new PollCounters(isSpinning: true)), CancellationToken.None);
        _windows.Look();
    }

    [OneTimeTearDown]
    public void End()
    {
        _windows.Stop();
        _pipeline.Dispose();
        _receiver.Dispose();
        _output.Dispose();
    }

    [Test]
    public void TheScreenAllocatesNothing()
    {
        LiveScreen screen = new(new Terminal { Out = _output, Error = _output, OpenOut = static () => Stream.Null, Folder = "/", IsColoured = true, Size = static () => (120, 60) });
        LiveStatusTables tables = new(new FeedStatus(_pipeline, isRateSinceStart: false, _receiver, _margins), _windows);
        CastTable.Grow();

        AssertAllocatesNothing(() => screen.Draw(tables));
        Assert.That(_output.Count, Is.GreaterThan(PictureCount * 500));
    }

    [Test]
    public void AReportInPassingAllocatesNothing()
    {
        LiveSnapshot snapshot = new(
            new LiveStatusTables(new FeedStatus(_pipeline, isRateSinceStart: true, _receiver, _margins)),
            new Terminal { Out = _output, Error = _output, OpenOut = static () => Stream.Null, Folder = "/" });
        CastTable.Grow();

        AssertAllocatesNothing(snapshot.Write);
    }

    [Test]
    public void ProgressAllocatesNothing()
    {
        Terminal terminal = new() { Out = _output, Error = _output, OpenOut = static () => Stream.Null, Folder = "/" };
        long count = 0;
        using ProgressLine line = new(terminal, "replaying", () => count += 1_000_003, share: () => new ReadShare(count, 1L << 60));

        AssertAllocatesNothing(line.Show);
    }

    [Test]
    public void TheScreenTellsTheLastSecondAndMinute()
    {
        using StringWriter text = new();
        LiveScreen screen = new(new Terminal { Out = text, Error = text, OpenOut = static () => Stream.Null, Folder = "/", Size = static () => (120, 60) });
        screen.Draw(new LiveStatusTables(new FeedStatus(_pipeline, isRateSinceStart: false, _receiver, _margins), _windows));
        string decode = Plain(text.ToString()).Split('\n').Single(static line => line.TrimStart().StartsWith("decode", StringComparison.Ordinal));

        Assert.That(text.ToString(), Does.Contain("p99 in 1 s  in 1 min"));
        Assert.That(decode.TrimEnd(), Does.Match(@"  (-|\d\S* \w+)  +(-|\d\S* \w+)$"), "a duration in each window, behind how all of them are spread");
    }

    [Test]
    public void TheScreenHasEveryTableInItsPlace()
    {
        using StringWriter text = new();
        LiveScreen screen = new(new Terminal { Out = text, Error = text, OpenOut = static () => Stream.Null, Folder = "/", Size = static () => (120, 60) });
        LiveStatusTables tables = new(new FeedStatus(_pipeline, isRateSinceStart: false, _receiver, _margins));
        screen.Draw(tables);
        string first = text.ToString();
        screen.Draw(tables);
        string second = text.ToString()[first.Length..];

        Assert.That(first, Does.Contain("live     Socket receiver").And.Contain("239.1.2.3:4000").And.Contain("ahead by p50").And.Contain("strategy-2"));
        Assert.That(first, Does.Contain("endToEnd").And.Contain("Ctrl-C ends it").And.Not.Contain("\u001b[2m"));
        Assert.That(second, Does.StartWith($"\u001b[{first.Count(static c => c == '\n')}A"), "it goes back over every line of the picture before");
    }

    [Test]
    public void TheLatencyOfEachStageIsSpreadOverOctaves()
    {
        string[] lines = Draw(120).Split('\n');
        int head = Array.FindIndex(lines, static line => line.Contains("32ns 1us  33us 1ms", StringComparison.Ordinal));
        int from = lines[head].IndexOf("32ns", StringComparison.Ordinal);
        string[] spreads = [.. lines[(head + 1)..].TakeWhile(static line => line.Length > 0 && line[2] != 'C').Where(line => line.Length > from).Select(line => line[from..])];

        Assert.That(spreads, Has.Length.GreaterThanOrEqualTo(5).And.All.Matches("^[ .:=+*#@-]{1,20}$"));
        Assert.That(spreads, Has.All.Contains('@'), "what is most often is darkest");
    }

    [TestCase(60)]
    [TestCase(80)]
    [TestCase(200)]
    public void EveryCellIsWholeAtEveryWidth(int columnCount)
    {
        string[] wide = Words(Draw(1000));
        string drawn = Draw(columnCount);

        Assert.That(drawn.Split('\n').Max(static line => line.Length), Is.LessThan(columnCount), drawn);
        Assert.That(Words(drawn), Is.SupersetOf(wide), "a table that is too wide is folded, not cut");
    }

    [Test]
    public void TheLatestSavedSpikeIsNamedWholeInSixtyColumns()
    {
        const string Name = "spike-20261130T081502.123456Z-310-12.pcapng";
        using Pipeline pipeline = Pipelines.Create(new PipelinePlan(
            new PipelineOptions { InstrumentsMax = 64, Flight = new FlightOptions(1000) }, FeedSource.TwoLines, SampleStrategies.Seats(1, [])));
        FlightFile[] files = [];
        FeedStatus status = new(pipeline, isRateSinceStart: false, _receiver, _margins) { FindSpikes = () => files };
        Assert.That(Draw(60, 100, status), Does.Contain("flight   0 packets over the budget; 0 spikes saved"));

        files = [new FlightFile(Name, 49, 310, new FlightSpike { EventNs = 83_100 })];
        string drawn = Draw(60, 100, status);
        Assert.That(drawn, Does.Contain("1 spike saved").And.Contain(Name));
        Assert.That(drawn.Split('\n').Single(static line => line.Contains("spike-", StringComparison.Ordinal)), Is.EqualTo($"  83.1 us {Name}"));
        Assert.That(Draw(80, 100, status), Does.Contain($"83.1 us {Name}\n"));
    }

    [Test]
    public void AResizedScreenIsDrawnAnew()
    {
        using StringWriter text = new();
        int columnCount = 120;
        LiveScreen screen = new(new Terminal { Out = text, Error = text, OpenOut = static () => Stream.Null, Folder = "/", Size = () => (columnCount, 60) });
        LiveStatusTables tables = new(new FeedStatus(_pipeline, isRateSinceStart: false, _receiver, _margins));
        screen.Draw(tables);
        int firstLength = text.ToString().Length;
        columnCount = 70;
        screen.Draw(tables);
        string second = text.ToString()[firstLength..];

        Assert.That(second, Does.StartWith("\u001b[H\u001b[2J"), "where the old picture began is not known any more");
        Assert.That(Plain(second).Split('\n').Max(static line => line.Length), Is.LessThan(70));
    }

    [Test]
    public void ASmallTerminalGetsNoMoreThanItHas()
    {
        using StringWriter text = new();
        LiveScreen screen = new(new Terminal { Out = text, Error = text, OpenOut = static () => Stream.Null, Folder = "/", Size = static () => (40, 8) });
        screen.Draw(new LiveStatusTables(new FeedStatus(_pipeline, isRateSinceStart: false, _receiver, _margins)));

        string[] lines = text.ToString().Replace("\u001b[K", "", StringComparison.Ordinal).Split('\n');
        Assert.That(lines, Has.Length.LessThanOrEqualTo(8));
        Assert.That(lines.Max(static line => line.Length), Is.LessThan(40));
    }

    [TestCase(80, 24)]
    [TestCase(60, 24)]
    [TestCase(60, 12)]
    public void WhatHasNoRoomIsCountedAndTheLatencyOfTheWholeWayIsKept(int columnCount, int rowCount)
    {
        string[] whole = Draw(columnCount).TrimEnd('\n').Split('\n');
        string[] lines = Draw(columnCount, rowCount).TrimEnd('\n').Split('\n');
        int missingCount = whole.Length - lines.Length;

        Assert.That(missingCount, Is.Positive, "every line has room");
        Assert.That(lines, Has.Length.LessThan(rowCount));
        Assert.That(lines, Has.One.Matches<string>(static line => line!.TrimStart().StartsWith("endToEnd", StringComparison.Ordinal)));
        Assert.That(lines[^1], Is.EqualTo($"{missingCount} more lines: a higher terminal shows them; Ctrl-C ends it"));
        Assert.That(string.Join('\n', lines), Does.Contain("packets/s"));
    }

    private string Draw(int columnCount, int rowCount = 100) =>
        Draw(columnCount, rowCount, new FeedStatus(_pipeline, isRateSinceStart: false, _receiver, _margins));

    private static string Draw(int columnCount, int rowCount, FeedStatus status)
    {
        using StringWriter text = new();
        LiveScreen screen = new(new Terminal { Out = text, Error = text, OpenOut = static () => Stream.Null, Folder = "/", Size = () => (columnCount, rowCount) });
        screen.Draw(new LiveStatusTables(status));
        return Plain(text.ToString());
    }

    private static string Plain(string drawn) => drawn.Replace("\u001b[K", "", StringComparison.Ordinal)
        .Replace("\u001b[J", "", StringComparison.Ordinal).Replace("\u001b[H\u001b[2J", "", StringComparison.Ordinal);

    // How long it ran is another at each picture.
    private static string[] Words(string drawn) =>
        [.. drawn.Split('\n').Skip(1).SelectMany(static line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];

    // Until the compiler has found time to optimize it, which it does beside the test, code boxes what it writes. A delegate is all that may remain.
    private static void AssertAllocatesNothing(Action action) =>
        Assert.That(() => AllocationMeter.BytesOf(() => Repeat(action), warmUpCount: 1), Is.LessThan(200).After(60_000, 10), $"of {PictureCount} times");

    private static void Repeat(Action picture)
    {
        for (int i = 0; i < PictureCount; i++) picture();
    }

    private sealed class CountingWriter : TextWriter
    {
        public long Count { get; private set; }

        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char[] buffer, int index, int count) => Count += count;
    }
}

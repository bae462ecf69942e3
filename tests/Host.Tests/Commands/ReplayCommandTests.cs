using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class ReplayCommandTests
{
    private SmallCapture _captures = null!;
    private string _simulated = "";

    [SetUp]
    public void MakeCaptures()
    {
        _captures = new SmallCapture();
        _simulated = _captures.WriteSimulated();
    }

    [TearDown]
    public void RemoveCaptures() => _captures.Dispose();

    [Test]
    public void ADefinitionThatNobodyMadeSaysSoAndHasNoDepth()
    {
        using SmallCapture captures = new();
        string path = captures.Write("one.pcap", (Line.A, 1, CmePackets.Bid(1, 1, 8756, 100, 7)));
        JsonElement assumed = CommandRun.Of("replay", path, "--events", "-").JsonLines[0];
        JsonElement told = Array.Find(
            CommandRun.Of("replay", captures.WriteSimulated(), "--events", "-").JsonLines,
            static line => line.GetProperty("kind").GetString() == "definition" && !line.TryGetProperty("assumed", out _));

        Assert.That((assumed.GetProperty("kind").GetString(), assumed.GetProperty("assumed").GetBoolean()), Is.EqualTo(("definition", true)));
        Assert.That((assumed.TryGetProperty("depth", out _), assumed.TryGetProperty("impliedDepth", out _)), Is.EqualTo((false, false)));
        Assert.That(told.GetProperty("depth").GetInt32(), Is.EqualTo(10));
    }

    [Test]
    public void TheRingAndTheFeedThreadGiveTheSameDigestAndBooks()
    {
        CommandRun ring = CommandRun.Of("replay", _simulated, "--json", "--strategies", "2");
        CommandRun inline = CommandRun.Of("replay", _simulated, "--json", "--inline");

        Assert.That((ring.Code, inline.Code), Is.EqualTo((ExitCode.Good, ExitCode.Good)), ring.Error + inline.Error);
        Assert.That(ring.Json.GetProperty("digest").GetString(), Is.EqualTo(inline.Json.GetProperty("digest").GetString()));
        Assert.That(ring.Json.GetProperty("events").GetInt64(), Is.GreaterThan(300));
        Assert.That(ring.Json.GetProperty("instruments").GetRawText(), Is.EqualTo(inline.Json.GetProperty("instruments").GetRawText()));
        Assert.That(ring.Json.GetProperty("strategies").GetArrayLength(), Is.EqualTo(2));
    }

    [TestCase("--wait", "busy")]
    [TestCase("--wait", "blocking")]
    [TestCase("--wait", "sleeping")]
    [TestCase("--wait", "spin")]
    [TestCase("--ring-size", "64")]
    [TestCase("--no-stamps")]
    public void NothingButTheFeedDecidesTheDigest(params string[] options)
    {
        CommandRun usual = CommandRun.Of("replay", _simulated, "--json", "--inline");
        CommandRun other = CommandRun.Of(["replay", _simulated, "--json", .. options]);

        Assert.That(other.Json.GetProperty("digest").GetString(), Is.EqualTo(usual.Json.GetProperty("digest").GetString()), other.Error);
    }

    [Test]
    public void TheHotPathAllocatesNothing()
    {
        CommandRun.Of("replay", _simulated, "--json");
        CommandRun run = CommandRun.Of("replay", _simulated, "--json");

        Assert.That(run.Json.GetProperty("allocatedBytesHotPath").GetInt64(), Is.Zero);
    }

    [Test]
    public void EveryRepeatIsReportedAndAgrees()
    {
        CommandRun run = CommandRun.Of("replay", _simulated, "--json", "--repeat", "3");

        string?[] digests = [.. run.Json.GetProperty("runs").EnumerateArray().Select(static item => item.GetProperty("digest").GetString())];
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good));
        Assert.That(digests, Has.Length.EqualTo(3).And.All.EqualTo(run.Json.GetProperty("digest").GetString()));
    }

    [Test]
    public void EveryEventBecomesALineOfTheFile()
    {
        string path = Path.Combine(_captures.Folder, "events.jsonl");
        CommandRun run = CommandRun.Of("replay", _simulated, "--json", "--events", path);

        JsonElement[] lines = [.. File.ReadLines(path).Select(static line => JsonDocument.Parse(line).RootElement)];
        Assert.That(lines, Has.Length.EqualTo(run.Json.GetProperty("events").GetInt64()));
        Assert.That(lines.Select(static line => line.GetProperty("event").GetInt64()), Is.Ordered);
        JsonElement book = lines.First(static line => line.GetProperty("kind").GetString() == "book");
        Assert.That(book.GetProperty("price").ValueKind, Is.EqualTo(JsonValueKind.String));
    }

    [Test]
    public void EventLinesHaveTheSymbolsOfTheReport()
    {
        Dictionary<long, string?> symbols = CommandRun.Of("replay", _simulated, "--json").Json.GetProperty("instruments").EnumerateArray().ToDictionary(
            static instrument => instrument.GetProperty("securityId").GetInt64(), static instrument => instrument.GetProperty("symbol").GetString());
        JsonElement[] lines = CommandRun.Of("replay", _simulated, "--events", "-").JsonLines;
        JsonElement[] ofInstruments = [.. lines.Where(static line => line.TryGetProperty("securityId", out _) && !line.TryGetProperty("assumed", out _))];

        Assert.That((symbols.Count, symbols.ContainsValue("")), Is.EqualTo((12, false)));
        foreach (JsonElement line in ofInstruments)
            Assert.That(line.GetProperty("symbol").GetString(), Is.EqualTo(symbols[line.GetProperty("securityId").GetInt64()]));
        Assert.That(ofInstruments, Has.Length.GreaterThan(300));
        Assert.That(lines.Except(ofInstruments).Where(static line => line.TryGetProperty("symbol", out _)), Is.Empty);
    }

    [Test]
    public void WithoutADefinitionThereIsNoSymbol()
    {
        string path = _captures.Write("one.pcap", (Line.A, CmePackets.SendingTimeNs, CmePackets.Bid(1, 1, 42, 4_250_250_000_001, 7)));
        JsonElement[] lines = CommandRun.Of("replay", path, "--events", "-").JsonLines;

        Assert.That(lines.Where(static line => line.TryGetProperty("symbol", out _)), Is.Empty);
    }

    [Test]
    public void EventLinesOnStandardOutputStandAlone()
    {
        string path = _captures.Write("one.pcap", (Line.A, CmePackets.SendingTimeNs, CmePackets.Bid(1, 1, 42, 4_250_250_000_001, 7)));
        CommandRun run = CommandRun.Of("replay", path, "--events", "-");

        string[] lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[2], Does.Contain("\"price\":\"4250.250000001\"").And.Contain("\"endOfEvent\":true").And.Contain("\"securityId\":42"));
        Assert.That(run.Error, Does.Contain("digest"));
    }

    [Test]
    public void TextTellsPacketsTemplatesBooksAndLatencies()
    {
        CommandRun run = CommandRun.Of("replay", _simulated);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Out, Does.Contain("packets ").And.Contain("MDIncrementalRefreshBook46").And.Contain("strategy-1"));
        Assert.That(run.Out, Does.Contain("p99.99").And.Contain("endToEnd").And.Contain("bytes allocated on the hot path"));
        Assert.That(run.Out.Split('\n'), Has.None.StartsWith("FAILED"));
    }

    [Test]
    public void AFileThatIsCutOffIsReplayedAndFailsTheCheck()
    {
        string cut = _captures.WriteBytes("cut.pcap", File.ReadAllBytes(_simulated)[..^5]);
        CommandRun run = CommandRun.Of("replay", cut);

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Out, Does.Contain("FAILED").And.Contain("cut.pcap").And.Contain("truncated"));
    }

    [Test]
    public void HgrmFilesAreWrittenForEveryStage()
    {
        string folder = Path.Combine(_captures.Folder, "hgrm");
        CommandRun.Of("replay", _simulated, "--hgrm", folder);

        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Does.Contain("decode.hgrm").And.Contain("endToEnd.hgrm"));
    }

    [Test]
    public void TwoFilesAreMergedIntoOneReplay()
    {
        string a = _captures.Write("a.pcap", (Line.A, 1_000, CmePackets.Bid(1, 1, 42, 100, 7)), (Line.A, 3_000, CmePackets.Bid(2, 2, 42, 200, 7)));
        string b = _captures.Write("b.pcap", (Line.B, 2_000, CmePackets.Bid(1, 1, 42, 100, 7)), (Line.B, 2_500, CmePackets.Bid(2, 2, 42, 200, 7)));
        JsonElement packets = CommandRun.Of("replay", a, b, "--json", "--inline").Json.GetProperty("packets");

        Assert.That(packets.GetProperty("total").GetInt64(), Is.EqualTo(4));
        Assert.That((packets.GetProperty("winsA").GetInt64(), packets.GetProperty("winsB").GetInt64()), Is.EqualTo((1, 1)));
    }

    [Test]
    public void StoppingReportsWhatWasDone()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        CommandRun run = CommandRun.In(_captures.Folder, keys: null, stop.Token, "replay", "simulated.pcap");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("stopped before the replay began"));
    }

    [Test]
    public void WithoutAFileTheRepositorysOwnCaptureIsReplayed()
    {
        _captures.WriteBytes("FeedHandler.sln", []);
        Directory.CreateDirectory(Path.Combine(_captures.Folder, "captures", "deep"));
        File.Move(_simulated, Path.Combine(_captures.Folder, "captures", "own.pcap"));
        _captures.WriteBytes("captures/manifest.json", """{"captures":[{"file":"own.pcap","venue":"cme"}]}"""u8.ToArray());
        CommandRun run = CommandRun.In(Path.Combine(_captures.Folder, "captures", "deep"), "replay");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Out, Does.Contain("own.pcap"));
    }
}

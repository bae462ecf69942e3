using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>What was stopped says so, for a person and for a program.</summary>
public sealed class StoppedCommandTests
{
    private SmallCapture _captures = null!;
    private CancellationTokenSource _stop = null!;

    [SetUp]
    public void Write()
    {
        _captures = new SmallCapture();
        _stop = new CancellationTokenSource();
    }

    [TearDown]
    public void Remove()
    {
        _stop.Dispose();
        _captures.Dispose();
    }

    [Test]
    public void AReplayThatWasStoppedMarksItsDigest()
    {
        string path = _captures.WriteSimulated(eventCount: 3000);
        CommandRun run = StoppedByOutput("replay", path, "--inline", "--events", "-");

        Assert.That(run.Error, Does.Match("digest   [0-9a-f]{16}  \\(stopped before the end\\)").And.Contain("note: stopped before the end"));
    }

    [Test]
    public void RunsThatWereNotBegunAreToldAndTheStoppedOneIsNotCompared()
    {
        // All its events are one portion, which is written when the first run has ended.
        CommandRun whole = StoppedByOutput("replay", _captures.WriteSimulated("short.pcap", eventCount: 5), "--repeat", "3", "--events", "-");
        Assert.That(whole.Error, Does.Contain("stopped before the end: 1 of 3 runs were begun").And.Not.Contain("FAILED"));
    }

    [Test]
    public void ABenchmarkThatWasStoppedSaysSo()
    {
        _stop.Cancel();
        CommandRun run = Run("bench", _captures.WriteSimulated(), "--mode", "decode", "--json");

        Assert.That(run.Json.GetProperty("stopped").GetBoolean(), Is.True);
        Assert.That(CommandRun.Of("bench", _captures.WriteSimulated(), "--mode", "decode", "--passes", "1", "--json").Json.GetProperty("stopped").GetBoolean(), Is.False);
    }

    [Test]
    public void APublicationThatWasStoppedSaysSo()
    {
        _stop.Cancel();
        string path = _captures.WriteSimulated();

        Assert.That(Run("publish", path, "--interface", "lo", "--json").Json.GetProperty("stopped").GetBoolean(), Is.True);
        Assert.That(Run("publish", path, "--interface", "lo").Out, Does.Contain("stopped before the end"));
        Assert.That(Run("publish", path, "--interface", "lo", "--loop", "0").Out,
            Does.Contain("stopped, which alone ends --loop 0\n").And.Not.Contain("not everything was sent"));
    }

    [Test]
    public void ABookThatWasReadInPartIsNotShown()
    {
        _stop.Cancel();
        string path = _captures.WriteSimulated();
        CommandRun run = Run("books", path);
        CommandRun json = Run("books", path, "--json");

        Assert.That((run.Code, json.Code, run.Out), Is.EqualTo((ExitCode.CheckFailed, ExitCode.CheckFailed, "")));
        Assert.That(run.Error, Does.Contain("stopped before the end").And.Not.Contain("no instrument"));
        Assert.That((json.Json.GetProperty("stopped").GetBoolean(), json.Json.TryGetProperty("bids", out _)), Is.EqualTo((true, false)));
        Assert.That(CommandRun.Of("books", path, "--json").Json.GetProperty("stopped").GetBoolean(), Is.False);
    }

    [Test]
    public void AnInspectionThatWasStoppedIsNotGood()
    {
        _stop.Cancel();
        CommandRun run = Run("inspect", _captures.WriteSimulated());

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Error, Does.Contain("stopped before the end"));
    }

    [Test]
    public void ASimulationThatWasStoppedLeavesNoFile()
    {
        _stop.Cancel();
        CommandRun run = Run("simulate", "--events", "10000000", "--out", "made.pcapng");

        Assert.That((run.Code, run.Out, File.Exists(Path.Combine(_captures.Folder, "made.pcapng"))), Is.EqualTo((ExitCode.CheckFailed, "", false)));
        Assert.That(run.Error, Does.Contain("--out made.pcapng: stopped before the end: there is no file"));
    }

    [Test]
    public void ASimulationThatWasStoppedLeavesTheFileThatWasThere()
    {
        _stop.Cancel();
        string path = _captures.WriteBytes("made.pcapng", "before"u8.ToArray());
        CommandRun run = Run("simulate", "--out", "made.pcapng");

        Assert.That((run.Code, File.ReadAllText(path), Directory.GetFiles(_captures.Folder)), Is.EqualTo((ExitCode.CheckFailed, "before", new[] { path })));
        Assert.That(run.Error, Does.Contain("stopped before the end: the file that was there is as it was"));
    }

    [TestCase("schema", "@")]
    [TestCase("schema", "diff", "@", "@")]
    [TestCase("inspect", "day.pcap", "--schema", "@")]
    public void ASchemaThatIsNotReadToItsEndIsToldAsAStop(params string[] args)
    {
        _captures.WriteSimulated("day.pcap");
        _stop.Cancel();
        CommandRun run = Run([.. args.Select(static arg => arg == "@" ? Repository.PathOf("Codecs/Schemas/cme-mdp3.xml") : arg)]);

        Assert.That((run.Code, run.Out, run.Error), Is.EqualTo((ExitCode.CheckFailed, "", "feedhandler: stopped before the end\n")));
    }

    [Test]
    public void AConfigurationThatIsNotReadToItsEndIsToldAsAStop()
    {
        _captures.WriteBytes("config.xml", "<configuration/>"u8.ToArray());
        _captures.WriteBytes("feed.json", """{ "cmeConfig": "config.xml", "channel": 310 }"""u8.ToArray());
        _stop.Cancel();

        Assert.That((Run("check", "feed.json").Code, Run("run", "feed.json").Error), Is.EqualTo((ExitCode.CheckFailed, "feedhandler: stopped before the end\n")));
    }

    [Test]
    public void OfALinkWhatItLeadsToIsNotMade()
    {
        _stop.Cancel();
        File.CreateSymbolicLink(Path.Combine(_captures.Folder, "link"), "target");
        CommandRun run = Run("simulate", "--out", "link", "--follow-links");

        Assert.That((run.Code, File.Exists(Path.Combine(_captures.Folder, "target"))), Is.EqualTo((ExitCode.CheckFailed, false)));
    }

    private CommandRun Run(params string[] args) => CommandRun.In(_captures.Folder, keys: null, _stop.Token, args);

    // The first bytes stop it: so it is in the middle, wherever the machine is.
    private CommandRun StoppedByOutput(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        using StoppingStream bytes = new(_stop);
        Terminal terminal = new() { Out = output, Error = error, OpenOut = () => bytes, Folder = _captures.Folder, Stop = _stop.Token };
        return new CommandRun(CommandLine.Run(args, terminal), output.ToString(), error.ToString());
    }

    private sealed class StoppingStream(CancellationTokenSource stop) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.Length > 0) stop.Cancel();
            base.Write(buffer);
        }
    }
}

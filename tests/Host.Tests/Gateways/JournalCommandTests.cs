using System.Diagnostics;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Sinks.SharedMemory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Gateways;

/// <summary>Rule: a gateway that is killed leaves a journal that can be read, and `journal` says what it holds.</summary>
public sealed class JournalCommandTests
{
    private const int KilledAtEvents = 3000;
    private string _folder = "";
    private string _journal = "";

    [OneTimeSetUp]
    public void KillInTheMiddle()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        _folder = Directory.CreateTempSubdirectory("journal-command").FullName;
        _journal = Path.Combine(_folder, "journal");
        using KillingSink sink = new(Path.Combine(_folder, "feed"), _journal);
        using Feed feed = Feed.Cme().Replay(Repository.PathOf("captures/cme-simulated.pcapng")).Inline().Sink(sink).Start();
        feed.Wait();
        Assert.That(sink.WasKilled, Is.True);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void WhatAKilledGatewayLeavesIsWholeAndTheReportAsTheContractSays()
    {
        CommandRun run = CommandRun.Of("journal", _journal, "--check", "--json");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error + run.Out);
        new JsonContract().With("docs/json.md", "journal").Holds(run.Json);
        JsonElement last = run.Json.GetProperty("files").EnumerateArray().Last();
        Assert.That((run.Json.GetProperty("events").GetInt64() >= KilledAtEvents, last.GetProperty("isClosed").GetBoolean()), Is.EqualTo((true, false)));
        Assert.That(CommandRun.Of("journal", _journal, "--check").Out, Does.Contain("not closed").And.Contain("digest " + run.Json.GetProperty("digest").GetString()));
    }

    [Test]
    public void WhatIsWrongEndsTheCheckWithOne()
    {
        string copy = Path.Combine(_folder, "copy.fhj");
        File.Copy(Directory.GetFiles(_journal, "*.fhj").Order(StringComparer.Ordinal).First(), copy);
        using (FileStream file = File.OpenWrite(copy))
        {
            file.Position = 5000;
            file.WriteByte(0xA5);
        }

        CommandRun run = CommandRun.Of("journal", copy, "--check");
        Assert.That((run.Code, run.Out.Contains("WRONG", StringComparison.Ordinal)), Is.EqualTo((ExitCode.CheckFailed, true)), run.Out);
        Assert.That(CommandRun.Of("journal", copy).Code, Is.EqualTo(ExitCode.Good));
    }

    [Test]
    public void EventsOfInstrumentsArePrinted()
    {
        CommandRun run = CommandRun.Of("journal", _journal, "*", "--json");
        JsonElement[] lines = run.JsonLines;
        string symbol = lines.Select(static line => line.TryGetProperty("symbol", out JsonElement found) ? found.GetString() : null).First(static found => found is not null)!;
        CommandRun some = CommandRun.Of("journal", _journal, symbol);
        Assert.That((run.Code, some.Code, lines.Length >= KilledAtEvents), Is.EqualTo((ExitCode.Good, ExitCode.Good, true)), run.Error);
        string[] rows = some.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That((rows.Length > 2, rows.Length < lines.Length), Is.EqualTo((true, true)));
        Assert.That(rows[0], Does.StartWith("event,kind"));
    }

    [TestCase("No such file", "nowhere")]
    [TestCase("it is no journal", "feed")]
    [TestCase("no file of a journal is there", ".")]
    [TestCase("no pattern", "journal", "asset:")]
    public void WhatMakesNoSenseIsRefused(string words, string path, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(["journal", Path.Combine(_folder, path), .. arguments]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), run.Error);
        Assert.That(run.Error, Does.Contain(words));
    }

    [TestCase("file-mib=0")]
    [TestCase("files=1")]
    [TestCase("files=x")]
    public void AJournalHasBounds(string part)
    {
        CommandRun run = CommandRun.Of("gateway", Path.Combine(_folder, "feed"), "--listen", "127.0.0.1:0", "--journal", "j," + part);
        Assert.That((run.Code, run.Error.Contains("--journal " + part, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), run.Error);
    }

    [TestCase(",file-mib=4")]
    [TestCase(",x")]
    public void AJournalHasAFolder(string typed)
    {
        CommandRun run = CommandRun.Of("gateway", Path.Combine(_folder, "feed"), "--listen", "127.0.0.1:0", "--journal", typed);
        Assert.That((run.Code, run.Error.Contains("no folder: give DIR", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), run.Error);
    }

    /// <summary>Shares a feed with a gateway in another process, which it kills in the middle.</summary>
    private sealed class KillingSink(string path, string journal) : IFeedSink, IDisposable
    {
        private SharedFeedWriter _writer = null!;
        private Process? _gateway;
        private int _count;

        public string Name => "killing-test";

        public bool WasKilled { get; private set; }

        public void OnOpen(Feed feed)
        {
            SharedFeedShape shape = new(1 << 16, 64, 1024, [310]);
            Assert.That(SharedFeedWriter.TryOpen(path, shape, feed.NewDefinitions(), out SharedFeedWriter? writer).IsOpened, Is.True);
            _writer = writer!;
            string program = typeof(CommandLine).Assembly.Location;
            string[] arguments = ["exec", program, "gateway", path, "--listen", "127.0.0.1:0", "--journal", journal + ",file-mib=1"];
            _gateway = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            string told = "";
            while (!told.Contains("clients connect", StringComparison.Ordinal))
                told = _gateway.StandardError.ReadLine() ?? throw new InvalidOperationException($"the gateway did not begin: {told}");
        }

        public void OnEvent(in MarketEvent marketEvent)
        {
            _writer.Take(marketEvent);
            _count++;
        }

        public void OnBatchEnd()
        {
            _writer.Publish();
            if (WasKilled || _count < KilledAtEvents + 500) return;
            Within.Until(() => Committed() >= KilledAtEvents, "the journal has so many events");
            _gateway!.Kill();
            WasKilled = _gateway.WaitForExit(30_000);
        }

        public void Dispose()
        {
            if (_gateway is { HasExited: false }) _gateway.Kill();
            _gateway?.Dispose();
            _writer.Dispose();
        }

        private long Committed() => CommandRun.Of("journal", journal, "--json") is { Code: ExitCode.Good } run ? run.Json.GetProperty("events").GetInt64() : 0;
    }
}

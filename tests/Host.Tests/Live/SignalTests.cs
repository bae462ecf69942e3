using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>Signals find an answer from the first moment to the last, whatever the command.</summary>
public sealed class SignalTests
{
    private const string Status = "Name:\tfeedhandler\nSigIgn:\t0000000000001001\nSigCgt:\t0000000180014a02\n";
    private NetworkNamespace _network = null!;

    [SetUp]
    public void Connect() => _network = new NetworkNamespace();

    [TearDown]
    public void Disconnect() => _network?.Dispose();

    [Test]
    public void WhoAsksBeforeAnythingRunsIsAnswered()
    {
        using ChildCommand feed = ChildCommand.Start(
            _network, "run", "--lines", "239.83.21.20:40020=A", "--interface", "lo", "--receiver", "socket", "--warm-up", "1000");
        Assert.That(() => feed.Catches(10), Is.True.After(60_000, 5), "it listens before it does anything else");
        feed.Signal("USR1");
        feed.WaitForError("nothing to tell yet");
        feed.Signal("TERM");

        Assert.That(feed.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), "nothing was received: " + feed.Error);
    }

    [Test]
    public void ARecordingOutlivesAQuestionAndEndsInGoodOrderWhenTheTerminalIsGone()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("signal-").FullName, "day.pcapng");
        using ChildCommand record = Record(path);
        record.Signal("USR1");
        record.WaitForError("nothing to tell yet");
        record.Signal("HUP");

        Assert.That(record.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), "nothing was received: " + record.Error);
        Assert.That(record.Out, Does.Contain("recorded 0 packets"));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Test]
    public void WhatIsToIgnoreTheEndOfTheTerminalDoes()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("signal-").FullName, "day.pcapng");
        using ChildCommand record = Record(path, "nohup");
        record.Signal("HUP");
        record.Signal("USR1");
        record.WaitForError("nothing to tell yet");
        record.Signal("TERM");

        Assert.That(record.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), "nothing was received: " + record.Error);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Test]
    public void AFeedThatReceivedNothingFailsAndSaysWhereToLook()
    {
        using ChildCommand feed = ChildCommand.Start(
            _network, "run", "--lines", "239.83.21.20:40020=A", "--interface", "lo", "--receiver", "socket", "--warm-up", "0", "--for", "1");

        Assert.That(feed.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), feed.Error);
        Assert.That(feed.Out, Does.Contain("FAILED: nothing was received: compare groups, ports and interface").And.Contain("feedhandler check"));
        Assert.That(feed.Out, Does.Contain("\nbooks    none\n"));
    }

    [Test]
    public void ARecordingOfNothingFailsAndSaysWhereToLook()
    {
        string folder = Directory.CreateTempSubdirectory("signal-").FullName;
        using ChildCommand record = ChildCommand.Start(
            _network, "record", "--lines", "239.83.21.20:40020=A", "--interface", "lo", "--receiver", "socket", "--for", "1", "--json", "--out", folder + "/day.pcapng");

        Assert.That(record.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), record.Error);
        JsonElement report = JsonDocument.Parse(record.Out).RootElement;
        Assert.That(report.GetProperty("warnings")[0].GetString(), Does.StartWith("nothing was received: compare groups"));
        new JsonContract().With("docs/run-json.md", "record").Holds(report);
        Directory.Delete(folder, recursive: true);
    }

    [TestCase(1, true)]
    [TestCase(13, true)]
    [TestCase(2, false)]
    public void WhatIsIgnoredIsReadOutOfTheStatus(int number, bool isIgnored)
    {
        Assert.That(ProcessSignals.IsIgnored(Status, number), Is.EqualTo(isIgnored));
        Assert.That(ProcessSignals.IsIgnored("", number), Is.False);
    }

    private ChildCommand Record(string path, params string[] through)
    {
        ChildCommand record = ChildCommand.StartThrough(
            _network, through, "record", "--lines", "239.83.21.20:40020=A", "--interface", "lo", "--receiver", "socket", "--out", path);
        record.WaitForError("groups joined");
        return record;
    }
}

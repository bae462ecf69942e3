using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A recording can be read whenever it ends, and a disk that is full ends it at once.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KilledRecordingTests
{
    private const int EventCount = 200;
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [Test]
    public void AKilledRecordingHasWhatCameBefore()
    {
        using LiveChannel channel = new(EventCount);
        string path = Path.Combine(channel.Folder, "recorded.pcapng");
        using ChildCommand record = Record(path);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 50);
        bool isWritten = SpinWait.SpinUntil(() => PacketCount(path) == 100, TimeSpan.FromSeconds(60));
        record.Signal("KILL");
        record.WaitForExit();

        Assert.That(isWritten, Is.True, "nothing has followed and it is there");
        CommandRun read = CommandRun.Of("replay", path, "--json");
        Assert.That(read.Code, Is.EqualTo(ExitCode.Good), read.Error);
        Assert.That(read.Json.GetProperty("files")[0].GetProperty("end").GetString(), Is.EqualTo("clean"));
        Assert.That(read.Json.GetProperty("packets").GetProperty("total").GetInt64(), Is.EqualTo(100));
    }

    [Test]
    public void AFullDiskEndsTheRecordingWithWholePackets()
    {
        using SmallDisk disk = new(1 << 16);
        using LiveChannel channel = new(2000);
        using ChildCommand record = Record(disk.PathOf("recorded.pcapng"));
        using LineSenders senders = new(_system, channel);
        int sent = 0;
        while (!record.Error.Contains("writing ended early", StringComparison.Ordinal) && sent < channel.Count)
        {
            senders.Send(Line.A, channel[sent++]);
            Thread.Sleep(1);
        }

        Assert.That(record.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), record.Error);
        Assert.That(record.Error, Does.Contain("No space left on device"));
        long written = System.Text.Json.JsonDocument.Parse(record.Out).RootElement.GetProperty("written").GetInt64();
        Assert.That(PacketCount(disk.PathOf("recorded.pcapng")), Is.EqualTo(written), "what is counted is in the file");
    }

    [Test]
    public void AFullDiskCostsARunItsRecordingAndNothingElse()
    {
        using SmallDisk disk = new(1 << 16);
        using LiveChannel channel = new(2000);
        using ChildCommand feed = _system.StartFeed(new LiveSetup { Receiver = "socket" }, channel, "--record", disk.PathOf("recorded.pcapng"));
        using LineSenders senders = new(_system, channel);
        for (int first = 0; first < channel.Count; first += 50)
        {
            senders.Send(first, Math.Min(first + 50, channel.Count));
            Thread.Sleep(5);
        }

        Assert.That(feed.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), feed.Error);
        System.Text.Json.JsonElement report = System.Text.Json.JsonDocument.Parse(feed.Out).RootElement;
        Assert.That(report.GetProperty("digest").GetString(), Is.EqualTo(channel.Digest));
        Assert.That(report.GetProperty("failures")[0].GetString(), Does.Contain("writing ended early").And.Contain("No space left on device"));
        Assert.That(feed.Error, Does.Contain("--record"), "told while it ran");
    }

    private ChildCommand Record(string path)
    {
        ChildCommand record = ChildCommand.Start(
            _system.Receiver, "record", "--lines", LiveSetupLines, "--interface", "ra", "--interface-b", "rb", "--receiver", "socket", "--for", $"{LiveSystem.SecondsMax}", "--out", path,
            "--json");
        record.WaitForError("groups joined");
        return record;
    }

    private static string LiveSetupLines => $"{LiveSetup.GroupA(310)}=A,{LiveSetup.GroupB(310)}=B";

    private static long PacketCount(string path)
    {
        CommandRun run = CommandRun.Of("inspect", path, "--json", "--filter", "packet=1");
        return long.Parse(run.Error.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}

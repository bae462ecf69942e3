using System.Diagnostics;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>What a replay measures is of the replay: no stage of any event lasts longer than the whole.</summary>
public sealed class LatencyTests
{
    private SmallCapture _folder = null!;

    [OneTimeSetUp]
    public void MakeFolder() => _folder = new SmallCapture();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void NoStageLastsLongerThanAReplayWithARestart()
    {
        string capture = Path.Combine(_folder.Folder, "restart.pcapng");
        Assert.That(CommandRun.Of("simulate", "--restart-at", "300", "--out", capture).Code, Is.Zero);
        Assert.That(TooLong(capture, "restarts"), Is.Empty);
    }

    [Test]
    public void NoStageLastsLongerThanAReplayWithAJump()
    {
        uint[] numbers = [1, 2, 3, 90_000, 90_001, 90_002];
        string capture = _folder.Write("jump.pcap", [.. numbers.Select(static (number, at) =>
            (Line.A, CmePackets.SendingTimeNs + at, CmePackets.Bid(number, (uint)at + 1, 42, 1_000_000, 7)))]);
        Assert.That(TooLong(capture, "jumps"), Is.Empty);
    }

    [Test]
    public void OneRestartIsToldAsOne()
    {
        string capture = Path.Combine(_folder.Folder, "once.pcapng");
        Assert.That(CommandRun.Of("simulate", "--restart-at", "30", "--events", "100", "--out", capture).Code, Is.Zero);

        Assert.That(CommandRun.Of("replay", capture).Out, Does.Contain("once started again"));
    }

    // A histogram rounds up by less than a hundredth.
    private static string[] TooLong(string capture, string what)
    {
        long startTicks = Stopwatch.GetTimestamp();
        JsonElement report = CommandRun.Of("replay", capture, "--json").Json;
        double wholeNs = Stopwatch.GetElapsedTime(startTicks).TotalNanoseconds * 1.01;
        JsonElement latency = report.GetProperty("latencyNs");

        Assert.That(report.GetProperty("packets").GetProperty(what).GetInt64(), Is.EqualTo(1));
        Assert.That(latency.GetProperty("endToEnd").GetProperty("count").GetInt64(), Is.Positive);
        return [.. latency.EnumerateObject()
            .Where(stage => stage.Value.GetProperty("max").GetInt64() > wholeNs || stage.Value.TryGetProperty("overRangeCount", out _))
            .Select(static stage => stage.ToString())];
    }
}

using System.Diagnostics;
using System.Text.Json;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>
/// The hot path allocates nothing the first time either: in a process of its own, as in this one others have warmed up what the runtime makes when it is
/// used first. What the runtime's tables do depends on addresses, so that one run proves little.
/// </summary>
public sealed class ColdReplayTests
{
    private const int RunCount = 6;
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeCaptures() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveCaptures() => _captures.Dispose();

    [TestCase(0, 0)]
    [TestCase(300, 0)]
    [TestCase(300, 50)]
    public void AFreshProcessAllocatesNothing(int restartAt, int lostPerMille)
    {
        string path = Path.Combine(_captures.Folder, "cold.pcapng");
        CaptureLines lines = new() { LostPerMilleA = lostPerMille, LostPerMilleB = lostPerMille, RestartAt = restartAt };
        CaptureGenerator.Write(new SimulationOptions { EventCount = 800 }, path, lines);
        string[] said = [.. Enumerable.Range(0, RunCount).Select(_ => AllocatedBy(path))];

        Assert.That(said, Is.All.EqualTo("0"));
    }

    private static string AllocatedBy(string path)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "feedhandler.dll"), "replay", path, "--json"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process replay = Process.Start(start)!;
        string report = replay.StandardOutput.ReadToEnd();
        replay.WaitForExit();
        return JsonDocument.Parse(report).RootElement.GetProperty("allocatedBytesHotPath").GetRawText();
    }
}

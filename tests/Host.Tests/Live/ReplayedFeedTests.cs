using System.Globalization;
using System.Net;
using System.Text.Json;
using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>
/// A feed whose lines lose packets on both sides asks the publisher's replay server for them, and ends with every book whole: all in one network namespace, over
/// its loopback interface.
/// </summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReplayedFeedTests
{
    private const int Id = 310;

    [Test]
    public void WhatBothLinesLoseComesByReplay()
    {
        using LiveSystem system = new();
        using LiveChannel channel = new(eventCount: 2000);
        JsonElement report = Run(system, channel, port: 10310, serverPort: 10310);
        JsonElement recovery = report.GetProperty("channels")[0].GetProperty("recovery");

        Assert.That(report.GetProperty("packets").GetProperty("lost").GetInt64(), Is.Positive);
        Assert.That(Number(recovery, "replayRestored"), Is.Positive, $"{recovery}");
        Assert.That(Failures(recovery), Is.Zero, $"{recovery}");
        Assert.That(Number(recovery, "replayPackets"), Is.GreaterThanOrEqualTo(report.GetProperty("packets").GetProperty("lost").GetInt64()));
        Assert.That(States(report), Is.EqualTo(new[] { "whole" }), $"{recovery}");
        Assert.That(report.GetProperty("strategies")[0].GetProperty("digest").GetString(), Is.EqualTo(report.GetProperty("digest").GetString()));
    }

    [Test]
    public void WhereNobodyListensTheFeedGoesOnAndSaysSo()
    {
        using LiveSystem system = new();
        using LiveChannel channel = new(eventCount: 2000);
        JsonElement report = Run(system, channel, port: 10311, serverPort: 10310);
        JsonElement recovery = report.GetProperty("channels")[0].GetProperty("recovery");

        Assert.That(Number(recovery, "replayFailedUnreachable"), Is.Positive, $"{recovery}");
        Assert.That(Number(recovery, "replayRestored"), Is.Zero);
        Assert.That(report.GetProperty("warnings").ToString(), Does.Contain("replay of channel 310: 127.0.0.1:10311"));
    }

    private static JsonElement Run(LiveSystem system, LiveChannel channel, int port, int serverPort)
    {
        system.Receiver.Execute("ip", "link", "set", "lo", "up");
        system.Receiver.Execute("ip", "link", "set", "lo", "multicast", "on");
        string path = Path.Combine(channel.Folder, "feed.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            channel = Id,
            lines = new[] { Line("A", LiveSetup.GroupA(Id)), Line("B", LiveSetup.GroupB(Id)) },
            receiver = new { kind = "socket" },
            replay = new { servers = new[] { new { address = $"127.0.0.1:{port}" } }, requestsPerSecond = 1000, attempts = 2 },
            arbitration = new { gapTimeUs = 20_000 },
            warmUp = new { passes = 0 },
        }));
        using ChildCommand feed = ChildCommand.Start(system.Receiver, ["run", path, "--until-idle-ms", "3000", "--for", $"{LiveSystem.SecondsMax}", "--json"]);
        feed.WaitForError("groups joined");
        using ChildCommand publisher = ChildCommand.Start(system.Receiver, [
            "publish", channel.Capture, "--interface", "lo", "--lines", Lines(channel), "--group-a", $"{LiveSetup.GroupA(Id)}",
            "--group-b", $"{LiveSetup.GroupB(Id)}", "--speed", "2000", "--drop", "0.1", "--seed", "7", "--replay-server", $"127.0.0.1:{serverPort}", "--json",
        ]);
        Assert.That(publisher.WaitForExit(), Is.Zero, publisher.Error);
        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        return JsonDocument.Parse(feed.Out).RootElement;
    }

    private static object Line(string line, IPEndPoint group) => new { line, group = $"{group}", @interface = "lo" };

    // The capture's own destinations, with the channel's number.
    private static string Lines(LiveChannel channel) => string.Join(',', LiveSystem.Replay(channel.Capture).GetProperty("channels")[0].GetProperty("groups")
        .EnumerateArray().Select(static group => string.Create(
            CultureInfo.InvariantCulture, $"{group.GetProperty("group").GetString()}={Id}/incremental/{group.GetProperty("line").GetString()}")));

    private static long Number(JsonElement recovery, string name) => recovery.GetProperty(name).GetInt64();

    private static long Failures(JsonElement recovery) => recovery.EnumerateObject()
        .Where(static counter => counter.Name.StartsWith("replayFailed", StringComparison.Ordinal)).Sum(static counter => counter.Value.GetInt64());

    private static string[] States(JsonElement report) =>
        [.. report.GetProperty("instruments").EnumerateArray().Select(static instrument => instrument.GetProperty("state").GetString()!).Distinct()];
}

using System.Diagnostics;
using System.Net;
using System.Text.Json;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A live feed of which every packet is over the budget: what it saves is there while it runs, is read by the dashboard, by replay and by Wireshark.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FlightFeedTests
{
    private const int Port = 9465;
    private const int PacketCount = 17; // the first of all, and the 16 behind it
    private const string Way = " ns; receive ";
    private LiveSystem _system = null!;
    private LiveChannel _channel = null!;

    [SetUp]
    public void Connect()
    {
        _system = new LiveSystem();
        _channel = new LiveChannel(eventCount: 200);
    }

    [TearDown]
    public void Disconnect()
    {
        _channel?.Dispose();
        _system?.Dispose();
    }

    [Test]
    public void WhatALiveFeedSavesIsShownWhileItRunsAndReplaysByTheSamePath()
    {
        (string file, JsonElement report, JsonElement told, byte[] served) = Fly();

        JsonElement saved = report.GetProperty("flight").GetProperty("files").EnumerateArray().Single();
        Assert.That((saved.GetProperty("name").GetString(), saved.GetProperty("packets").GetInt32()), Is.EqualTo((Path.GetFileName(file), PacketCount)));
        Assert.That(told.GetProperty("file").GetString(), Is.EqualTo(Path.GetFileName(file)));
        new JsonContract().With("docs/dashboard.md", "Spikes").Holds(told);
        Assert.That(served, Is.EqualTo(File.ReadAllBytes(file)));

        JsonElement again = LiveSystem.Replay(file, "--flight", _channel.Folder, "--budget-ns", "1");
        Assert.That(again.GetProperty("packets").GetProperty("total").GetInt32(), Is.EqualTo(PacketCount));
        Assert.That(again.GetProperty("flight").GetProperty("packetsOver").GetInt32(), Is.EqualTo(PacketCount));
    }

    [Test]
    public void WiresharkShowsWhatEachStageTookOfEachPacket()
    {
        string tshark = Require.Tool("tshark");
        (string file, _, _, _) = Fly();

        string[] comments = Comments(tshark, file);
        Assert.That(comments, Has.Length.EqualTo(PacketCount));
        Assert.That(comments, Has.All.Contains(Way).And.All.Contains(", arbitrate ").And.All.Contains(", book ").And.All.StartsWith("budget 1 ns exceeded: "));
    }

    private (string File, JsonElement Report, JsonElement Told, byte[] Served) Fly()
    {
        string folder = Path.Combine(_channel.Folder, "flight");
        Directory.CreateDirectory(folder);
        LiveSetup setup = new() { Receiver = "socket", IdleMs = LiveSystem.SecondsMax * 1000 };
        using ChildCommand feed = _system.StartFeed(
            setup, _channel, "--flight", folder, "--budget-ns", "1", "--flight-max", "1", "--dashboard", $"127.0.0.1:{Port}");
        feed.WaitForError("the dashboard is at");
        using ChildCommand publisher = _system.StartPublisher(_channel, setup.Channels[0]);
        feed.WaitForError("over the budget: the packets around it are in");
        string file = Directory.GetFiles(folder).Single();
        JsonElement told = default;
        Within.Until(() => (told = JsonDocument.Parse(Ask("/api/spikes").Body).RootElement).GetArrayLength() == 1, "the dashboard tells of it");
        (HttpStatusCode status, byte[] served) = AskBytes("/api/spikes/" + Path.GetFileName(file));
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        feed.Signal("TERM");
        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        return (file, JsonDocument.Parse(feed.Out).RootElement, told[0], served);
    }

    private (HttpStatusCode Status, string Body) Ask(string path) => PrometheusServer.Ask(_system.Receiver, Port, path);

    private (HttpStatusCode Status, byte[] Body) AskBytes(string path) => PrometheusServer.AskBytes(_system.Receiver, Port, path);

    private static string[] Comments(string tshark, string file)
    {
        using Process process = Process.Start(new ProcessStartInfo(tshark, ["-n", "-r", file, "-T", "fields", "-e", "frame.comment"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

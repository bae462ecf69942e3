using System.Diagnostics;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;

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

    // Event lines that the feed thread writes itself, and a day between two captures that it finds.
    [Test]
    public void NeitherEventLinesNorADayBetweenPacketsAreMadeOnTheFeedThread()
    {
        const long DayNs = 86_400_000_000_000;
        string path = _captures.Write(
            "days.pcap",
            [.. Enumerable.Range(1, 400).Select(static number =>
                (Line.A, CmePackets.SendingTimeNs + (number > 200 ? DayNs : 0) + number, CmePackets.Bid((uint)number, (uint)number, 8756, 100, 7)))]);
        string events = Path.Combine(_captures.Folder, "events.jsonl");

        Assert.That(AllocatedBy(path, "--inline", "--events", events), Is.EqualTo("0"));
        Assert.That(File.ReadAllLines(events), Has.Length.GreaterThan(400));
        Assert.That(AllocatedBy(path), Is.EqualTo("0"));
    }

    // Symbols, which lines take from definitions, as little as all else.
    [Test]
    public void SymbolsOfEventLinesAreNotMadeOnTheFeedThread()
    {
        string path = _captures.WriteSimulated();
        string events = Path.Combine(_captures.Folder, "events.jsonl");

        Assert.That(AllocatedBy(path, "--inline", "--events", events), Is.EqualTo("0"));
        Assert.That(File.ReadAllText(events), Does.Contain("\"kind\":\"book\",\"channel\":310,\"securityId\":").And.Contain("\"symbol\":\""));
    }

    [Test]
    public void NeitherCsvNorAFilterNorDigestsOfInstrumentsAreMadeOnTheFeedThread()
    {
        string path = _captures.WriteSimulated();
        string events = Path.Combine(_captures.Folder, "events.csv");

        Assert.That(AllocatedBy(path, "--inline", "--events", events, "--instrument", "SIM003", "--kinds", "book,trade"), Is.EqualTo("0"));
        Assert.That(File.ReadAllLines(events), Has.Length.GreaterThan(10).And.Some.Contains(",SIM003,"));
    }

    // The command starts, and writes lines, where nothing is that Parquet needs.
    [Test]
    public void WhatParquetNeedsIsLoadedOnlyWhenItIsAskedFor()
    {
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(static file => new FileInfo(file).Length < 1 << 22))
            File.Copy(file, Path.Combine(_captures.Folder, Path.GetFileName(file)));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "feedhandler.runtimeconfig.json"), Path.Combine(_captures.Folder, "feedhandler.runtimeconfig.json"));
        string[] parts = ["Parquet.dll", "Snappier.dll", "K4os.Compression.LZ4.dll", "CommunityToolkit.HighPerformance.dll", "Microsoft.IO.RecyclableMemoryStream.dll"];
        foreach (string part in parts) File.Delete(Path.Combine(_captures.Folder, part));
        string events = Path.Combine(_captures.Folder, "events.jsonl");
        (int exitCode, string output) = DotNetCommand.RunProgram(
            "dotnet", _captures.Folder, Path.Combine(_captures.Folder, "feedhandler.dll"), "replay", _captures.WriteSimulated(), "--events", events);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(File.ReadAllText(events), Does.StartWith("{\"event\":1,"));
    }

    private static string AllocatedBy(string path, params string[] options)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "feedhandler.dll"), "replay", path, "--json", .. options])
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

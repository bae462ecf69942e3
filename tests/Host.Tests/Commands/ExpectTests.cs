using System.Text.Json;
using FeedHandler.Host.Check;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>A pinned digest is a regression test in one line of a script.</summary>
public sealed class ExpectTests
{
    private const string Right = "22a39460c30207b6";
    private const string Wrong = "22a39460c30207b7";

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    [TestCase(Right)]
    [TestCase("22A39460C30207B6")]
    public void TheDigestOfAllChannelsIsGood(string digest) => Assert.That(CommandRun.Of("replay", Capture, "--expect", digest).Code, Is.Zero);

    [Test]
    public void TheDigestOfAChannelIsThatOfItsReport()
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--json");
        string digest = run.Json.GetProperty("channels")[0].GetProperty("digest").GetString()!;

        Assert.That(CommandRun.Of("replay", Capture, "--expect", $"310={digest}").Code, Is.Zero);
    }

    [Test]
    public void TheDigestOfAnInstrumentIsThatOfItsReport()
    {
        JsonElement report = CommandRun.Of("replay", Capture, "--json").Json;
        string[] digests = [.. report.GetProperty("instruments").EnumerateArray().Select(static one => one.GetProperty("digest").GetString()!)];
        string id = report.GetProperty("instruments")[0].GetProperty("securityId").GetRawText();

        Assert.That(digests, Has.Length.EqualTo(12).And.Unique);
        Assert.That(CommandRun.Of("replay", Capture, "--expect", $"310:{id}={digests[0]}", "--expect", Right).Code, Is.Zero);
        Assert.That(CommandRun.Of("replay", Capture, "--expect", $"310:{id}={digests[1]}").Code, Is.EqualTo(1));
    }

    // What is shown, and how, is no part of it: neither the ring, nor a second channel before it, nor what else is written.
    [Test]
    public void TheDigestOfAnInstrumentIsItsOwnAlone()
    {
        using SmallCapture folder = new();
        string other = Path.Combine(folder.Folder, "other.pcapng");
        Assert.That(CommandRun.Of("simulate", "--out", other, "--channel", "309", "--seed", "7", "--instruments", "3",
            "--group-a", "239.200.0.7:14007", "--group-b", "239.200.0.8:15008").Code, Is.Zero);
        string[] alone = Digests(CommandRun.Of("replay", Capture, "--json"), 310);

        Assert.That(Digests(CommandRun.Of("replay", Capture, "--json", "--inline", "--no-stamps"), 310), Is.EqualTo(alone));
        Assert.That(Digests(CommandRun.Of("replay", other, Capture, "--json", "--repeat", "2"), 310), Is.EqualTo(alone));
        Assert.That(Digests(CommandRun.Of("replay", other, Capture, "--json"), 309), Has.Length.EqualTo(3));
    }

    // Every event of an instrument, and no other, is in its digest.
    [Test]
    public void TheDigestsOfInstrumentsCountTheirLines()
    {
        JsonElement report = CommandRun.Of("replay", Capture, "--json").Json;
        Dictionary<string, int> lines = CommandRun.Of("replay", Capture, "--events", "-").JsonLines
            .Where(static line => line.TryGetProperty("securityId", out _))
            .GroupBy(static line => line.GetProperty("securityId").GetRawText()).ToDictionary(static same => same.Key, static same => same.Count());

        foreach (JsonElement instrument in report.GetProperty("instruments").EnumerateArray())
            Assert.That(instrument.GetProperty("events").GetInt32(), Is.EqualTo(lines[instrument.GetProperty("securityId").GetRawText()]));
    }

    [TestCase(Wrong, $"--expect: the digest is {Right}, expected was {Wrong}")]
    [TestCase($"310={Wrong}", "--expect: the digest of channel 310 is ")]
    [TestCase($"7={Right}", "--expect: no channel 7 in these captures: there is 310, expected was the digest ")]
    [TestCase($"310:40000={Wrong}", "--expect: the digest of instrument 40000 of channel 310 is ")]
    [TestCase($"310:7={Right}", "--expect: no instrument 7 in channel 310, expected was the digest ")]
    [TestCase($"7:40000={Right}", "--expect: no channel 7 in these captures: there is 310, expected was the digest ")]
    public void AnotherIsTheChecksFailure(string expected, string words)
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--expect", expected, "--json");

        Assert.That(run.Code, Is.EqualTo(1));
        Assert.That(run.Json.GetProperty("failures")[0].GetString(), Does.StartWith(words));
    }

    [TestCase("")]
    [TestCase("12")]
    [TestCase("2c68550cdfe0a85g")]
    [TestCase("x=22a39460c30207b6")]
    [TestCase("310:=22a39460c30207b6")]
    [TestCase("310:x=22a39460c30207b6")]
    [TestCase(":40000=22a39460c30207b6")]
    public void WhatIsNoDigestIsAMistakeOfTheCommandLine(string text)
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--expect", text);

        Assert.That((run.Code, run.Out), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("--expect"));
    }

    [Test]
    public void EachRunHasAStrategyOfItsOwn()
    {
        CommandRun once = CommandRun.Of("replay", Capture, "--json");
        CommandRun twice = CommandRun.Of("replay", Capture, "--repeat", "2", "--json");

        Assert.That(Trades(twice), Is.EqualTo(Trades(once)).And.EqualTo(355));
    }

    private static string[] Digests(CommandRun run, int channel) =>
        [.. run.Json.GetProperty("instruments").EnumerateArray().Where(one => one.GetProperty("channel").GetInt32() == channel)
            .OrderBy(static one => one.GetProperty("securityId").GetInt64()).Select(static one => one.GetProperty("digest").GetString()!)];

    private static long Trades(CommandRun run) => run.Json.GetProperty("strategies")[0].GetProperty("results").GetProperty("trades").GetInt64();
}

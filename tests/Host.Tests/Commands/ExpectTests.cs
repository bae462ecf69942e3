using FeedHandler.Host.Check;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>A pinned digest is a regression test in one line of a script.</summary>
public sealed class ExpectTests
{
    private const string Right = "2c68550cdfe0a85e";
    private const string Wrong = "2c68550cdfe0a85f";

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    [TestCase(Right)]
    [TestCase("2C68550CDFE0A85E")]
    public void TheDigestOfAllChannelsIsGood(string digest) => Assert.That(CommandRun.Of("replay", Capture, "--expect", digest).Code, Is.Zero);

    [Test]
    public void TheDigestOfAChannelIsThatOfItsReport()
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--json");
        string digest = run.Json.GetProperty("channels")[0].GetProperty("digest").GetString()!;

        Assert.That(CommandRun.Of("replay", Capture, "--expect", $"310={digest}").Code, Is.Zero);
    }

    [TestCase(Wrong, $"--expect: the digest is {Right}, expected was {Wrong}")]
    [TestCase($"310={Wrong}", "--expect: the digest of channel 310 is ")]
    [TestCase($"7={Right}", "--expect: the digest of channel 7 is no such channel, expected was")]
    public void AnotherIsTheChecksFailure(string expected, string words)
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--expect", expected, "--json");

        Assert.That(run.Code, Is.EqualTo(1));
        Assert.That(run.Json.GetProperty("failures")[0].GetString(), Does.StartWith(words));
    }

    [TestCase("")]
    [TestCase("12")]
    [TestCase("2c68550cdfe0a85g")]
    [TestCase("x=2c68550cdfe0a85e")]
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

        Assert.That(Trades(twice), Is.EqualTo(Trades(once)).And.EqualTo(259));
    }

    private static long Trades(CommandRun run) => run.Json.GetProperty("strategies")[0].GetProperty("results").GetProperty("trades").GetInt64();
}

using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Subscribe;

/// <summary>What `feedhandler subscribe` says of the feed of a replay that has ended.</summary>
public sealed class SubscribeCommandTests
{
    private string _folder = "";
    private string _feed = "";
    private CommandRun _replay = null!;

    [OneTimeSetUp]
    public void Share()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        _folder = Directory.CreateTempSubdirectory("subscribe").FullName;
        _feed = Path.Combine(_folder, "feed");
        _replay = CommandRun.Of("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--share", _feed, "--json");
    }

    [OneTimeTearDown]
    public void Delete()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void TheBooksAreThoseOfTheReport()
    {
        CommandRun run = CommandRun.Of("subscribe", _feed, "--json");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Dictionary<long, JsonElement> reported = _replay.Json.GetProperty("instruments").EnumerateArray().ToDictionary(IdOf);
        Assert.That(run.JsonLines.Select(IdOf), Is.EquivalentTo(reported.Keys));
        foreach (JsonElement line in run.JsonLines)
        {
            foreach (string member in (string[])["symbol", "state", "tradingStatus", "rptSeq", "bids", "asks", "impliedBids", "impliedAsks", "lastTrade", "volume"])
                Assert.That(TextOf(line, member), Is.EqualTo(TextOf(reported[IdOf(line)], member)), $"{IdOf(line)} {member}");
        }
    }

    [Test]
    public void ItsLinesAreDocumented()
    {
        CommandRun run = CommandRun.Of("subscribe", _feed, "SIM000", "--json");
        Assert.That(run.JsonLines, Has.Length.EqualTo(1));
        new JsonContract().With("docs/json.md", "subscribe").With("docs/replay-json.md", "Instruments", "instruments[]").Holds(run.JsonLines[0]);
    }

    [Test]
    public void APatternNarrowsAndSaysWhenItMeansNothing()
    {
        CommandRun some = CommandRun.Of("subscribe", _feed, "SIM00?", "--json");
        Assert.That(some.JsonLines, Has.Length.EqualTo(5));
        CommandRun none = CommandRun.Of("subscribe", _feed, "ES*");
        Assert.That((none.Code, none.Out), Is.EqualTo((ExitCode.Good, "")));
        Assert.That(none.Error, Does.Contain("none of the 12 instruments of the feed was meant"));
    }

    [TestCase("--count", "3", 3)]
    [TestCase("--updates", "top", 12)]
    [TestCase("--updates", "5", 12)]
    public void TextIsALineForEachUpdate(string option, string value, int lineCount)
    {
        CommandRun run = CommandRun.Of("subscribe", _feed, option, value);
        Assert.That((run.Code, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length), Is.EqualTo((ExitCode.Good, lineCount)), run.Error);
    }

    [Test]
    public void WhatCannotBeSubscribedToIsSaid()
    {
        string file = Path.Combine(_folder, "notes.txt");
        File.WriteAllText(file, "a file of somebody else, longer than the description of a ring is");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (string[] Arguments, string Words)[] cases =
        [
            ([], "no feed was named"),
            ([_feed + "2"], "no writer has made it yet"),
            ([file], "it is no ring"),
            ([_feed, "id:x"], "no pattern of instruments"),
            ([_feed, "--updates", "0"], "give event, end, top, or milliseconds"),
            ([_feed, "--owner", "nobody-of-this-name"], "no such user"),
            ([_feed, "--owner", "4000000"], "not to 4000000"),
        ];
        foreach ((string[] arguments, string words) in cases)
        {
            CommandRun run = CommandRun.Of(["subscribe", .. arguments]);
            Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")), string.Join(' ', arguments));
            Assert.That(run.Error, Does.Contain(words));
        }
    }

    [Test]
    public void WhereNothingCanBeSharedTheReplayDoesNotBegin()
    {
        CommandRun run = CommandRun.Of("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--share", Path.Combine(_folder, "none", "feed"));
        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain("--share").And.Contain("there is no folder"));
    }

    private static long IdOf(JsonElement element) => element.GetProperty("securityId").GetInt64();

    private static string TextOf(JsonElement element, string member) => element.TryGetProperty(member, out JsonElement found) ? found.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal) : "none";
}

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

    [TestCase("--count", "1")]
    [TestCase("--for", "1")]
    public void BooksOfAFeedThatWasKilledAreNotShownAsIfItLived(string option, string value)
    {
        string killed = Killed("killed", static _ => { });
        CommandRun run = CommandRun.Of("subscribe", killed, option, value);
        Assert.That((run.Code, run.Out.Length > 0), Is.EqualTo((ExitCode.CheckFailed, true)));
        Assert.That(run.Error, Does.Contain("its process ended without a word"));
    }

    [Test]
    public void ARecordThatWasLeftHalfWrittenCostsItsOwnBookAlone()
    {
        const int FirstRecord = 4096 + 16640;
        string killed = Killed("torn", static file => file[FirstRecord] |= 1);
        CommandRun run = CommandRun.Of("subscribe", killed, "--json", "--for", "1");
        Assert.That((run.Code, run.JsonLines.Length), Is.EqualTo((ExitCode.CheckFailed, 11)));
        Assert.That(run.Error, Does.Contain("half written, are missing").And.Not.Contain("was meant"));
    }

    [TestCase("a file that nobody makes", "nobody is making")]
    [TestCase("counters", "contradict each other")]
    public void WhatIsNoFeedOfARunIsSaid(string what, string words)
    {
        string path = Killed("wrong", file =>
        {
            if (what == "counters") BitConverter.TryWriteBytes(file.AsSpan(640), long.MaxValue);
            else "FHRING00"u8.CopyTo(file);
        });
        CommandRun run = CommandRun.Of("subscribe", path, "--count", "1");
        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain(words));
    }

    // As kill -9 leaves it: nobody has said that this was the end.
    private string Killed(string name, Action<byte[]> change)
    {
        const int IsClosed = 144;
        string path = Path.Combine(_folder, name);
        byte[] bytes = File.ReadAllBytes(_feed);
        bytes[IsClosed] = 0;
        change(bytes);
        File.WriteAllBytes(path, bytes);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private static long IdOf(JsonElement element) => element.GetProperty("securityId").GetInt64();

    private static string TextOf(JsonElement element, string member) => element.TryGetProperty(member, out JsonElement found) ? found.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal) : "none";
}

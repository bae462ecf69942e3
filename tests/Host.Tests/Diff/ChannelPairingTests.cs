using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Diff.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Diff;

/// <summary>A channel that a feed left unnamed is compared with the only one of the other side, and with none of several.</summary>
public sealed class ChannelPairingTests
{
    private const string Unnamed = "224.0.31.1:14310=A,224.0.32.1:15310=B";
    private DiffCase _case = null!;
    private string[] _lines = null!;

    [OneTimeSetUp]
    public void Make()
    {
        _case = new DiffCase(eventCount: 60);
        _lines = _case.Lines();
    }

    [OneTimeTearDown]
    public void Remove() => _case.Dispose();

    [Test]
    public void TheOnlyChannelOfALiveFeedIsTheOnlyOneOfTheOtherSide()
    {
        string live = _case.WriteLines("live.jsonl", Of(0));
        foreach (string[] sides in (string[][])[[_case.Pcap, live], [live, _case.Pcap], [live, _case.WriteLines("named.jsonl", _lines)]])
        {
            CommandRun run = CommandRun.Of(["diff", .. sides, "--json"]);
            Assert.That((run.Code, run.Json.GetProperty("equalEvents").GetInt32()), Is.EqualTo((ExitCode.Good, _lines.Length)), run.Error);
            Assert.That(Channels(run), Is.EqualTo(new[] { 310 }));
        }
    }

    [Test]
    public void ACaptureThatNobodyNamedIsPairedWithLinesThatNameTheirChannel()
    {
        string named = _case.WriteLines("named.jsonl", [.. _lines[..^1], _lines[^1].Replace("\"seqNum\":\"", "\"seqNum\":\"9", StringComparison.Ordinal)]);
        CommandRun run = CommandRun.Of("diff", _case.Pcap, named, "--lines-a", Unnamed);

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed), run.Out + run.Error);
        Assert.That(run.Out, Does.Contain("channel 310, ").And.Not.Contain("channel 0"));
    }

    [Test]
    public void OfSeveralChannelsNoneIsTheUnnamedOne()
    {
        string live = _case.WriteLines("live.jsonl", Of(0));
        string several = _case.WriteLines("several.jsonl", [.. _lines, .. Of(340)]);
        CommandRun run = CommandRun.Of("diff", live, several, "--json");
        byte[] bytes = File.ReadAllBytes(several);
        CommandRun piped = CommandRun.WithInput(() => new MemoryStream(bytes), "diff", live, "-");

        Assert.That((run.Code, run.Json.GetProperty("equalEvents").GetInt32()), Is.EqualTo((ExitCode.CheckFailed, 0)), run.Error);
        Assert.That(Channels(run), Is.EqualTo(new[] { 0, 310, 340 }));
        Assert.That(run.Out, Does.Contain("no channel is on both sides: A has 0, B has 310, 340"));
        Assert.That(piped.Code, Is.EqualTo(ExitCode.Usage), piped.Out);
        Assert.That(piped.Error, Does.Contain("B has more than the one channel that the other side left unnamed, and a pipe is read only once"));
    }

    [Test]
    public void AnInstrumentIsThatOfOneChannelWhenItIsNamedSo()
    {
        string[] other = Of(340);
        int place = Array.FindLastIndex(other, static line => Word(line, "\"symbol\":").Length > 0 && Word(line, "\"rptSeq\":").Length > 0);
        string id = Word(other[place], "\"securityId\":");
        string symbol = Word(other[place], "\"symbol\":").Trim('"');
        string a = _case.WriteLines("a.jsonl", [.. _lines, .. other]);
        other[place] = other[place].Replace("\"rptSeq\":", "\"rptSeq\":9", StringComparison.Ordinal);
        string b = _case.WriteLines("b.jsonl", [.. _lines, .. other]);

        foreach (string name in (string[])[id, symbol])
        {
            Assert.That(CommandRun.Of("diff", a, b, "--instrument", name).Code, Is.EqualTo(ExitCode.CheckFailed), name);
            Assert.That(CommandRun.Of("diff", a, b, "--instrument", $"340:{name}").Code, Is.EqualTo(ExitCode.CheckFailed), name);
            Assert.That(CommandRun.Of("diff", a, b, "--instrument", $"310:{name}").Code, Is.EqualTo(ExitCode.Good), name);
            Assert.That(CommandRun.Of("diff", a, b, "--instrument", $"350:{name}").Error, Does.Contain("no event of it on either side"), name);
        }
    }

    [TestCase("310:", Unnamed)]
    [TestCase("310:", null)]
    [TestCase("", Unnamed)]
    public void AnInstrumentOfACaptureIsFoundBySymbolWhicheverSideNamesTheChannel(string channel, string? lines)
    {
        string line = _lines.Last(static line => line.Contains("\"symbol\"", StringComparison.Ordinal));
        string symbol = Word(line, "\"symbol\":").Trim('"');
        int expected = _lines.Count(one => Word(one, "\"securityId\":") == Word(line, "\"securityId\":"));
        string named = _case.WriteLines("named.jsonl", _lines);
        string[] map = lines is null ? [] : ["--lines-a", lines];
        CommandRun run = CommandRun.Of(["diff", _case.Pcap, named, "--instrument", channel + symbol, "--json", .. map]);

        Assert.That((run.Code, run.Json.GetProperty("equalEvents").GetInt32()), Is.EqualTo((ExitCode.Good, expected)), run.Error);
    }

    private static IEnumerable<int> Channels(CommandRun run) =>
        run.Json.GetProperty("channels").EnumerateArray().Select(static channel => channel.GetProperty("channel").GetInt32());

    private string[] Of(int channel) =>
        [.. _lines.Select(line => line.Replace("\"channel\":310", FormattableString.Invariant($"\"channel\":{channel}"), StringComparison.Ordinal))];

    private static string Word(string line, string member) =>
        line.Contains(member, StringComparison.Ordinal) ? line.Split(member)[1].Split(',', '}')[0] : "";
}

using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Diff.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Diff;

/// <summary>Whatever a file of events holds, it is read as events or refused by file and line, and nothing of it reaches a terminal raw.</summary>
public sealed class HostileEventTests
{
    private const string Good =
        """{"event":1,"kind":"volume","channel":310,"securityId":5,"quantity":7,"transactTimeNs":"1","rxNs":"2","seqNum":"3","rptSeq":4}""";

    private DiffCase _case = null!;

    [OneTimeSetUp]
    public void Make() => _case = new DiffCase(eventCount: 20);

    [OneTimeTearDown]
    public void Remove() => _case.Dispose();

    [TestCase("{\"event\":1", "not JSON")]
    [TestCase("[1]", "not a JSON object")]
    [TestCase("{}", "kind: missing")]
    [TestCase("", "not JSON")]
    [TestCase("{\"kind\":\"volume\"}", "event: missing")]
    [TestCase("{\"kind\":\"none\",\"event\":1,\"channel\":1,\"seqNum\":\"1\"}", "kind: none")]
    [TestCase("{\"kind\":\"explosion\"}", "kind: not one of ")]
    [TestCase("{\"kind\":{\"kind\":{}}}", "not JSON")]
    [TestCase("{\"kind\":[[[[[[[[]]]]]]]]}", "not JSON")]
    [TestCase("{\"event\":0}", "event: not a whole number")]
    [TestCase("{\"event\":1.5}", "event: not a whole number")]
    [TestCase("{\"event\":1e400}", "event: not a whole number")]
    [TestCase("{\"event\":99999999999999999999}", "event: not a whole number")]
    [TestCase("{\"channel\":-1}", "channel: not a whole number")]
    [TestCase("{\"level\":256}", "level: not a whole number")]
    [TestCase("{\"rptSeq\":4294967296}", "rptSeq: not a whole number")]
    [TestCase("{\"seqNum\":\"4294967296\"}", "seqNum: not a text of digits")]
    [TestCase("{\"seqNum\":7}", "seqNum: not a text of digits")]
    [TestCase("{\"transactTimeNs\":\"18446744073709551616\"}", "transactTimeNs: not a text")]
    [TestCase("{\"price\":\"1.0000000001\"}", "price: not a text of a decimal")]
    [TestCase("{\"price\":\"99999999999\"}", "price: not a text of a decimal")]
    [TestCase("{\"price\":\"NaN\"}", "price: not a text of a decimal")]
    [TestCase("{\"inDoubt\":1}", "inDoubt: not true or false")]
    [TestCase("{\"event\":1,\"event\":2}", "event: there twice")]
    [TestCase("{\"quantityy\":1}", "quantityy: no member of an event")]
    [TestCase("{\"symbol\":7}", "symbol: not a text")]
    [TestCase("{\"kind\":\"\\ud800\"}", "not JSON")]
    [TestCase("{\"kind\":\"volume\",\"event\":1,\"channel\":1,\"seqNum\":\"1\",\"price\":\"1\"}", "price: no member of an event of kind volume")]
    [TestCase(Good + "x", "not JSON")]
    public void ALineThatIsNoEventIsNamed(string line, string fault)
    {
        string path = _case.WriteLines("bad.jsonl", Good, line, Good);
        CommandRun run = CommandRun.Of("diff", path, path);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")), run.Error);
        Assert.That(run.Error, Does.StartWith($"feedhandler: {path}, line 2: {fault}"));
    }

    [Test]
    public void AHugeLineIsNotRead()
    {
        string path = _case.WriteLines("huge.jsonl", Good, "{\"symbol\":\"" + new string('x', 10_000_000) + "\"}");

        Assert.That(CommandRun.Of("diff", path, path).Error, Does.Contain("line 2: longer than 16384 bytes"));
    }

    [Test]
    public void ALineThatIsCutOffSaysSo()
    {
        string path = _case.WriteBytes("cut.jsonl", System.Text.Encoding.UTF8.GetBytes(Good + "\n" + Good[..40]));
        CommandRun run = CommandRun.Of("diff", path, path);

        Assert.That((run.Code, run.Error.Contains("line 2: cut off in the middle", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), run.Error);
    }

    [Test]
    public void ALastLineWithoutAnEndIsALine()
    {
        string path = _case.WriteBytes("open.jsonl", System.Text.Encoding.UTF8.GetBytes(Good + "\r\n" + Good));

        Assert.That(CommandRun.Of("diff", path, path).Out, Does.StartWith("equal: 2 events"));
    }

    [TestCase("event,kind,channel\n1,book,310\n", "CSV")]
    [TestCase("PAR1\0\0\0\0", "Parquet")]
    [TestCase("hello there\n", "neither a capture (pcap, pcapng) nor events")]
    [TestCase("", "is empty")]
    [TestCase("\u0001\u0002\u0003\u0004", "neither pcap nor pcapng")]
    public void OtherContentIsRefusedWhateverItIsCalled(string content, string fault)
    {
        string path = _case.WriteBytes("content.jsonl", System.Text.Encoding.UTF8.GetBytes(content));
        CommandRun run = CommandRun.Of("diff", _case.Pcap, path);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain(fault).And.Contain(path));
    }

    [Test]
    public void NothingOfAFileReachesTheTerminalRaw()
    {
        const string Act = "\\u001b[31m\\u202e";
        string named = Good.Replace("\"rptSeq\"", $"\"symbol\":\"{Act}\",\"rptSeq\"", StringComparison.Ordinal);
        string a = _case.WriteLines("a.jsonl", named);
        string b = _case.WriteLines("b.jsonl", named.Replace("\"quantity\":7", "\"quantity\":8", StringComparison.Ordinal));
        string c = _case.WriteLines("c.jsonl", $"{{\"{Act}\":1}}");
        CommandRun different = CommandRun.Of("diff", a, b);
        CommandRun refused = CommandRun.Of("diff", a, c);

        Assert.That(different.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That((different.Out + refused.Error).Where(static letter => letter != '\n' && (char.IsControl(letter) || letter == '\u202e')), Is.Empty);
        Assert.That(different.Out, Does.Contain("?[31m? (5)").And.Contain("not known: nothing before told of it"));
    }

    [Test]
    public void InstrumentsThatDoNotFitAreRefused()
    {
        string[] lines = [.. Enumerable.Range(1, 3).Select(static id => "{\"event\":1,\"kind\":\"definition\",\"channel\":1,\"securityId\":" + id + ",\"assumed\":true,\"seqNum\":\"1\"}")];
        string path = _case.WriteLines("many.jsonl", lines);

        Assert.That(CommandRun.Of("diff", path, path, "--instruments-max", "2").Error, Does.Contain("line 3: securityId: more instruments than fit"));
        Assert.That(CommandRun.Of("diff", path, path, "--instruments-max", "3").Code, Is.EqualTo(ExitCode.Good));
    }

    [TestCase("two are compared", "@")]
    [TestCase("-: standard input can be read only once", "-", "-")]
    [TestCase("--lines-b: B is no capture", "@", "lines.jsonl", "--lines-b", "239.1.1.1:5=A")]
    [TestCase("--lines: neither A nor B is a capture", "lines.jsonl", "lines.jsonl", "--lines", "239.1.1.1:5=A")]
    [TestCase("--lines-a and --lines both say", "@", "@", "--lines", "239.1.1.1:5=A", "--lines-a", "239.1.1.1:5=A")]
    [TestCase("no capture, and only of captures a side may have several", "lines.jsonl", "@", "--also-a", "@")]
    [TestCase("--kinds book,bang: no event is called \"bang\"", "@", "@", "--kinds", "book,bang")]
    [TestCase("--instrument 4711: no event of it", "@", "@", "--instrument", "4711")]
    [TestCase("--instrument NONE: no such id or symbol", "@", "@", "--instrument", "NONE")]
    [TestCase("does not exist", "@", "missing.pcap")]
    [TestCase("is a folder", "@", ".")]
    public void WhatCannotBeComparedIsSaid(string fault, params string[] args)
    {
        _case.WriteLines("lines.jsonl", Good);
        CommandRun run = CommandRun.In(Path.GetDirectoryName(_case.Pcap)!, ["diff", .. args.Select(arg => arg == "@" ? _case.Pcap : arg)]);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")), run.Error);
        Assert.That(run.Error, Does.Contain(fault));
    }
}

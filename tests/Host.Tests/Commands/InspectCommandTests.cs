using System.IO.Compression;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class InspectCommandTests
{
    private static readonly string Simulated = Repository.PathOf("captures/cme-simulated.pcapng");

    /// <summary>The lines of small captures, in which too little is equal to prove them.</summary>
    private const string Lines = "224.0.31.1:14310=A,224.0.32.1:15310=B";

    /// <summary>The lines of the repository's capture, for where it cannot be read twice.</summary>
    private const string SimulatedLines = "239.200.0.1:14001=310/incremental/A,239.200.0.2:15001=310/incremental/B";

    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    // Worked out by hand from CmePackets.Bid and the layout of template 46.
    [Test]
    public void AMessageIsOneLineOfJson()
    {
        string file = _captures.Write("one.pcap", (Line.A, CmePackets.SendingTimeNs + 50, CmePackets.Bid(7, 9, 8756, 4_250_250_000_000, 25)));

        CommandRun run = CommandRun.Of("inspect", file, "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        const string Golden = """
            {"packet":1,"captureNs":"1478961040000000173","source":"0.0.0.0:9000","destination":"224.0.31.1:14310","line":"A","role":"incremental","framing":"cme",
            "seqNum":"7","sendingTimeNs":"1478961040000000130","message":0,"offset":12,"length":64,"schema":1,"version":13,"template":46,
            "name":"MDIncrementalRefreshBook46","schemaVersion":13,"fields":{"TransactTime":"1478961039999999123",
            "MatchEventIndicator":{"names":["EndOfEvent"],"raw":128},"NoMDEntries":[{"MDEntryPx":{"value":"4250.25",
            "mantissa":"4250250000000","exponent":-9},"MDEntrySize":25,"SecurityID":8756,"RptSeq":9,"NumberOfOrders":3,"MDPriceLevel":1,
            "MDUpdateAction":{"name":"New","raw":0},"MDEntryType":{"name":"Bid","raw":"0"},"TradeableSize":null}],"NoOrderIDEntries":[]},
            "status":"complete"}
            """;
        Assert.That(run.Out, Is.EqualTo(Golden.ReplaceLineEndings("") + "\n"));
    }

    [Test]
    public void EveryMessageOfTheRepositorysCaptureIsDecoded()
    {
        CommandRun run = CommandRun.Of("inspect", Simulated, "--json");

        Dictionary<int, int> counts = run.JsonLines.CountBy(static line => line.GetProperty("template").GetInt32()).ToDictionary();
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(counts, Is.EquivalentTo(CmeMessages.CountByTemplate(Simulated)));
        Assert.That(run.JsonLines.Select(static line => line.GetProperty("status").GetString()), Has.All.EqualTo("complete"));
        Assert.That(run.Error, Does.StartWith("1306 packets, "));
    }

    // Both lines carry the same messages, whatever order the capture has them in.
    [Test]
    public void BothLinesShowTheSameMessages()
    {
        JsonElement[] lines = CommandRun.Of("inspect", Simulated, "--json").JsonLines;

        ILookup<string, string> byLine = lines.ToLookup(static line => line.GetProperty("line").GetString()!, Content);
        Assert.That(byLine["A"].Count(), Is.GreaterThan(800));
        Assert.That(byLine["A"].Order(StringComparer.Ordinal), Is.EqualTo(byLine["B"].Order(StringComparer.Ordinal)));

        static string Content(JsonElement line) => $"{line.GetProperty("seqNum")} {line.GetProperty("offset")} {line.GetProperty("fields")}";
    }

    [Test]
    public void TheHexDumpHasEveryByteOfEveryMessage()
    {
        CommandRun run = CommandRun.Of("inspect", Simulated, "--hex");

        byte[] shown = System.Convert.FromHexString(string.Concat(run.Out.Split('\n').Select(HexOf)));
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good));
        Assert.That(shown, Is.EqualTo(CmeMessages.AllBytes(Simulated)));
        Assert.That(run.Out, Does.Match("[0-9a-f]{4}  40 00 +framing\n.*header: block length 11, template 46, schema 1, version 13"));

        static string HexOf(string row) => row.Length > 10 && row.StartsWith("    ", StringComparison.Ordinal) && row[4] is not ' ' && row[8..10] == "  "
            ? row[10..Math.Min(row.Length, 58)].Replace(" ", "", StringComparison.Ordinal)
            : "";
    }

    [Test]
    public void TextShowsPacketMessageAndFields()
    {
        string file = _captures.Write("one.pcap", (Line.B, CmePackets.SendingTimeNs + 50, CmePackets.Bid(7, 9, 8756, 4_250_250_000_000, 25)));

        CommandRun run = CommandRun.Of("inspect", file, "--lines", "224.0.32.1:15310=B");

        Assert.That(run.Out, Does.StartWith(
            "packet 1  2016-11-12 14:30:40.000000173  0.0.0.0:9000 > 224.0.32.1:15310 line B  cme seq 7 sent 2016-11-12 14:30:40.000000130  76 bytes\n"
            + "  MDIncrementalRefreshBook46 template 46 schema 1 version 13 at byte 12, 64 bytes\n"
            + "    TransactTime            1478961039999999123 (2016-11-12 14:30:39.999999123)\n"
            + "    MatchEventIndicator     EndOfEvent(0x80)\n"
            + "    NoMDEntries: 1\n"
            + "      1: MDEntryPx=4250.25(4250250000000E-9) MDEntrySize=25 SecurityID=8756 RptSeq=9"));
    }

    [TestCase("--filter template=46", 3)]
    [TestCase("--filter template=MDIncrementalRefreshBook46", 3)]
    [TestCase("--filter template=47", 0)]
    [TestCase("--filter name=book", 3)]
    [TestCase("--filter security=8756", 2)]
    [TestCase("--filter security=8756,security=8757", 3)]
    [TestCase("--filter security=8756 --filter seq=1", 1)]
    [TestCase("--filter seq=2-9", 2)]
    [TestCase("--filter packet=3", 1)]
    [TestCase("--filter line=B", 1)]
    [TestCase("--filter role=Incremental", 3)]
    [TestCase("--filter role=snapshot", 0)]
    [TestCase("--filter channel=310", 0)]
    [TestCase("--filter dest=224.0.31.1:14310", 2)]
    [TestCase("--filter MDEntryPx=2.000000000", 1)]
    [TestCase("--filter MDEntryPx=2", 1)]
    [TestCase("--filter MatchEventIndicator=EndOfEvent", 3)]
    [TestCase("--filter MatchEventIndicator=LastQuoteMsg", 0)]
    [TestCase("--filter mdentrytype=bid", 3)]
    [TestCase("--filter MDEntryType=0", 3)]
    [TestCase("--filter MDEntryType=Offer", 0)]
    [TestCase("--filter MDEntrySize=8", 0)]
    [TestCase("--count 2", 2)]
    public void FiltersAndCountChooseWhatIsShown(string options, int count)
    {
        string file = _captures.Write(
            "three.pcap",
            (Line.A, 1, CmePackets.Bid(1, 1, 8756, 1_000_000_000, 7)),
            (Line.B, 2, CmePackets.Bid(2, 1, 8757, 2_000_000_000, 7)),
            (Line.A, 3, CmePackets.Bid(3, 2, 8756, 3_000_000_000, 7)));

        CommandRun run = CommandRun.Of(["inspect", file, "--json", "--lines", Lines, .. options.Split(' ')]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.JsonLines, Has.Length.EqualTo(count));
        Assert.That(run.Error, Does.Contain($" {count} shown"));
    }

    [TestCase("MatchEventIndicator=LastQuoteMessage", "no schema has that value of MatchEventIndicator, give a raw number or one of LastTradeMsg, ")]
    [TestCase("MDEntryType=Bidd", "no schema has that value of MDEntryType")]
    [TestCase("MDEntryTyp=Bid", "no schema has a field MDEntryTyp")]
    [TestCase("template=NoSuchMessage", "no schema has a message of that name")]
    [TestCase("name=NoSuchMessage", "no schema has a message of that name")]
    public void AFilterThatNoSchemaCanMeetIsAnError(string filter, string error)
    {
        CommandRun run = CommandRun.Of("inspect", Simulated, "--filter", filter);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain($"--filter {filter}: {error}"));
    }

    // The simulator's first instrument is called SIMA0 or the like; its definition comes before its books.
    [TestCase(false)]
    [TestCase(true)]
    public void ASecurityIsFoundByItsSymbolInEveryMessage(bool isPipe)
    {
        JsonElement definition = CommandRun.Of("inspect", Simulated, "--json", "--filter", "security=40000,name=Definition", "--count", "1").JsonLines.Single();
        string symbol = definition.GetProperty("fields").GetProperty("Symbol").GetString()!;
        string byId = CommandRun.Of("inspect", Simulated, "--filter", "security=40000,line=A").Out;

        CommandRun run = isPipe
            ? CommandRun.WithInput(() => File.OpenRead(Simulated), "inspect", "-", "--filter", $"security={symbol},line=A", "--lines", SimulatedLines)
            : CommandRun.Of("inspect", Simulated, "--filter", $"security={symbol},line=A");

        Assert.That(run.Out, Is.EqualTo(byId));
        Assert.That(run.Out, Does.Contain("MDIncrementalRefreshBook46"));
    }

    [Test]
    public void ASymbolThatNothingDefinesIsSaid()
    {
        CommandRun run = CommandRun.Of("inspect", Simulated, "--filter", "security=NOSUCH");

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Good, "")));
        Assert.That(run.Error, Does.Contain("no definition in the captures has the symbol of --filter security"));
    }

    [Test]
    public void StandardInputAndGzipGiveWhatTheFileGives()
    {
        byte[] capture = File.ReadAllBytes(Simulated);
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(capture);

        string fromFile = CommandRun.Of("inspect", Simulated, "--json").Out;

        Assert.That(CommandRun.WithInput(() => new MemoryStream(capture), "inspect", "-", "--json", "--lines", SimulatedLines).Out, Is.EqualTo(fromFile));
        Assert.That(CommandRun.Of("inspect", _captures.WriteBytes("x", packed.ToArray()), "--json", "--lines", SimulatedLines).Out, Is.EqualTo(fromFile));
    }

    [Test]
    public void AMapTellsChannelAndRole()
    {
        string file = _captures.Write(
            "two.pcap", (Line.A, 1, CmePackets.Bid(1, 1, 1, 1, 1)), (Line.B, 2, CmePackets.Bid(1, 1, 2, 1, 1)));

        CommandRun run = CommandRun.Of(
            "inspect", file, "--json", "--lines", "224.0.31.1:14310=310/I/A,224.0.32.1:15310=344/S/B", "--filter", "channel=344,role=snapshot");

        JsonElement shown = run.JsonLines.Single();
        Assert.That((shown.GetProperty("role").GetString(), shown.GetProperty("feedChannel").GetInt32(), shown.GetProperty("line").GetString()),
            Is.EqualTo(("snapshot", 344, "B")));
    }

    [Test]
    public void FilesAreMergedByTime()
    {
        string first = _captures.Write("a.pcap", (Line.A, 10, CmePackets.Bid(1, 1, 1, 1, 1)), (Line.A, 30, CmePackets.Bid(3, 1, 1, 1, 1)));
        string second = _captures.Write("b.pcap", (Line.B, 20, CmePackets.Bid(2, 1, 1, 1, 1)), (Line.B, 40, CmePackets.Bid(4, 1, 1, 1, 1)));

        JsonElement[] lines = CommandRun.Of("inspect", second, first, "--json", "--lines", Lines).JsonLines;

        Assert.That(lines.Select(static line => line.GetProperty("seqNum").GetString()), Is.EqualTo((string[])["1", "2", "3", "4"]));
        Assert.That(lines.Select(static line => line.GetProperty("line").GetString()), Is.EqualTo((string[])["A", "B", "A", "B"]));
    }

    [Test]
    public void AReaderThatHasReadEnoughEndsTheCommandQuietly()
    {
        using StringWriter error = new();
        using ClosingStream output = new(bytesMax: 100_000);
        Terminal terminal = new() { Out = TextWriter.Null, Error = error, OpenOut = () => output, Folder = "." };

        int code = CommandLine.Run(["inspect", Simulated], terminal);

        Assert.That(code, Is.EqualTo(ExitCode.Good));
        Assert.That(error.ToString(), Is.Empty);
    }

    // Counted when the capture was taken; see the notes beside it.
    [Test]
    public void ARealSessionIsDecodedToTheLastMessage()
    {
        CommandRun run = CommandRun.Of("inspect", Require.Shared("captures/cme/v6.channel340.pcapng"), "--filter", "template=12");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Error, Does.StartWith("10000 packets, 20546 messages, 18 shown"));
        foreach ((int template, int count) in (ReadOnlySpan<(int, int)>)[(12, 18), (32, 19138), (35, 614), (37, 388), (42, 388)])
            Assert.That(run.Error, Does.Match($@" {template} +1 +6 +{count}  \w"));
    }

    [TestCase("v5.MdInstrumentDefinitionSpread", "27=2 29=3")]
    [TestCase("v5.MdIncrementalRefreshSessionStatistics", "32=4 35=1 37=1")]
    [TestCase("v9.MdIncrementalRefreshTradeSummary", "37=1 46=2 47=1 48=1")]
    [TestCase("v9.MdIncrementalRefreshOrderBook", "47=1")]
    public void RealMessagesOfOtherVersionsAreDecoded(string name, string expected)
    {
        string path = Require.Shared($"captures/cme/{name}.pcap");

        CommandRun run = CommandRun.Of("inspect", path, "--json");

        IEnumerable<string> counts = CmeMessages.CountByTemplate(path).OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}={pair.Value}");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(string.Join(' ', counts), Is.EqualTo(expected));
        Assert.That(run.JsonLines.CountBy(static line => line.GetProperty("template").GetInt32()).OrderBy(static pair => pair.Key)
            .Select(static pair => $"{pair.Key}={pair.Value}"), Is.EqualTo(counts));
    }

    private sealed class ClosingStream(int bytesMax) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Length + count > bytesMax) throw new IOException("Broken pipe", 32);
            base.Write(buffer, offset, count);
        }
    }
}

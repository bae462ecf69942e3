using System.Text;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Slice;

/// <summary>What `slice` cuts out replays as what it is: the events of that part, and nothing that was cut told as a loss.</summary>
public sealed class SliceCommandTests
{
    private const string Digest = "22a39460c30207b6";
    private string _folder = null!;

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("feedhandler-slice-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("all.pcapng")]
    [TestCase("all.pcap")]
    public void ASliceOfAllHasTheDigestOfAll(string name)
    {
        Slice(name);

        Assert.That(Replay(name).GetProperty("digest").GetString(), Is.EqualTo(Digest));
    }

    [Test]
    public void PartsThatMeetAreTheWhole()
    {
        Slice("a.pcapng", "--to", "08:00:00.02");
        Slice("b.pcapng", "--from", "08:00:00.02", "--to", "2026-01-05 08:00:30.05");
        Slice("c.pcapng", "--from", "08:00:30.05");
        JsonElement report = CommandRun.In(_folder, "replay", "a.pcapng", "b.pcapng", "c.pcapng", "--json", "--inline").Json;

        Assert.That(report.GetProperty("digest").GetString(), Is.EqualTo(Digest));
        Assert.That(report.GetProperty("packets").GetProperty("cut").GetInt64(), Is.Zero, "every number is there");
    }

    [Test]
    public void ATimeHasTheEventsOfThatTime()
    {
        Slice("part.pcapng", "--from", "08:00:00.01", "--to", "08:00:00.03");
        string[] all = [.. Events(Capture).Where(static line => IsIn(line, 10, 30))];
        string[] part = Events("part.pcapng");

        Assert.That(part, Has.Length.GreaterThan(100));
        Assert.That(part.Where(static line => Kind(line) == "trade").Select(Trade), Is.EqualTo(all.Where(static line => Kind(line) == "trade").Select(Trade)));
        Assert.That(Packets("part.pcapng", "gaps", "lost", "cut"), Is.EqualTo(new[] { 0L, 0, 0 }));
    }

    [Test]
    public void AGroupIsALine()
    {
        JsonElement line = Slice("a.pcapng", "--group", "239.200.0.1:14001").Json;
        JsonElement report = Replay("a.pcapng");

        Assert.That(line.GetProperty("kept").GetInt64() + line.GetProperty("cut").GetProperty("group").GetInt64(), Is.EqualTo(1306));
        Assert.That(report.GetProperty("packets").GetProperty("lineA").GetInt64(), Is.EqualTo(line.GetProperty("kept").GetInt64()));
        Assert.That(report.GetProperty("packets").GetProperty("lineB").GetInt64(), Is.Zero);
    }

    [Test]
    public void PlacesAreThoseOfInspect()
    {
        Slice("some.pcapng", "--packets", "100-149", "--packets", "7");
        string[] expected = Numbers(CommandRun.Of("inspect", Capture, "--json", "--filter", "packet=7,packet=100-149"));

        Assert.That(Numbers(CommandRun.In(_folder, "inspect", "some.pcapng", "--json")), Is.EqualTo(expected));
    }

    [Test]
    public void NumbersAreThoseOfThePackets()
    {
        Slice("some.pcapng", "--seq", "100-120");
        string[] numbers = Numbers(CommandRun.In(_folder, "inspect", "some.pcapng", "--json"));

        Assert.That(numbers.Distinct().Order(StringComparer.Ordinal), Is.EqualTo(Enumerable.Range(100, 21).Select(static number => $"{number}")));
    }

    [TestCase("SIM008")]
    [TestCase("sim008-sim011")]
    public void TheBookOfAnInstrumentIsThatOfTheWholeAndNothingIsCalledLost(string symbol)
    {
        Slice("one.pcapng", "--instrument", symbol);
        JsonElement whole = Instrument(CommandRun.Of("replay", Capture, "--json", "--inline", "--instrument", symbol).Json);
        JsonElement slice = Instrument(CommandRun.In(_folder, "replay", "one.pcapng", "--json", "--inline", "--instrument", symbol).Json);

        foreach (string member in (string[])["bids", "asks", "rptSeq", "updates", "lastTrade", "symbol"])
            Assert.That(slice.GetProperty(member).GetRawText(), Is.EqualTo(whole.GetProperty(member).GetRawText()), member);
        long[] packets = Packets("one.pcapng", "gaps", "lost", "missingA", "missingB");
        Assert.That(packets, Is.EqualTo(new[] { 0L, 0, 0, 0 }));
        ulong[] numbers = [.. Numbers(CommandRun.In(_folder, "inspect", "one.pcapng", "--json")).Select(ulong.Parse)];
        Assert.That(Packets("one.pcapng", "cut", "delivered").Sum(), Is.EqualTo((long)(numbers.Max() - numbers.Min() + 1)), "delivered, or known to be cut");
    }

    [Test]
    public void OfOtherInstrumentsNoBookIsShownAsRight()
    {
        Slice("one.pcapng", "--instrument", "SIM008");
        JsonElement report = Replay("one.pcapng");
        string[] whole = [.. report.GetProperty("instruments").EnumerateArray()
            .Where(static book => book.GetProperty("state").GetString() == "whole").Select(static book => book.GetProperty("symbol").GetString()!)];

        Assert.That(whole, Is.SubsetOf((string[])["SIM008"]));
        Assert.That(report.GetProperty("warnings").ToString(), Does.Contain("packets were cut out of the capture on purpose: "));
    }

    [Test]
    public void WhatTheLinesLostIsLostInASliceToo()
    {
        CommandRun.In(_folder, "simulate", "--loss-a", "0.05", "--loss-b", "0.05", "--out", "rough.pcapng");
        CommandRun.In(_folder, "slice", "rough.pcapng", "--instrument", "SIM008", "-o", "one.pcapng");
        long[] whole = Packets("rough.pcapng", "lost", "cut");
        long[] slice = Packets("one.pcapng", "lost", "cut");

        Assert.That(whole[0], Is.GreaterThan(0));
        Assert.That((slice[0], whole[1], slice[1] > 0), Is.EqualTo((whole[0], 0L, true)));
    }

    [TestCase("0.05", "4000", "1000")]
    [TestCase("0.5", "30000", "6000")]
    [TestCase("0.5", "30000", "9000")]
    [TestCase("0.5", "30000", "22000")]
    public void HoweverMuchIsCutOfLinesThatLoseNothingOfItIsLost(string loss, string events, string from)
    {
        CommandRun.In(_folder, "simulate", "--loss-a", loss, "--loss-b", loss, "--events", events, "--out", "rough.pcapng");
        CommandRun.In(_folder, "slice", "rough.pcapng", "--packets", "1-100", "--packets", $"{from}-99999999", "-o", "part.pcapng");
        long[] whole = Packets("rough.pcapng", "lost", "cut", "delivered", "restarts");
        long[] part = Packets("part.pcapng", "lost", "cut", "delivered", "restarts");

        Assert.That(part[0], Is.LessThanOrEqualTo(whole[0]));
        Assert.That((part[0] + part[1] + part[2], part[1] > 0, part[3]), Is.EqualTo((whole[0] + whole[2], true, 0L)), "every number is told once");
    }

    [Test]
    public void ThatNumbersWereCutRestsOnTheCapturesWordAndThatIsTold()
    {
        Slice("part.pcapng", "--packets", "1-100", "--packets", "1000-1306");
        Assert.That(Replay("part.pcapng").GetProperty("warnings").ToString(), Does.Contain("rests on the capture"));
    }

    [TestCase("feedhandler cut 29..99")]
    [TestCase("feedhandler cut 10..20")]
    public void ANoteThatPacketsContradictIsNotBelieved(string note)
    {
        using SmallCapture captures = new();
        captures.Write("day.pcapng", [.. Enumerable.Range(1, 60).Select(static number => Packet((uint)number))]);
        string[] args = ["--lines", "224.0.31.1:14310=A", "--json", "--inline"];
        CommandRun.In(captures.Folder, "slice", "day.pcapng", "--seq", "1-20", "--seq", "29-60", "--lines", args[1], "-o", "cut.pcapng");
        byte[] bytes = File.ReadAllBytes(Path.Combine(captures.Folder, "cut.pcapng"));
        Encoding.ASCII.GetBytes(note).CopyTo(bytes, bytes.AsSpan().IndexOf("feedhandler cut 21..29"u8));
        File.WriteAllBytes(Path.Combine(captures.Folder, "false.pcapng"), bytes);
        JsonElement report = CommandRun.In(captures.Folder, ["replay", "false.pcapng", .. args]).Json;

        JsonElement packets = report.GetProperty("packets");
        Assert.That(
            (packets.GetProperty("cut").GetInt64(), packets.GetProperty("lost").GetInt64(), packets.GetProperty("restarts").GetInt64()), Is.EqualTo((0L, 8L, 0L)));
        Assert.That(report.GetProperty("warnings").ToString(), Does.Contain($"packets {note[16..]} were cut out of it").And.Contain("not believed"));
    }

    [Test]
    public void FramesOutOfOrderByTimeAreToldWhereTimeSaysWhatIsKept()
    {
        using SmallCapture captures = new();
        captures.Write("day.pcap", Packet(1), Packet(3), Packet(2));
        CommandRun run = CommandRun.In(captures.Folder, "slice", "day.pcap", "--from", "00:00:02", "--json", "-o", "part.pcapng");
        Assert.That(run.Json.GetProperty("warnings").ToString(), Does.Contain("1 frames are out of order by time"), run.Error);
    }

    [TestCase("--from", new[] { "3", "3" })]
    [TestCase("--to", new[] { "1", "2", "1", "2" })]
    public void ALineThatLagsHasThePacketsOfTheOther(string option, string[] numbers)
    {
        using SmallCapture captures = new();
        (Line, long, byte[]) first = Packet(1);
        (Line, long, byte[]) second = Packet(2);
        (Line, long, byte[]) third = Packet(3);
        captures.Write("day.pcap", first, second, Lagging(first), third, Lagging(second), Lagging(third));
        CommandRun.In(captures.Folder, "slice", "day.pcap", option, "00:00:02.2", "--lines", "224.0.31.1:14310=A,224.0.32.1:15310=B", "-o", "part.pcapng");

        Assert.That(Numbers(CommandRun.In(captures.Folder, "inspect", "part.pcapng", "--json")), Is.EqualTo(numbers));

        static (Line, long, byte[]) Lagging((Line Line, long RxNs, byte[] Payload) packet) => (Line.B, packet.RxNs + 1_500_000_000, packet.Payload);
    }

    [TestCase("8756", new[] { "1", "1", "2", "2" })]
    [TestCase("310:8756", new[] { "1", "2" })]
    [TestCase("340:#8756", new[] { "1", "2" })]
    public void AnInstrumentIsThatOfOneChannelWhenItIsNamedSo(string name, string[] numbers)
    {
        using SmallCapture captures = new();
        captures.Write("day.pcap", Packet(1), Other(1), Packet(2), Other(2));
        const string Lines = "224.0.31.1:14310=310/incremental/A,224.0.32.1:15310=340/incremental/A";
        CommandRun run = CommandRun.In(captures.Folder, "slice", "day.pcap", "--instrument", name, "--lines", Lines, "-o", "part.pcapng");
        JsonElement[] packets = CommandRun.In(captures.Folder, "inspect", "part.pcapng", "--json").JsonLines;

        Assert.That(packets.Select(static line => line.GetProperty("seqNum").ToString()), Is.EqualTo(numbers), run.Error);
        string[] destinations = name.StartsWith("340", StringComparison.Ordinal) ? ["224.0.32.1:15310"] : ["224.0.31.1:14310", "224.0.32.1:15310"];
        Assert.That(packets.Select(static line => line.GetProperty("destination").GetString()).Distinct(), Is.SubsetOf(destinations));

        static (Line, long, byte[]) Other(uint number) => (Line.B, (number * 1_000_000_000L) + 1, CmePackets.Bid(number, number, 8756, 900, 3));
    }

    [TestCase("--packets", "0-5", "from 1 on")]
    [TestCase("--packets", "0", "from 1 on")]
    public void PlacesBeginWithOne(string option, string range, string words) => Assert.That(Slice("x.pcapng", option, range).Error, Does.Contain(words));

    [Test]
    public void NoCaptureIsNamedInOnesOwnWords()
    {
        CommandRun run = CommandRun.In(_folder, "slice", "-o", "x.pcapng");
        Assert.That((run.Code, run.Error.Contains("no capture to cut: name a FILE", StringComparison.Ordinal)), Is.EqualTo((2, true)), run.Error);
    }

    [Test]
    public void LinesThatAreGivenAreTakenWhateverIsCut()
    {
        CommandRun run = CommandRun.In(_folder, "slice", Capture, "--packets", "1-100", "--lines", "nonsense", "-o", "part.pcapng");
        Assert.That((run.Code, run.Error.Contains("--lines", StringComparison.Ordinal)), Is.EqualTo((2, true)), run.Error);
    }

    [Test]
    public void PcapHoldsNoNotesAndThatIsTold()
    {
        CommandRun run = Slice("one.pcap", "--instrument", "SIM008");

        Assert.That(run.Code, Is.Zero);
        Assert.That(run.Error, Does.Contain("pcap holds no notes"));
        Assert.That(run.Json.GetProperty("warnings").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public void TheSummaryHasItsContract()
    {
        CommandRun json = Slice("some.pcapng", "--packets", "1-10", "--group", "239.200.0.1:14001");
        CommandRun text = CommandRun.In(_folder, "slice", Capture, "--packets", "1-10", "-o", "some.pcapng");

        Assert.That(json.Json.EnumerateObject().Select(static member => member.Name), Is.EqualTo((string[])
        [
            "formatVersion", "out", "format", "frames", "packets", "kept", "cut", "firstNs", "lastNs", "keptFirstNs", "keptLastNs", "files", "warnings",
            "failures",
        ]));
        Assert.That(json.Json.GetProperty("cut").EnumerateObject().Select(static member => member.Name), Is.EqualTo((string[])
            ["time", "packet", "group", "sequence", "instrument", "noDatagram"]));
        Assert.That(json.Json.GetProperty("firstNs").GetString(), Is.EqualTo("1767600000000016808"));
        Assert.That(text.Out, Does.Match(@"read +1,306 frames.*\nkept +10 frames, .* UTC\ncut +1,296 other packets by their place\nwritten +some.pcapng\n"));
    }

    [TestCase(new[] { "--packets", "2000" }, "no frame matches: of 1,306 frames, 1,306 of them packets, 2026-01-05 08:00:00.000016808 to")]
    [TestCase(new[] { "--group", "239.1.1.1:1" }, "were 1,306 sent elsewhere; nothing was written")]
    [TestCase(new[] { "--packets", "0" }, "--packets 0: not a whole number from 1 on")]
    [TestCase(new[] { "--packets", "9-3" }, "--packets 9-3: not a whole number")]
    [TestCase(new[] { "--group", "239.1.1.1" }, "--group 239.1.1.1: not a destination")]
    [TestCase(new[] { "--from", "noon" }, "--from noon: not a time")]
    [TestCase(new[] { "--from", "09:00:00", "--to", "08:00:00" }, "--to 08:00:00: not later than --from 09:00:00")]
    [TestCase(new[] { "--instrument", "NONE" }, "--instrument NONE: no such id or symbol")]
    [TestCase(new[] { "--instrument", "311:SIM008" }, "--instrument 311:SIM008: no such id or symbol")]
    public void WhatCannotMatchIsRefusedAndNothingIsWritten(string[] args, string words)
    {
        CommandRun run = Slice("none.pcapng", args);

        Assert.That((run.Code, run.Out, Directory.GetFileSystemEntries(_folder)), Is.EqualTo((2, "", Array.Empty<string>())));
        Assert.That(run.Error, Does.Contain(words));
    }

    [TestCase("slice.txt", "the name tells no format")]
    [TestCase("-", "standard output is not meant here")]
    public void AnOutputHasAFormat(string name, string words) => Assert.That(Slice(name).Error, Does.Contain(words));

    [Test]
    public void AnInputIsNotWrittenOver()
    {
        File.Copy(Capture, Path.Combine(_folder, "day.pcapng"));
        CommandRun run = CommandRun.In(_folder, "slice", "day.pcapng", "-o", "./day.pcapng");

        Assert.That((run.Code, new FileInfo(Path.Combine(_folder, "day.pcapng")).Length), Is.EqualTo((2, new FileInfo(Capture).Length)));
        Assert.That(run.Error, Does.Contain("would be destroyed"));
    }

    [Test]
    public void ACaptureThatIsCutOffIsSlicedAndTold()
    {
        File.WriteAllBytes(Path.Combine(_folder, "cut.pcapng"), File.ReadAllBytes(Capture)[..^3]);
        CommandRun run = CommandRun.In(_folder, "slice", "cut.pcapng", "-o", "part.pcapng", "--json");

        Assert.That((run.Code, run.Json.GetProperty("kept").GetInt64()), Is.EqualTo((1, 1305L)));
        Assert.That(run.Error, Does.Contain("cut.pcapng: truncated: ").And.Contain("what came before was sliced"));
        Assert.That(File.Exists(Path.Combine(_folder, "part.pcapng")), Is.True);
    }

    [Test]
    public void StoppedItLeavesNothing()
    {
        CommandRun run = CommandRun.In(_folder, keys: null, new CancellationToken(canceled: true), "slice", Capture, "-o", "part.pcapng");

        Assert.That((run.Code, Directory.GetFileSystemEntries(_folder)), Is.EqualTo((1, Array.Empty<string>())));
        Assert.That(run.Error, Does.Contain("stopped before the end"));
    }

    private CommandRun Slice(string name, params string[] args) => CommandRun.In(_folder, ["slice", Capture, "--json", "--out", name, .. args]);

    private JsonElement Replay(string name) => CommandRun.In(_folder, "replay", name, "--json", "--inline").Json;

    private long[] Packets(string name, params string[] members)
    {
        JsonElement packets = Replay(name).GetProperty("packets");
        return [.. members.Select(member => packets.GetProperty(member).GetInt64())];
    }

    private string[] Events(string path) =>
        CommandRun.In(_folder, "replay", path, "--inline", "--events", "-").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static (Line Line, long RxNs, byte[] Payload) Packet(uint number) =>
        (Line.A, number * 1_000_000_000L, CmePackets.Bid(number, number, 8756, 100, 7));

    private static JsonElement Instrument(JsonElement report) => report.GetProperty("instruments")[0];

    private static string Kind(string line) => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()!;

    private static bool IsIn(string line, int fromMs, int toMs)
    {
        long ns = long.Parse(JsonDocument.Parse(line).RootElement.GetProperty("rxNs").GetString()!) - 1_767_600_000_000_000_000;
        return ns >= fromMs * 1_000_000L && ns < toMs * 1_000_000L;
    }

    private static string Trade(string line)
    {
        JsonElement trade = JsonDocument.Parse(line).RootElement;
        return string.Join(' ', ((string[])["securityId", "price", "quantity", "seqNum", "rxNs"]).Select(member => trade.GetProperty(member).ToString()));
    }

    private static string[] Numbers(CommandRun run) => [.. run.JsonLines.Select(static line => line.GetProperty("seqNum").ToString())];
}

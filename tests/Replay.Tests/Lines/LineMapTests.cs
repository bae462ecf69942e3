using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Tests.Lines;

public sealed class LineMapTests
{
    [TestCase("224.0.31.64:14340=A,224.0.32.64:15340=B")]
    [TestCase(" 224.0.31.64:14340 = a , 224.0.32.64:15340 = b ")]
    public void AMapIsRead(string text)
    {
        LineMap map = LineMap.Parse(text);

        Assert.That(LineOf(map, "224.0.31.64:14340"), Is.EqualTo(Line.A));
        Assert.That(LineOf(map, "224.0.32.64:15340"), Is.EqualTo(Line.B));
        Assert.That(LineOf(map, "224.0.31.64:15340"), Is.Null);
        Assert.That(LineOf(map, "224.0.32.64:15340"), Is.EqualTo(Line.B), "whatever was found before");
        Assert.That(map.Entries, Has.Count.EqualTo(2));
    }

    [Test]
    public void IPv6StandsInBrackets() => Assert.That(LineOf(LineMap.Parse("[ff02::1]:14340=B"), "[ff02::1]:14340"), Is.EqualTo(Line.B));

    [TestCase("224.0.31.64:14340=340/incremental/A", 340, FeedRole.Incremental, Line.A)]
    [TestCase("224.0.31.64:14340= 65535 / OrderSnapshot / b", 65535, FeedRole.OrderSnapshot, Line.B)]
    [TestCase("224.0.31.64:14340=7/B", 7, FeedRole.Incremental, Line.B)]
    [TestCase("224.0.31.64:14340=7/i/A", 7, FeedRole.Incremental, Line.A)]
    [TestCase("224.0.31.64:14340=7/S/A", 7, FeedRole.Snapshot, Line.A)]
    [TestCase("224.0.31.64:14340=7/SMBO/A", 7, FeedRole.OrderSnapshot, Line.A)]
    [TestCase("224.0.31.64:14340=7/n/A", 7, FeedRole.Definitions, Line.A)]
    [TestCase("224.0.31.64:14340=7/H/A", 7, FeedRole.Replay, Line.A)]
    [TestCase("224.0.31.64:14340=snapshot/A", 0, FeedRole.Snapshot, Line.A)]
    public void ChannelAndRoleStandBeforeTheLine(string text, int channel, FeedRole role, Line line)
    {
        LineMap map = LineMap.Parse(text);

        Assert.That(map.Entries, Is.EqualTo([(EndpointOf("224.0.31.64:14340"), new FeedGroup(channel, role, line))]));
        Assert.That(LineMap.Parse(map.ToString()).Entries, Is.EqualTo(map.Entries), "printed, it reads as the same");
    }

    [Test]
    public void AMapIsPrintedAsItIsTyped()
    {
        const string Lines = "224.0.31.64:14340=A,[ff02::1]:14340=B,224.0.31.66:19340=snapshot/A";
        const string Channels = "224.0.31.64:14340=340/incremental/A,224.0.31.65:14341=2/definitions/B";

        Assert.That(LineMap.Parse(Lines).ToString(), Is.EqualTo(Lines));
        Assert.That(LineMap.Parse(Channels).ToString(), Is.EqualTo(Channels));
        Assert.That(LineMap.Parse(Channels).Finding, Is.EqualTo("given by --lines"));
    }

    [TestCase("", "the map is empty: give 1 to 64 entries")]
    [TestCase(" ", "the map is empty: give 1 to 64 entries")]
    [TestCase(",", "entry 1 of 2 in ',' is empty: leave out the comma beside it")]
    [TestCase("224.0.31.64:14340=A,", "entry 2 of 2")]
    [TestCase(",224.0.31.64:14340=A", "entry 1 of 2")]
    [TestCase("224.0.31.64:14340=A, ,224.0.32.64:15340=B", "entry 2 of 3")]
    [TestCase("224.0.31.64:14340", "ADDRESS:PORT=LINE or ADDRESS:PORT=CHANNEL/ROLE/LINE")]
    [TestCase("224.0.31.64=A", "ADDRESS:PORT=LINE")]
    [TestCase("224.0.31.64:14340=C", "give A or B")]
    [TestCase("224.0.31.64:14340=340/incremental", "give A or B")]
    [TestCase("224.0.31.64:14340=0/incremental/A", "'224.0.31.64:14340=0/incremental/A': 0 is no channel: give 1 to 65535")]
    [TestCase("224.0.31.64:14340=65536/A", "65536 is no channel")]
    [TestCase("224.0.31.64:14340=34x/A", "34x is no channel")]
    [TestCase("224.0.31.64:14340=340/books/A", "books is no role: give one of incremental, snapshot, orderSnapshot, definitions, replay, or CME's")]
    [TestCase("224.0.31.64:14340=340/I/1/A", "too much before the line")]
    [TestCase("224.0.31.64:14340=340/I/A,224.0.31.64:14341=B", "name the channel of each, such as 340/incremental/A, or of none")]
    [TestCase("224.0.31.64:1=A,224.0.31.64:1=B", "twice")]
    [TestCase("224.0.31.64:1=A,224.0.31.65:1=A", "name the channel of each, such as\n--lines 224.0.31.64:1=1/incremental/A,224.0.31.65:1=1/incremental/A")]
    public void OtherTextIsRefusedWithAnExample(string text, string advice) =>
        Assert.That(() => LineMap.Parse(text), Throws.InstanceOf<LineMapException>().With.Message.Contains(advice));

    [Test]
    public void MoreEntriesThanSenseAreRefused() => Assert.That(
        static () => LineMap.Parse(string.Join(',', Enumerable.Range(1, 65).Select(static port => $"224.0.31.64:{port}=A"))),
        Throws.InstanceOf<LineMapException>().With.Message.Contains("65 entries: give 1 to 64").And.Message.Length.LessThan(250));

    [Test]
    public void OneDestinationIsLineA()
    {
        LineMap map = Infer("224.0.31.64:15340");

        Assert.That(map.Entries, Has.Count.EqualTo(1));
        Assert.That(LineOf(map, "224.0.31.64:15340"), Is.EqualTo(Line.A));
    }

    [TestCase("224.0.32.64:15340", "224.0.31.64:14340")]
    [TestCase("224.0.31.64:14340", "224.0.32.64:15340")]
    public void OfTwoTheLowerPortIsLineA(string first, string second)
    {
        LineMap map = Infer(first, second, second);

        Assert.That(LineOf(map, "224.0.31.64:14340"), Is.EqualTo(Line.A));
        Assert.That(LineOf(map, "224.0.32.64:15340"), Is.EqualTo(Line.B));
    }

    [Test]
    public void UnicastAndLocalControlTrafficAreNoLines()
    {
        LineMap map = Infer("10.0.0.1:53", "224.0.0.251:5353", "224.0.31.64:14340", "224.0.32.64:15340");

        Assert.That(map.Entries, Has.Count.EqualTo(2));
        Assert.That(LineOf(map, "10.0.0.1:53"), Is.Null);
    }

    [Test]
    public void UnicastIsALineWhenThereIsNothingElse() => Assert.That(LineOf(Infer("10.0.0.1:9000"), "10.0.0.1:9000"), Is.EqualTo(Line.A));

    [Test]
    public void TooManyDestinationsAreListedAndTheMapIsAskedFor() => Assert.That(
        static () => Infer("224.0.31.1:14310", "224.0.31.2:14311", "224.0.31.2:14311", "224.0.32.1:15310"),
        Throws.InstanceOf<LineMapException>().With.Message.Contains("3 destinations")
            .And.Message.Contains("224.0.31.2:14311 (2 datagrams), 224.0.31.1:14310 (1 datagrams), 224.0.32.1:15310 (1 datagrams)")
            .And.Message.Contains("--lines 224.0.31.2:14311=A,"));

    [Test]
    public void OfTwoOfOnePortTheLowerAddressIsLineA() =>
        Assert.That(LineOf(Infer("224.0.32.1:14310", "224.0.31.1:14310"), "224.0.31.1:14310"), Is.EqualTo(Line.A));

    [Test]
    public void ACaptureWithoutDatagramsIsNamed() => Assert.That(
        static () => Infer(), Throws.InstanceOf<CaptureFormatException>().With.Message.Contains("no UDP datagram"));

    [Test]
    public void LinesInFilesOfTheirOwnAreFound()
    {
        using CaptureSet captures = new(ImageOf("224.0.32.64:15340"), ImageOf("224.0.31.64:14340"));

        Assert.That(LineOf(LineMap.Infer(captures.Files), "224.0.32.64:15340"), Is.EqualTo(Line.B));
    }

    private static LineMap Infer(params string[] destinations)
    {
        using CaptureSet captures = new(ImageOf(destinations));
        return LineMap.Infer(captures.Files);
    }

    private static byte[] ImageOf(params string[] destinations)
    {
        PcapImage image = new();
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes];
        foreach (string destination in destinations)
        {
            new UdpFrameWriter(EndpointOf("10.0.0.9:1"), EndpointOf(destination)).Write([], frame);
            image.Record(1, 0, frame);
        }

        return image.ToArray();
    }

    private static Line? LineOf(LineMap map, string destination) => map.TryGetGroup(EndpointOf(destination), out int group) ? map.Feed[group].Line : null;

    private static UdpEndpoint EndpointOf(string text)
    {
        Assert.That(UdpEndpoint.TryParse(text, out UdpEndpoint endpoint), Is.True);
        return endpoint;
    }
}

using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Tests.Lines;

public sealed class LineMapTests
{
    [TestCase("224.0.31.64:14340=A,224.0.32.64:15340=B")]
    [TestCase(" 224.0.31.64:14340 = a , 224.0.32.64:15340 = b ,")]
    public void AMapIsRead(string text)
    {
        var map = LineMap.Parse(text);

        Assert.That(LineOf(map, "224.0.31.64:14340"), Is.EqualTo(Line.A));
        Assert.That(LineOf(map, "224.0.32.64:15340"), Is.EqualTo(Line.B));
        Assert.That(LineOf(map, "224.0.31.64:15340"), Is.Null);
        Assert.That(LineOf(map, "224.0.32.64:15340"), Is.EqualTo(Line.B), "whatever was found before");
        Assert.That(map.Entries, Has.Count.EqualTo(2));
    }

    [Test]
    public void IPv6StandsInBrackets() => Assert.That(LineOf(LineMap.Parse("[ff02::1]:14340=B"), "[ff02::1]:14340"), Is.EqualTo(Line.B));

    [TestCase("", "0 entries")]
    [TestCase("224.0.31.64:14340", "ADDRESS:PORT=LINE")]
    [TestCase("224.0.31.64=A", "ADDRESS:PORT=LINE")]
    [TestCase("224.0.31.64:14340=C", "give A or B")]
    [TestCase("224.0.31.64:1=A,224.0.31.64:1=B", "twice")]
    public void OtherTextIsRefusedWithAnExample(string text, string advice) =>
        Assert.That(() => LineMap.Parse(text), Throws.InstanceOf<LineMapException>().With.Message.Contains(advice));

    [Test]
    public void MoreEntriesThanSenseAreRefused() => Assert.That(
        static () => LineMap.Parse(string.Join(',', Enumerable.Range(1, 65).Select(static port => $"224.0.31.64:{port}=A"))),
        Throws.InstanceOf<LineMapException>().With.Message.Contains("65 entries"));

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
    public void TwoGroupsOfOnePortDoNotTellTheLines() => Assert.That(
        static () => Infer("224.0.31.1:14310", "224.0.32.1:14310"), Throws.InstanceOf<LineMapException>().With.Message.Contains("--lines"));

    [Test]
    public void ACaptureWithoutDatagramsIsNamed() => Assert.That(
        static () => Infer(), Throws.InstanceOf<LineMapException>().With.Message.Contains("no UDP datagram"));

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

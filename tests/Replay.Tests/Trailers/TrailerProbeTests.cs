using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Trailers;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Trailers;

public sealed class TrailerProbeTests
{
    private const uint Second = 1_479_000_000;

    [Test]
    public void EveryKindIsFoundOut()
    {
        Assert.That(Probe(200, static i => CaptureTrailerTests.Metamako([], 1, SecondOf(i))), Is.EqualTo(TrailerKind.Metamako));
        Assert.That(Probe(200, static i => CaptureTrailerTests.Metamako([0x20], 3, SecondOf(i))), Is.EqualTo(TrailerKind.Metamako));
        Assert.That(Probe(200, static i => CaptureTrailerTests.Exablaze(SecondOf(i))), Is.EqualTo(TrailerKind.Exablaze));
        Assert.That(Probe(200, static i => CaptureTrailerTests.CPacket(version: 0x08, SecondOf(i))), Is.EqualTo(TrailerKind.CPacket));
        Assert.That(Probe(200, static _ => []), Is.EqualTo(TrailerKind.None));
        Assert.That(Probe(0, static _ => []), Is.EqualTo(TrailerKind.None));
    }

    [TestCase(1, TrailerKind.Metamako)]
    [TestCase(2, TrailerKind.None)]
    public void NinetyNineOfAHundredAreEnough(int withoutCount, TrailerKind kind) =>
        Assert.That(Probe(100, i => i < withoutCount ? [] : CaptureTrailerTests.Metamako([], 1, SecondOf(i))), Is.EqualTo(kind));

    [TestCase(1u, TrailerKind.Metamako)]
    [TestCase(2u, TrailerKind.None)]
    public void SecondsThatFallBackByMoreThanOneAreNoTime(uint fallSeconds, TrailerKind kind) =>
        Assert.That(Probe(100, i => CaptureTrailerTests.Metamako([], 1, i == 50 ? Second - fallSeconds : Second)), Is.EqualTo(kind));

    [Test]
    public void ARealCaptureWithoutTrailersHasNone()
    {
        using CaptureSet captures = new(File.ReadAllBytes(Require.Shared("captures/cme/v6.channel340.pcapng")));

        Assert.That(TrailerProbe.Probe(captures.Files[0]), Is.EqualTo(TrailerKind.None));
    }

    private static uint SecondOf(int index) => Second + (uint)(index / 10);

    private static TrailerKind Probe(int frameCount, Func<int, byte[]> trailer)
    {
        PcapImage image = new();
        for (int i = 0; i < frameCount; i++) image.Record(SecondOf(i), 0, [.. FrameImage.Ethernet(FrameImage.UdpIPv4()), .. trailer(i)]);
        using CaptureSet captures = new(image.ToArray());
        return TrailerProbe.Probe(captures.Files[0]);
    }
}

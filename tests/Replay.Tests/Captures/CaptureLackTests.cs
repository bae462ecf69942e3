using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Tests.Support;
using NUnit.Framework.Constraints;

namespace FeedHandler.Replay.Tests.Captures;

/// <summary>A capture without a datagram says why there is none.</summary>
public sealed class CaptureLackTests
{
    [TestCase(4, "truncated at byte 0: 4 bytes are left")]
    [TestCase(10, "truncated at byte 0: 10 bytes are left")]
    [TestCase(28, "empty or truncated: it ends at byte 28")]
    [TestCase(40, "truncated at byte 28: 12 bytes of the block's 20 are there")]
    [TestCase(48, "empty or truncated: it ends at byte 48")]
    [TestCase(60, "truncated at byte 48: 12 bytes of the block's 96 are there")]
    public void ACutPcapNgIsSaidToBeCutAndWhere(int bytes, string reason)
    {
        byte[] whole = new PcapNgImage().Interface().Enhanced(0, 1, new byte[64]).ToArray();

        AssertRefused(whole[..bytes], reason, "Capture or copy it again.");
    }

    [TestCase(24, "empty or truncated: it ends at byte 24")]
    [TestCase(30, "truncated at byte 24")]
    public void ACutPcapIsToo(int bytes, string reason) => AssertRefused(new PcapImage().Record(1, 0, new byte[64]).ToArray()[..bytes], reason, "again.");

    [Test]
    public void WhatWasCapturedInsteadIsNamed() => AssertRefused(
        new PcapImage().Record(1, 0, FrameImage.Ethernet(new byte[40], 0x0806)).Record(1, 0, FrameImage.Ethernet(new byte[40], 0x0806)).ToArray(),
        "its frames are 2 not IP (ARP)", "Is this the right capture?");

    [TestCase((byte)6, (ushort)0x4000, "1 of another protocol (TCP)")]
    [TestCase((byte)50, (ushort)0x4000, "1 of another protocol (ESP, an encrypted tunnel)")]
    [TestCase((byte)17, (ushort)0x2000, "1 of a fragmented packet (whose others are not all there)")]
    public void WhatIpCarriesInsteadIsNamed(byte protocol, ushort fragment, string reason) => AssertRefused(
        new PcapImage().Record(1, 0, FrameImage.Ethernet(FrameImage.IPv4(new byte[40], protocol, fragment: fragment))).ToArray(), reason, "capture?");

    [Test]
    public void ALinkTypeThatIsNotKnownIsNamed() =>
        AssertRefused(new PcapImage(linkType: 105).Record(1, 0, new byte[64]).ToArray(), "1 of a link type not known (105)", "capture?");

    [Test]
    public void ASnapLengthThatIsTooSmallIsNamed() => AssertRefused(
        new PcapImage().Record(1, 0, FrameImage.Ethernet(FrameImage.UdpIPv4()).AsSpan(0, 44), originalLength: 200).ToArray(), "(by the snap length: ", "capture?");

    private static void AssertRefused(byte[] image, string reason, string advice)
    {
        using CaptureSet captures = new(image);
        Func<IResolveConstraint> isRefused = () => Throws.InstanceOf<CaptureFormatException>().With.Message.StartsWith(captures.Files[0].Path)
            .And.Message.Contains("no UDP datagram").And.Message.Contains(reason).And.Message.EndsWith(advice);

        Assert.That(() => LineMap.Infer(captures.Files), isRefused());
        Assert.That(() => LineMap.Parse("224.0.31.64:14340=A", captures.Files), isRefused());
    }
}

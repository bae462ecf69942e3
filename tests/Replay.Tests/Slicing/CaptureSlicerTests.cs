using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Slicing;
using FeedHandler.Replay.Tests.Support;

namespace FeedHandler.Replay.Tests.Slicing;

/// <summary>A slice has the frames that were asked for, byte for byte, with all that stands beside them.</summary>
public sealed class CaptureSlicerTests
{
    public static IEnumerable<CaptureImage> Images() => CaptureImage.All();

    [TestCaseSource(nameof(Images))]
    public void ASliceOfAllHasEveryRecordAsItWas(CaptureImage image)
    {
        foreach (SliceFormat format in Enum.GetValues<SliceFormat>())
        {
            Reading whole = Reading.Of(image.Bytes);
            Reading slice = Reading.Of(Slice(new SliceCriteria(), format, image.Bytes));

            Assert.That(slice.Ending.End, Is.EqualTo(CaptureEnd.Clean));
            Assert.That(slice.Records.Select(Seen), Is.EqualTo(whole.Records.Select(Seen)), $"{format}");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void InterfacesAndWhatStandsBesidePacketsStay(bool isBigEndian)
    {
        PcapNgImage image = new PcapNgImage(isBigEndian, (4, "dumpcap"), (1, "of the desk")).Interface(6).Interface(9, offsetSeconds: 5);
        image.Enhanced(1, 77, FrameImage.Ethernet(FrameImage.UdpIPv4()), options: image.Body().U16(1).U16(4).Bytes("seen"u8).U16(2).U16(4).U32(0x01020304));
        byte[] slice = Slice(new SliceCriteria(), SliceFormat.PcapNg, image.ToArray());

        PcapNgImage expected = new PcapNgImage(
            false, (4, "feedhandler slice"), (1, "cut on purpose, what was cut is noted"), (1, "of the desk")).Interface(9, offsetSeconds: 5);
        expected.Enhanced(0, 77, FrameImage.Ethernet(FrameImage.UdpIPv4()), options: expected.Body()
            .U16(1).U16(4).Bytes("seen"u8).U16(2).U16(4).U32(0x01020304).U16(0).U16(0));
        Assert.That(slice, Is.EqualTo(expected.ToArray()));
    }

    [Test]
    public void TimeIsFromOneOnAndBeforeTheOther()
    {
        byte[] image = new PcapImage().Record(1, 0, PacketOf(1)).Record(2, 0, PacketOf(2)).Record(3, 0, PacketOf(3)).ToArray();

        Assert.That(Times(new SliceCriteria { FromNs = 2_000_000_000, ToNs = 3_000_000_000 }, image), Is.EqualTo(new long[] { 2_000_000_000 }));
        Assert.That(Times(new SliceCriteria { FromNs = 2_000_000_001 }, image), Is.EqualTo(new long[] { 3_000_000_000 }));
    }

    [Test]
    public void PlacesCountDatagramsAndWhatIsNoneGoesWithTheOneBefore()
    {
        byte[] image = new PcapImage().Record(1, 0, PacketOf(1)).Record(2, 0, [1, 2, 3]).Record(3, 0, PacketOf(2)).Record(4, 0, PacketOf(3)).ToArray();

        Assert.That(Times(new SliceCriteria { Packets = [(1, 1), (3, 9)] }, image), Is.EqualTo(new long[] { 1_000_000_000, 2_000_000_000, 4_000_000_000 }));
    }

    [Test]
    public void FragmentsGoWithTheirDatagram()
    {
        byte[][] other = Fragments(FeedImage.Book(7, securityId: 8), id: 1);
        byte[][] wanted = Fragments(FeedImage.Book(8, securityId: 7), id: 2);
        byte[] image = new PcapImage().Record(1, 0, other[0]).Record(2, 0, wanted[1]).Record(3, 0, wanted[0]).Record(5, 0, other[1]).ToArray();
        long[] ofOther = [1_000_000_000, 5_000_000_000];
        long[] ofWanted = [2_000_000_000, 3_000_000_000];

        Assert.That(Times(new SliceCriteria { ToNs = 2_000_000_000 }, image), Is.EqualTo(ofOther), "all go with the first that came");
        Assert.That(Times(new SliceCriteria { FromNs = 2_000_000_000 }, image), Is.EqualTo(ofWanted));
        Assert.That(Times(new SliceCriteria { Groups = [UdpEndpoint.OfIPv4(FrameImage.GroupAddress, FrameImage.GroupPort)] }, image), Has.Length.EqualTo(4));
        Assert.That(Times(new SliceCriteria { Groups = [UdpEndpoint.OfIPv4(FrameImage.GroupAddress, 1)] }, image), Is.Empty);
        Assert.That(Times(new SliceCriteria { Numbers = [(8, 8)] }, image), Is.EqualTo(ofWanted));
        Assert.That(Times(new SliceCriteria { Instruments = [new SliceInstrument(7)] }, image), Is.EqualTo(ofWanted));
        Assert.That(Times(new SliceCriteria { Packets = [(1, 1)] }, image), Is.EqualTo(ofWanted), "places are those in which datagrams became whole");
    }

    [Test]
    public void AFragmentWhoseOthersNeverCameIsKept()
    {
        byte[] image = new PcapImage().Record(1, 0, Fragments(FeedImage.Book(7), id: 1)[0]).Record(2, 0, PacketOf(2)).ToArray();

        Assert.That(Times(new SliceCriteria { Numbers = [(2, 2)] }, image), Is.EqualTo(new long[] { 1_000_000_000, 2_000_000_000 }));
        Assert.That(Times(new SliceCriteria { FromNs = 2_000_000_000 }, image), Is.EqualTo(new long[] { 2_000_000_000 }));
    }

    [Test]
    public void ANumberThatWasCutInFragmentsIsNotedOnce()
    {
        byte[][] second = Fragments(FeedImage.Book(2), id: 2);
        byte[] image = new PcapImage().Record(1, 0, PacketOf(1)).Record(2, 0, second[0]).Record(3, 0, second[1]).Record(4, 0, PacketOf(3)).ToArray();

        Assert.That(Numbers(Slice(new SliceCriteria { Numbers = [(1, 1), (3, 3)] }, SliceFormat.PcapNg, image)), Is.EqualTo(new[] { "1", "cut 2..3", "3" }));
    }

    [Test]
    public void WhatConcernsAnInstrumentStaysAndWhatWasCutIsNoted()
    {
        byte[][] payloads =
            [FeedImage.Definition(1, 7), FeedImage.Book(2, 8), FeedImage.Book(3, 8), FeedImage.Book(4, 7), FeedImage.Heartbeat(5), FeedImage.Book(6, 8)];
        byte[] slice = Slice(new SliceCriteria { Instruments = [new SliceInstrument(7)] }, SliceFormat.PcapNg, ImageOf(payloads));

        Assert.That(Numbers(slice), Is.EqualTo(new[] { "1", "cut 2..4", "4", "5" }));
        byte[] again = Slice(new SliceCriteria { Numbers = [(1, 1), (5, 5)] }, SliceFormat.PcapNg, slice);
        Assert.That(Numbers(again), Is.EqualTo(new[] { "1", "cut 2..5", "5" }), "what was cut before stays cut");
    }

    [Test]
    public void WhatAFeedGaveUpIsToldByTheNextPacketThatIsKept()
    {
        PcapNgImage image = new PcapNgImage(false, (4, "feedhandler record"), (1, "gaps noted")).Interface(9);
        image.Enhanced(0, 1, PacketOf(1)).Enhanced(0, 2, PacketOf(2));
        image.Enhanced(0, 3, PacketOf(5), options: image.Options((1, "feedhandler gave-up 3..5"))).Enhanced(0, 4, PacketOf(6));
        byte[] slice = Slice(new SliceCriteria { Numbers = [(1, 1), (6, 6)] }, SliceFormat.PcapNg, image.ToArray());

        Assert.That(Numbers(slice), Is.EqualTo(new[] { "1", "cut 2..3", "gave up 3..5", "cut 5..6", "6" }));
    }

    [Test]
    public void ACaptureThatIsCutOffIsSlicedAsFarAsItGoes()
    {
        byte[] image = new PcapImage().Record(1, 0, PacketOf(1)).Record(2, 0, PacketOf(2)).ToArray()[..^1];
        using CaptureSet captures = new(image);
        CaptureSlicer slicer = new(captures.Files);
        slicer.Write(Stream.Null, SliceFormat.PcapNg, new SliceFilter(new SliceCriteria()), CancellationToken.None);

        Assert.That((slicer.Counts.Kept, slicer.Captures.Readers[0].End), Is.EqualTo((1, CaptureEnd.Truncated)));
    }

    private static byte[] PacketOf(uint number) => FrameOf(FeedImage.Book(number));

    private static byte[][] Fragments(byte[] payload, ushort id) => [.. FragmentImage.Split(FrameImage.Udp(payload), 48)
        .Select(part => FrameImage.Ethernet(FragmentImage.IPv4(part.Offset, part.Bytes, part.HasMore, id, protocol: 17)))];

    private static byte[] FrameOf(byte[] payload) => FrameImage.Ethernet(FrameImage.IPv4(FrameImage.Udp(payload)));

    private static byte[] ImageOf(byte[][] payloads)
    {
        PcapImage image = new();
        for (int i = 0; i < payloads.Length; i++) image.Record((uint)i, 0, FrameOf(payloads[i]));
        return image.ToArray();
    }

    private static byte[] Slice(SliceCriteria criteria, SliceFormat format, byte[] image)
    {
        using CaptureSet captures = new(image);
        using MemoryStream slice = new();
        new CaptureSlicer(captures.Files).Write(slice, format, new SliceFilter(criteria), CancellationToken.None);
        return slice.ToArray();
    }

    private static long[] Times(SliceCriteria criteria, byte[] image) =>
        [.. Reading.Of(Slice(criteria, SliceFormat.PcapNg, image)).Records.Select(static record => record.TimestampNs)];

    private static string Seen(SeenRecord record) => $"{record.TimestampNs} {record.OriginalLength} {record.LinkType} {Convert.ToHexString(record.Bytes)}";

    private static List<string> Numbers(byte[] image)
    {
        using CaptureSet captures = new(image);
        using CaptureReceiver receiver = new(captures.Files, LineMap.Parse("224.0.31.64:14340=A"));
        NumberLog log = new([]);
        receiver.Poll(ref log, int.MaxValue);
        return log.Seen;
    }

    private readonly struct NumberLog(List<string> seen) : IPacketHandler
    {
        public List<string> Seen => seen;

        public void OnPacket(in Packet packet) => seen.Add($"{BitConverter.ToUInt32(packet.Bytes)}");

        public void OnGaveUp(int group, ulong first, ulong next) => seen.Add($"gave up {first}..{next}");

        public void OnCut(in Packet beside, ulong first, ulong next) => seen.Add($"cut {first}..{next}");
    }
}

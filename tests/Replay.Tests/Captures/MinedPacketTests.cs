using System.IO.Compression;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Slicing;
using FeedHandler.Replay.Tests.Support;

namespace FeedHandler.Replay.Tests.Captures;

/// <summary>Packets as CME DataMine sells them: each behind its length, without address and time of receipt.</summary>
public sealed class MinedPacketTests
{
    [TestCase(false, 1)]
    [TestCase(false, 250)]
    [TestCase(true, 1)]
    [TestCase(true, 250)]
    public void PacketsAreReadAtTheTimeAtWhichTheyWereSent(bool isBigEndian, int count)
    {
        byte[][] packets = FeedImage.Books(1, count);
        using CaptureSet captures = new(ImageOf(packets, isBigEndian));
        List<(byte[] Payload, long TimeNs, string Destination)> read = ReadAll(captures.Files[0].CreateReader(1));

        Assert.That(captures.Files[0].Format, Is.EqualTo(CaptureFormat.DataMine));
        Assert.That(read.Select(static packet => packet.Payload), Is.EqualTo(packets));
        Assert.That(read.Select(static packet => packet.TimeNs), Is.EqualTo(packets.Select(static packet => BitConverter.ToInt64(packet, 4))));
        Assert.That(read.Select(static packet => packet.Destination).Distinct(), Is.EqualTo(new[] { "233.252.0.2:20002" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void PackedOnesAndStreamsAreReadToo(bool isTrickling)
    {
        byte[] image = ImageOf(FeedImage.Books(1, 150));
        using MemoryStream packed = new();
        using (GZipStream pack = new(packed, CompressionLevel.Fastest, leaveOpen: true)) pack.Write(image);
        using CaptureStream stream = isTrickling
            ? CaptureStream.Read("pipe", new TricklingStream(image, 7))
            : CaptureStream.Read("packed", new MemoryStream(packed.ToArray()));
        while (stream.TryRead(out _))
        {
        }

        Assert.That((stream.RecordCount, stream.End, stream.Format), Is.EqualTo((150, CaptureEnd.Clean, CaptureFormat.DataMine)));
    }

    [Test]
    public void TwoFilesOfTheSamePacketsAreTwoLines()
    {
        byte[] image = ImageOf(FeedImage.Books(1, 50));
        using CaptureSet captures = new(image, image);
        LineMap lines = LineMap.Infer(captures.Files);
        using CaptureReceiver receiver = new(captures.Files, lines);
        PacketCount count = default;
        receiver.Poll(ref count, int.MaxValue);

        Assert.That(lines.ToString(), Does.Contain("233.252.0.1:20001=A").And.Contain("233.252.0.2:20002=B"));
        Assert.That((count.LineA, count.LineB), Is.EqualTo((50, 50)));
    }

    [Test]
    public void ACutOffFileEndsThereAndSaysSo()
    {
        byte[] image = ImageOf(FeedImage.Books(1, 3));
        for (int length = image.Length / 3; length < image.Length; length++)
        {
            using CaptureSet captures = new(image[..length]);
            CaptureReader reader = captures.Files[0].CreateReader();
            int count = ReadAll(reader).Count;
            bool isWhole = length % (image.Length / 3) == 0;

            Assert.That((count, reader.End), Is.EqualTo((length * 3 / image.Length, isWhole ? CaptureEnd.Clean : CaptureEnd.Truncated)), $"{length} bytes");
        }
    }

    [Test]
    public void ALengthThatCannotBeEndsTheFile()
    {
        using CaptureSet captures = new([.. ImageOf(FeedImage.Books(1, 120)), 3, 0, 1, 2, 3]);
        CaptureReader reader = captures.Files[0].CreateReader();

        Assert.That(ReadAll(reader), Has.Count.EqualTo(120));
        Assert.That((reader.End, reader.EndReason), Is.EqualTo((CaptureEnd.Corrupt, "a packet of 3 bytes cannot be")));
    }

    [Test]
    public void OfTheFirstHundredAllMustFit()
    {
        byte[][] packets = FeedImage.Books(1, 120);
        packets[99][18] = 2; // another schema's id
        Assert.That(() => new CaptureSet(ImageOf(packets)), Throws.TypeOf<CaptureFormatException>().With.Message.Contains("no packets of CME DataMine"));
        (packets[99][18], packets[100][18]) = (1, 2);
        using CaptureSet captures = new(ImageOf(packets));
        Assert.That(ReadAll(captures.Files[0].CreateReader()), Has.Count.EqualTo(120));
    }

    [Test]
    public void WhatAPipeBeginsWithSaysThatItIsNone() => Assert.That(
        static () => CaptureStream.Read("pipe", new EndlessStream()), Throws.TypeOf<CaptureFormatException>(), "without waiting for the rest");

    [Test]
    public void ASliceHasItsPacketsAsFrames()
    {
        using CaptureSet captures = new(ImageOf(FeedImage.Books(1, 5)));
        using MemoryStream slice = new();
        SliceFilter filter = new(new SliceCriteria { Numbers = [(2, 3)] });
        new CaptureSlicer(captures.Files).Write(slice, SliceFormat.PcapNg, filter, CancellationToken.None);
        using CaptureSet sliced = new(slice.ToArray());

        Assert.That(ReadAll(sliced.Files[0].CreateReader()).Select(static packet => packet.Payload), Is.EqualTo(FeedImage.Books(2, 2)));
    }

    private static byte[] ImageOf(byte[][] packets, bool isBigEndian = false)
    {
        WireWriter image = new(isBigEndian);
        foreach (byte[] packet in packets) image.U16((ushort)packet.Length).Bytes(packet);
        return image.ToArray();
    }

    private static List<(byte[] Payload, long TimeNs, string Destination)> ReadAll(CaptureReader reader)
    {
        List<(byte[], long, string)> read = [];
        FrameDecoder decoder = new();
        while (reader.TryRead(out CaptureRecord record))
        {
            Assert.That(decoder.TryGetUdp(in record, out UdpDatagram datagram), Is.True);
            read.Add((datagram.Payload.ToArray(), datagram.TimestampNs, datagram.Destination.ToString()));
        }

        return read;
    }

    /// <summary>Letters without an end: whoever waits for that waits for ever.</summary>
    private sealed class EndlessStream : OnwardStream
    {
        private int _count;

        public override int Read(Span<byte> buffer)
        {
            Assert.That(++_count, Is.LessThan(20), "it is read on and on");
            int length = Math.Min(buffer.Length, 100);
            buffer[..length].Fill((byte)'a');
            return length;
        }
    }
}

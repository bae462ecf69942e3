using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Tests.Writing;

public sealed class UdpFrameWriterTests
{
    private static readonly UdpEndpoint Source = UdpEndpoint.OfIPv4(0xC0000201, 14000);
    private static readonly UdpEndpoint Group = UdpEndpoint.OfIPv4(0xE0FF1F40, 14340);

    [Test]
    public void AFrameIsRightToTheLastBit()
    {
        byte[] expected =
        [
            0x01, 0x00, 0x5E, 0x7F, 0x1F, 0x40, 0x02, 0x00, 0xC0, 0x00, 0x02, 0x01, 0x08, 0x00,
            0x45, 0x00, 0x00, 0x1F, 0x00, 0x00, 0x40, 0x00, 0x10, 0x11, 0xA8, 0x8D, 0xC0, 0x00, 0x02, 0x01, 0xE0, 0xFF, 0x1F, 0x40,
            0x36, 0xB0, 0x38, 0x04, 0x00, 0x0B, 0x0A, 0x80, 0x61, 0x62, 0x63,
        ];
        byte[] frame = new byte[45];

        Assert.That(new UdpFrameWriter(Source, Group).Write("abc"u8, frame), Is.EqualTo(45));
        Assert.That(frame, Is.EqualTo(expected));
    }

    [Test]
    public void TheDecoderFindsWhatWasWritten([Values(0, 1, 2, 1412, 65_507)] int length)
    {
        byte[] payload = new byte[length];
        new Random(length).NextBytes(payload);
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes + length];
        new UdpFrameWriter(Source, Group).Write(payload, frame);

        Decoding decoding = Decoding.Of(frame);

        Assert.That(decoding.Payload, Is.EqualTo(payload));
        Assert.That(decoding.Source, Is.EqualTo(Source));
        Assert.That(decoding.Destination, Is.EqualTo(Group));
    }

    [Test]
    public void ChecksumsVerifyForAnyPayload()
    {
        Random random = new(1);
        UdpFrameWriter writer = new(Source, Group);
        byte[] frame = new byte[200];
        for (int i = 0; i < 500; i++)
        {
            byte[] payload = new byte[random.Next(100)];
            random.NextBytes(payload);
            int length = writer.Write(payload, frame);

            Assert.That(SumOf(frame.AsSpan(14, 20)), Is.EqualTo(0xFFFF));
            Assert.That(SumOf([.. frame.AsSpan(26, 8), 0, 17, .. frame.AsSpan(38, 2), .. frame.AsSpan(34, length - 34)]), Is.EqualTo(0xFFFF));
        }
    }

    [Test]
    public void AChecksumOfZeroIsSentAsAllOnes()
    {
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes + 2];
        UdpFrameWriter writer = new(Source, Group);
        writer.Write([0, 0], frame);
        byte[] complement = [frame[40], frame[41]];

        writer.Write(complement, frame);

        Assert.That(frame.AsSpan(40, 2).ToArray(), Is.EqualTo(new byte[] { 0xFF, 0xFF }));
    }

    [Test]
    public void AHostHasAMacOfItsAddress()
    {
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes];
        new UdpFrameWriter(Source, UdpEndpoint.OfIPv4(0x0A010203, 9)).Write([], frame);

        Assert.That(frame.AsSpan(0, 6).ToArray(), Is.EqualTo(new byte[] { 2, 0, 10, 1, 2, 3 }));
    }

    [Test]
    public void WhatDoesNotFitIsRefused()
    {
        UdpFrameWriter writer = new(Source, Group);

        Assert.That(() => writer.Write(new byte[65_508], new byte[70_000]), Throws.ArgumentException);
        Assert.That(() => writer.Write(new byte[10], new byte[51]), Throws.ArgumentException.With.Message.Contains("52 bytes"));
        Assert.That(static () => new UdpFrameWriter(Source, Group with { IsIPv6 = true }), Throws.ArgumentException);
        Assert.That(static () => new UdpFrameWriter(Source with { IsIPv6 = true }, Group), Throws.ArgumentException);
    }

    /// <summary>The ones' complement sum of big-endian words, which a right checksum makes all ones.</summary>
    private static int SumOf(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            sum += i % 2 == 0 ? bytes[i] << 8 : bytes[i];
            if (sum > 0xFFFF) sum -= 0xFFFF;
        }

        return sum;
    }
}

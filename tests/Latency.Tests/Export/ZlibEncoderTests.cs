using System.IO.Compression;
using FeedHandler.Latency.Export;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Export;

public sealed class ZlibEncoderTests
{
    private readonly ZlibEncoder _encoder = new();

    [Test]
    public void NothingIsAnEmptyStream() =>
        Assert.That(Encode([]), Is.EqualTo((byte[])[0x78, 0x01, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]));

    [Test]
    public void AnythingIsReadBackByTheRuntime([Values(0, 1, 2, 4, 9, 144, 256)] int valueCount, [Values(1, 3, 4, 5, 257, 258, 5552, 70_000)] int length)
    {
        Random random = new(valueCount);
        byte[] source = new byte[length];
        for (int i = 0; i < length; i++) source[i] = (byte)(valueCount == 0 ? 255 : random.Next(valueCount));

        Assert.That(Decode(Encode(source)), Is.EqualTo(source));
    }

    [Test]
    public void RepetitionsOfEveryLengthAndDistanceAreReadBack([Range(4, 300, 37)] int length, [Values(1, 2, 5, 300, 4097, 24_577, 32_768, 32_769)] int distance)
    {
        Random random = new(length + distance);
        byte[] source = new byte[distance + (2 * length)];
        random.NextBytes(source.AsSpan(0, distance));
        for (int i = distance; i < distance + length; i++) source[i] = source[i - distance];
        random.NextBytes(source.AsSpan(distance + length));

        Assert.That(Decode(Encode(source)), Is.EqualTo(source));
    }

    [Test]
    public void WhatRepeatsIsSmall() => Assert.That(Encode(new byte[100_000]), Has.Length.LessThan(1000));

    [Test]
    public void WhatDoesNotIsNeverLargerThanPromised()
    {
        byte[] source = new byte[10_000];
        for (int i = 0; i < source.Length; i++) source[i] = (byte)(144 + (i * i % 112));
        new Random(1).Shuffle(source);

        Assert.That(Encode(source), Has.Length.AtMost(ZlibEncoder.SizeMax(source.Length)));
        Assert.That(Decode(Encode(source)), Is.EqualTo(source));
    }

    [Test]
    public void EncodingAllocatesNothing()
    {
        byte[] source = new byte[10_000];
        new Random(1).NextBytes(source.AsSpan(5_000));
        byte[] target = new byte[ZlibEncoder.SizeMax(source.Length)];

        Assert.That(AllocationMeter.BytesOf(() => _encoder.Encode(source, target)), Is.Zero);
    }

    private byte[] Encode(byte[] source)
    {
        byte[] target = new byte[ZlibEncoder.SizeMax(source.Length)];
        return target[.._encoder.Encode(source, target)];
    }

    private static byte[] Decode(byte[] encoded)
    {
        using MemoryStream source = new(encoded);
        using ZLibStream decoder = new(source, CompressionMode.Decompress);
        using MemoryStream target = new();
        decoder.CopyTo(target);
        return target.ToArray();
    }
}

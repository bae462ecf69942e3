using System.IO.Compression;
using FeedHandler.Replay.Gzip;
using FeedHandler.Replay.Tests.Support;

namespace FeedHandler.Replay.Tests.Gzip;

/// <summary>What the library packed is unpacked to the same bytes; what is wrong is told behind all that was right.</summary>
public sealed class GzipReaderTests
{
    private static readonly byte[] Short = [.. "market data, market data, market data"u8];

    private static readonly byte[] Empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    [Test]
    public void WhatTheLibraryPackedIsUnpacked(
        [Values] CompressionLevel level, [Values(1, 258, 70_000, 400_000)] int length, [Values(1, 3, 250)] int variety, [Values(1000, 1 << 20)] int portion)
    {
        byte[] bytes = Bytes(length, variety);

        (byte[] found, Exception? failure) = Unpack(new TricklingStream(Pack(bytes, level), portion));

        Assert.That(failure, Is.Null);
        Assert.That(found.AsSpan().SequenceEqual(bytes));
    }

    [TestCase(0x20)]
    [TestCase(0x80)]
    public void FlagsThatThereAreNotAreDamage(int flag)
    {
        byte[] packed = Pack(Short, CompressionLevel.Optimal);
        packed[3] |= (byte)flag;

        (byte[] found, Exception? failure) = Unpack(new MemoryStream(packed));

        Assert.That((found, failure), Is.EqualTo((Array.Empty<byte>(), failure)));
        Assert.That(failure, Is.TypeOf<InvalidDataException>().With.Message.Contains($"their header has flags that there are not ({flag:X2})"));
    }

    [Test]
    public void WhatIsCutAnywhereIsSaidToBeCutBehindWhatWasThere([Values] CompressionLevel level)
    {
        byte[] bytes = Bytes(3000, 40);
        byte[] packed = Pack(bytes, level);
        int lastCount = 0;
        for (int length = 0; length < packed.Length; length++)
        {
            (byte[] found, Exception? failure) = Unpack(new MemoryStream(packed[..length]));

            Assert.That(failure, Is.TypeOf<EndOfStreamException>(), $"{length} of {packed.Length}");
            Assert.That(bytes.AsSpan().StartsWith(found));
            Assert.That(found, Has.Length.GreaterThanOrEqualTo(lastCount));
            lastCount = found.Length;
        }

        Assert.That(lastCount, Is.EqualTo(bytes.Length));
    }

    [TestCase(8, "checksum")]
    [TestCase(4, "bytes, and unpack to")]
    public void AWrongTrailerIsToldBehindTheData(int fromEnd, string reason)
    {
        byte[] packed = Pack(Short);
        packed[^fromEnd] ^= 1;

        (byte[] found, Exception? failure) = Unpack(new MemoryStream(packed));

        Assert.That(found, Is.EqualTo(Short));
        Assert.That(failure, Is.TypeOf<InvalidDataException>().With.Message.Contains(reason));
    }

    [Test]
    public void MembersFollowOneAnotherAndZerosEndThem()
    {
        byte[] packed = [.. Pack(Short), .. Empty, .. Pack(Short), 0, 0, 0];

        Assert.That(Unpack(new MemoryStream(packed)).Bytes, Is.EqualTo((byte[])[.. Short, .. Short]));
        Assert.That(Unpack(new MemoryStream([.. packed, 7])).Failure, Is.TypeOf<InvalidDataException>().With.Message.Contains("no gzip"));
    }

    [Test]
    public void EveryPartOfAHeaderIsPassed()
    {
        byte[] plain = Pack(Short);
        byte[] full = [.. plain[..3], 0x1E, .. plain[4..10], 3, 0, 9, 9, 9, .. "name\0"u8, .. "comment\0"u8, 0xAB, 0xCD, .. plain[10..]];

        Assert.That(Unpack(new MemoryStream(full)).Bytes, Is.EqualTo(Short));
    }

    [Test]
    public void DamageNeverEndsInAnythingElse()
    {
        byte[] bytes = Bytes(3000, 40);
        byte[] packed = Pack(bytes);
        Random random = new(3);
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = [.. packed];
            damaged[random.Next(10, packed.Length)] ^= (byte)(1 << random.Next(8));

            (byte[] found, Exception? failure) = Unpack(new MemoryStream(damaged));

            if (failure is null) Assert.That(found, Is.EqualTo(bytes), "a bit that means nothing");
            else Assert.That(failure, Is.InstanceOf<InvalidDataException>().Or.InstanceOf<EndOfStreamException>());
        }
    }

    // The check value of every list of CRCs, and a length that is no multiple of a step.
    [Test]
    public void TheChecksumIsThatOfTheStandard() => Assert.That(Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8), Is.EqualTo(0xCBF43926));

    private static byte[] Bytes(int length, int variety)
    {
        byte[] bytes = new byte[length];
        Random random = new(variety);
        for (int index = 0; index < length; index++) bytes[index] = (byte)random.Next(variety);
        return bytes;
    }

    private static byte[] Pack(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, level, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static (byte[] Bytes, Exception? Failure) Unpack(Stream packed) => Unpacking.ToEnd(new GzipReader(packed));
}

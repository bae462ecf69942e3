using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Tests.Support;
using ZstdSharp;

namespace FeedHandler.Replay.Tests.Captures;

/// <summary>What the library packed is unpacked to the same bytes; what is wrong is told behind what was right.</summary>
public sealed class ZstdReaderTests
{
    private const int Length = 600_000; // several blocks
    private static readonly byte[] Plain = Bytes(Length);

    [Test]
    public void FramesAreUnpackedOneBehindTheOther([Values(1, 1000, 1 << 20)] int portion)
    {
        byte[] packed = [.. Pack(Plain[..70_000]), .. Pack(Plain[70_000..])];

        (byte[] found, Exception? failure) = Unpack(new TricklingStream(packed, portion));

        Assert.That(failure, Is.Null);
        Assert.That(found.AsSpan().SequenceEqual(Plain));
    }

    [Test]
    public void WhatIsCutAnywhereIsSaidToBeCutBehindWhatWasThere()
    {
        byte[] packed = Pack(Plain);
        for (int length = 5; length < packed.Length; length += Math.Max(1, packed.Length / 97))
        {
            (byte[] found, Exception? failure) = Unpack(new MemoryStream(packed[..length]));

            Assert.That(failure, Is.TypeOf<EndOfStreamException>().With.Message.Contains("zstd data are cut off"), $"{length} of {packed.Length}");
            Assert.That(Plain.AsSpan().StartsWith(found));
        }
    }

    [Test]
    public void AWrongChecksumIsDamage()
    {
        byte[] packed = Pack(Plain);
        packed[^1] ^= 1;

        (byte[] found, Exception? failure) = Unpack(new MemoryStream(packed));

        Assert.That(failure, Is.TypeOf<InvalidDataException>().With.Message.Contains("zstd data are damaged"));
        Assert.That(found.Length, Is.GreaterThan(Length / 2));
    }

    [Test]
    public void AnyByteThatIsWrongIsToldOrHarmless()
    {
        byte[] packed = Pack(Plain);
        Random random = new(3);
        for (int i = 0; i < 200; i++)
        {
            byte[] wrong = [.. packed];
            wrong[random.Next(4, wrong.Length)] ^= (byte)random.Next(1, 256);

            (byte[] found, Exception? failure) = Unpack(new MemoryStream(wrong));

            Assert.That(failure is not null || found.AsSpan().SequenceEqual(Plain));
        }
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        Random random = new(length);
        for (int index = 0; index < length; index++) bytes[index] = (byte)random.Next(60);
        return bytes;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (CompressionStream zstd = new(packed, leaveOpen: true))
        {
            zstd.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            zstd.Write(bytes);
        }

        return packed.ToArray();
    }

    private static (byte[] Bytes, Exception? Failure) Unpack(Stream packed) => Unpacking.ToEnd(new ZstdReader(packed));
}

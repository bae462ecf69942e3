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
        Assert.That(found.AsSpan().SequenceEqual(Plain), "all that stands in front of it");
    }

    [TestCase(100)]
    [TestCase(1 << 20)]
    public void ShortDataBeforeAWrongChecksumAreGivenToo(int bufferBytes)
    {
        byte[] packed = Pack(Plain[..500]);
        packed[^1] ^= 1;
        using ZstdReader reader = new(new MemoryStream(packed));
        byte[] buffer = new byte[bufferBytes];
        using MemoryStream found = new();

        Assert.That(() => ReadTo(found, reader, buffer), Throws.InstanceOf<InvalidDataException>());
        Assert.That(found.ToArray(), Is.EqualTo(Plain[..500]));
    }

    [Test]
    public void FramesThatAreToBeSkippedAre([Values(1, 7, 1 << 20)] int portion)
    {
        byte[] skipped = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        byte[] packed = [.. skipped, .. Pack(Plain[..70_000]), .. skipped, .. Pack(Plain[70_000..]), .. skipped];

        using Stream stream = PackedStreams.Unpack(new TricklingStream(packed, portion));
        (byte[] found, Exception? failure) = Unpacking.ToEnd(stream);

        Assert.That(failure, Is.Null);
        Assert.That(found.AsSpan().SequenceEqual(Plain));
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

    private static void ReadTo(MemoryStream found, ZstdReader reader, byte[] buffer)
    {
        for (int length = reader.Read(buffer); length > 0; length = reader.Read(buffer)) found.Write(buffer, 0, length);
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

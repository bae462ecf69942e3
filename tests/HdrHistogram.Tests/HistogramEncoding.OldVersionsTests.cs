using System.Buffers.Binary;
using System.IO.Compression;
using HdrHistogram.Utilities;

namespace HdrHistogram.Tests;

/// <summary>Versions 0 and 1, which are only read: fixed words of 2, 4 or 8 bytes, one per slot.</summary>
[TestFixture]
internal sealed class HistogramEncodingOldVersionsTests
{
    [TestCase(2, typeof(ShortHistogram))]
    [TestCase(4, typeof(IntHistogram))]
    [TestCase(8, typeof(LongHistogram))]
    public void Version_1_is_read(int wordBytes, Type kind)
    {
        byte[] encoded = [.. V1Header(wordBytes, payloadBytes: 4 * wordBytes), .. Words(wordBytes, 3, 0, 0, 500)];
        Check(HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(encoded), 0), kind);
        Check(HistogramEncoding.DecodeFromCompressedByteBuffer(Compressed(0x1C849302, encoded), 0), kind);
    }

    [TestCase(2, typeof(ShortHistogram))]
    [TestCase(4, typeof(IntHistogram))]
    [TestCase(8, typeof(LongHistogram))]
    public void Version_0_is_read_to_the_end_of_its_bytes(int wordBytes, Type kind)
    {
        byte[] encoded = [.. V0Header(wordBytes), .. Words(wordBytes, 3, 0, 0, 500)];
        Check(HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(encoded), 0), kind);
        Check(HistogramEncoding.DecodeFromCompressedByteBuffer(Compressed(0x1C849309 | (wordBytes << 4), encoded), 0), kind);
    }

    [Test]
    public void The_counts_may_come_from_a_stream_of_their_own()
    {
        using MemoryStream compressed = new();
        using (DeflateStream compressor = new(compressed, CompressionMode.Compress, leaveOpen: true)) compressor.Write(Words(4, 3, 0, 0, 500));
        compressed.Position = 0;
        using DeflateStream decompressor = new(compressed, CompressionMode.Decompress);
        Check(HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(V1Header(4, 16)), 0, decompressor), typeof(IntHistogram));
    }

    [Test]
    public void Floating_point_histograms_are_named_as_such()
    {
        Assert.That(() => HistogramEncoding.DecodeFromByteBuffer(WithCookie(0x0C72124E), 0), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => HistogramEncoding.DecodeFromCompressedByteBuffer(WithCookie(0x0C72124F), 0), Throws.TypeOf<NotSupportedException>());
    }

    private static void Check(HistogramBase histogram, Type kind) => Assert.Multiple(() =>
    {
        Assert.That(histogram, Is.TypeOf(kind));
        Assert.That((histogram.LowestTrackableValue, histogram.HighestTrackableValue, histogram.NumberOfSignificantValueDigits), Is.EqualTo((1, 10_000, 3)));
        Assert.That((histogram.GetCountAtValue(0), histogram.GetCountAtValue(3), histogram.TotalCount), Is.EqualTo((3, 500, 503)));
        Assert.That(histogram.GetMaxValue(), Is.EqualTo(3));
    });

    private static byte[] V1Header(int wordBytes, int payloadBytes)
    {
        byte[] header = new byte[40];
        BinaryPrimitives.WriteInt32BigEndian(header, 0x1C849301 | (wordBytes << 4));
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), payloadBytes);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), 3);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(16), 1);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(24), 10_000);
        BinaryPrimitives.WriteDoubleBigEndian(header.AsSpan(32), 1);
        return header;
    }

    private static byte[] V0Header(int wordBytes)
    {
        byte[] header = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(header, 0x1C849308 | (wordBytes << 4));
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 3);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(8), 1);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(16), 10_000);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(24), 503);
        return header;
    }

    private static byte[] Words(int wordBytes, params long[] counts)
    {
        byte[] words = new byte[counts.Length * wordBytes];
        Span<byte> wide = stackalloc byte[8];
        for (int i = 0; i < counts.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(wide, counts[i]);
            wide[(8 - wordBytes)..].CopyTo(words.AsSpan(i * wordBytes));
        }

        return words;
    }

    private static ByteBuffer Compressed(int cookie, byte[] encoded)
    {
        using MemoryStream stream = new();
        using (ZLibStream compressor = new(stream, CompressionLevel.SmallestSize, leaveOpen: true)) compressor.Write(encoded);
        ByteBuffer buffer = ByteBuffer.Allocate(8 + (int)stream.Length);
        buffer.PutInt(cookie);
        buffer.PutInt((int)stream.Length);
        foreach (byte b in stream.ToArray()) buffer.Put(b);
        buffer.Position = 0;
        return buffer;
    }

    private static ByteBuffer WithCookie(int cookie)
    {
        ByteBuffer buffer = ByteBuffer.Allocate(100);
        buffer.PutInt(0, cookie);
        return buffer;
    }
}

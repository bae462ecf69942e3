using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Latency.Export;

/// <summary>
/// Reads histograms of version 2 as HdrHistogram writes them, compressed, of whole numbers and of floating point. The bytes are anybody's: nothing is taken
/// by their word, no memory is sized by them, and what is unpacked ends where the range of the histogram ends.
/// </summary>
internal static class HistogramBytesReader
{
    private const int CompressedCookie = 0x1C849304;
    private const int PlainCookie = 0x1C849303;
    private const int DoubleCookie = 0x0C72124F;
    private const int WordSizeBits = 0xF0; // of the writer's array, and nothing to a reader
    private const int DoubleHeadSize = 16;
    private const int HeaderSize = 40;
    private const int DigitsMax = 5;

    /// <summary>Adds the counts to a histogram, each as the middle of its slot.</summary>
    /// <param name="bytes">One compressed histogram.</param>
    /// <param name="size">How many of them there are.</param>
    /// <param name="target">Takes them.</param>
    /// <returns>What is wrong with the bytes; null when they were added. Where something is, part of them may have been.</returns>
    internal static string? Add(byte[] bytes, int size, DurationHistogram target)
    {
        int head = size >= DoubleHeadSize && BinaryPrimitives.ReadInt32BigEndian(bytes) == DoubleCookie ? DoubleHeadSize : 0;
        if (size - head < 8) return "its histogram is cut off";
        int cookie = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(head)) & ~WordSizeBits;
        if (cookie != CompressedCookie) return "its histogram is no compressed one of version 2";
        int packedSize = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(head + 4));
        if (packedSize < 0 || packedSize > size - head - 8) return "its histogram is cut off";
        try
        {
            using MemoryStream packed = new(bytes, head + 8, packedSize, writable: false);
            using ZLibStream plain = new(packed, CompressionMode.Decompress);
            return AddPlain(plain, target);
        }
        catch (EndOfStreamException)
        {
            return "its histogram is cut off";
        }
        catch (InvalidDataException)
        {
            return "its histogram cannot be unpacked";
        }
    }

    private static string? AddPlain(Stream plain, DurationHistogram target)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        plain.ReadExactly(header);
        if ((BinaryPrimitives.ReadInt32BigEndian(header) & ~WordSizeBits) != PlainCookie) return "its histogram is not of version 2";
        if (HistogramShape.Of(header) is not { } shape) return "the range of its histogram is none";
        int size = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (size < 0 || size > shape.SlotCount * 9) return "its histogram has more counts than its range";
        NumberStream numbers = new(plain, size);
        for (long slot = 0; numbers.TryRead(out long count);)
        {
            if (count <= 0)
            {
                if (count < -shape.SlotCount) return "its histogram has more counts than its range";
                slot += Math.Max(1, -count);
                continue;
            }

            if (slot >= shape.SlotCount) return "its histogram has more counts than its range";
            if (!target.HasRoomFor(count)) return "its counts, with those before, are more than 2^53";
            target.Record(shape.MiddleOf(slot++), count);
        }

        return null;
    }

    /// <summary>Which values the slots count.</summary>
    private readonly record struct HistogramShape(int HalfBits, int UnitBits, long SlotCount, double Ratio)
    {
        /// <summary>Reads a header; null of one that no histogram has.</summary>
        internal static HistogramShape? Of(ReadOnlySpan<byte> header)
        {
            int digits = BinaryPrimitives.ReadInt32BigEndian(header[12..]);
            long lowest = BinaryPrimitives.ReadInt64BigEndian(header[16..]);
            long highest = BinaryPrimitives.ReadInt64BigEndian(header[24..]);
            double ratio = BinaryPrimitives.ReadDoubleBigEndian(header[32..]);
            if (digits is < 0 or > DigitsMax || lowest < 1 || highest / 2 < lowest || !double.IsFinite(ratio) || ratio <= 0) return null;
            int bits = BitOperations.Log2((ulong)((2 * (long)Math.Pow(10, digits)) - 1)) + 1;
            int unitBits = BitOperations.Log2((ulong)lowest);
            if (unitBits + bits > 62) return null;
            int bucketCount = Math.Max(1, BitOperations.Log2((ulong)highest) + 1 - unitBits - bits + 1);
            return new HistogramShape(bits - 1, unitBits, (bucketCount + 1L) << (bits - 1), ratio);
        }

        /// <summary>The middle of the values that a slot counts, in nanoseconds. The first bucket has twice as many slots as the others.</summary>
        internal long MiddleOf(long slot)
        {
            int bucket = (int)Math.Max((slot >> HalfBits) - 1, 0);
            int shift = bucket + UnitBits;
            long middle = ((slot - ((long)bucket << HalfBits)) << shift) + ((1L << shift) >> 1);
            return Ratio == 1 ? middle : (long)Math.Min(middle * Ratio, long.MaxValue / 2);
        }
    }
}

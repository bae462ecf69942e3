using System.Buffers.Binary;
using FeedHandler.Latency.Histograms;
using HdrHistogram;

namespace FeedHandler.Latency.Export;

/// <summary>
/// A histogram as bytes of version 2: a header of 40 bytes, big-endian, then a number for each count and for each run of zeros. The package writes the same
/// bytes and makes half a megabyte of garbage; this one reads the counts where they are, through the package's public surface.
/// </summary>
internal static class HistogramBytes
{
    private const int HeaderSize = 40;
    private const int NumberSizeMax = 9;
    private const int Cookie = 0x1C849313;

    /// <summary>Bytes that suffice for a histogram, whatever its counts.</summary>
    internal static int SizeMax(HistogramBase histogram) => HeaderSize + (HistogramSlots.CountOf(histogram) * NumberSizeMax);

    /// <summary>Writes a histogram that nobody records into meanwhile.</summary>
    /// <param name="histogram">What to write.</param>
    /// <param name="target">At least <see cref="SizeMax"/> bytes.</param>
    /// <param name="highest">The upper end of the highest slot with a count; 0 when there is none.</param>
    /// <returns>How many bytes it took.</returns>
    internal static int Write(HistogramBase histogram, Span<byte> target, out long highest)
    {
        int size = WriteCounts(histogram, target[HeaderSize..], out highest);
        BinaryPrimitives.WriteInt32BigEndian(target, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], size);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], 0); // the slots are not shifted
        BinaryPrimitives.WriteInt32BigEndian(target[12..], histogram.NumberOfSignificantValueDigits);
        BinaryPrimitives.WriteInt64BigEndian(target[16..], histogram.LowestTrackableValue);
        BinaryPrimitives.WriteInt64BigEndian(target[24..], histogram.HighestTrackableValue);
        BinaryPrimitives.WriteDoubleBigEndian(target[32..], 1); // values are whole numbers
        return HeaderSize + size;
    }

    private static int WriteCounts(HistogramBase histogram, Span<byte> target, out long highest)
    {
        int size = 0;
        int zeroCount = 0;
        int slotCount = HistogramSlots.CountOf(histogram);
        long left = histogram.TotalCount;
        highest = 0;
        for (int slot = 0; left > 0 && slot < slotCount; slot++)
        {
            long value = HistogramSlots.LowestOf(histogram, slot, out long width);
            long count = histogram.GetCountAtValue(value);
            if (count == 0)
            {
                zeroCount++;
                continue;
            }

            if (zeroCount > 0) size += WriteNumber(target[size..], zeroCount == 1 ? 0 : -zeroCount);
            size += WriteNumber(target[size..], count);
            (zeroCount, left, highest) = (0, left - count, value + (width - 1));
        }

        return size > 0 ? size : WriteNumber(target, 0);
    }

    /// <summary>
    /// Small magnitudes in few bytes: the sign goes to the lowest bit, then follow seven bits a byte, lowest first, each with a flag that more follow. The
    /// ninth carries eight bits and no flag.
    /// </summary>
    private static int WriteNumber(Span<byte> target, long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        int size = 0;
        for (; size < NumberSizeMax - 1 && rest >= 0x80; rest >>= 7) target[size++] = (byte)(rest | 0x80);
        target[size++] = (byte)rest;
        return size;
    }
}

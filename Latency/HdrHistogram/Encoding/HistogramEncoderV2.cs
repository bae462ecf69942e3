using HdrHistogram.Slots;
using HdrHistogram.Utilities;

namespace HdrHistogram.Encoding;

/// <summary>Version 2 of the encoding, uncompressed: a header of 40 bytes, then the counts in 1 to 9 bytes each.</summary>
public class HistogramEncoderV2 : IEncoder
{
    /// <summary>The encoder, which has no state.</summary>
    public static readonly HistogramEncoderV2 Instance = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">the buffer is too small; its position is unchanged</exception>
    /// <exception cref="InvalidOperationException">a count is negative</exception>
    public int Encode(IRecordedData data, ByteBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(buffer);
        Span<byte> target = buffer.Ahead;
        V2CountsWriter counts = CountsAfterHeader(target);
        counts.Append(data.Counts);
        int payloadBytes = counts.Complete();
        V2Header.Write(target, data, payloadBytes);
        buffer.Position += V2Header.SizeBytes + payloadBytes;
        return V2Header.SizeBytes + payloadBytes;
    }

    /// <summary>Encodes straight from the counts of a histogram and returns the bytes written.</summary>
    internal static int Encode(HistogramBase histogram, Span<byte> target)
    {
        V2CountsWriter writer = CountsAfterHeader(target);
        writer.Skip(histogram.OccupiedSlots.First);
        Span<long> scratch = stackalloc long[HistogramBase.ScratchLength];
        for (SlotRuns runs = new(histogram); runs.MoveUp(scratch, out ReadOnlySpan<long> counts, out _);) writer.Append(counts);
        int payloadBytes = writer.Complete();
        V2Header.Write(target, histogram, payloadBytes);
        return V2Header.SizeBytes + payloadBytes;
    }

    private static V2CountsWriter CountsAfterHeader(Span<byte> target)
    {
        if (target.Length < V2Header.SizeBytes)
            throw new ArgumentException($"The buffer has {target.Length} bytes from its position on; the header alone takes {V2Header.SizeBytes}.");
        return new V2CountsWriter(target[V2Header.SizeBytes..]);
    }
}

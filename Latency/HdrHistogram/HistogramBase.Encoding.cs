using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace HdrHistogram;

public abstract partial class HistogramBase
{
    /// <summary>Bytes before the compressed stream: cookie and length.</summary>
    private const int CompressedPrefixBytes = 8;

    /// <summary>Bytes that suffice to encode this histogram whatever its counts, compressed or not.</summary>
    public int GetNeededByteBufferCapacity()
    {
        // A count takes as many bytes as its zigzag form has groups of seven bits, and one that does not compress is stored with a little
        // around it: five bytes per block of 16 KB or more, and the frame of the stream.
        int bytesPerCount = Math.Min((WordSizeInBytes * 8 / 7) + 1, ZigZagEncoding.BytesMax);
        int encoded = V2Header.SizeBytes + (CountsArrayLength * bytesPerCount);
        return CompressedPrefixBytes + encoded + (encoded >> 10) + 64;
    }

    /// <summary>Writes this histogram at the position of a buffer. With <see cref="HistogramEncoderV2"/> it allocates nothing.</summary>
    /// <param name="targetBuffer">where to write; <see cref="GetNeededByteBufferCapacity"/> bytes always suffice</param>
    /// <param name="encoder">the form to write</param>
    /// <returns>bytes written</returns>
    /// <exception cref="ArgumentException">the buffer is too small; its position is unchanged</exception>
    /// <exception cref="InvalidOperationException">a count is negative</exception>
    public int Encode(ByteBuffer targetBuffer, IEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(targetBuffer);
        ArgumentNullException.ThrowIfNull(encoder);
        if (encoder.GetType() != typeof(HistogramEncoderV2)) return encoder.Encode(new RecordedData(this, CountsToHighest()), targetBuffer);
        int written = HistogramEncoderV2.Encode(this, targetBuffer.Ahead);
        targetBuffer.Position += written;
        return written;
    }

    /// <summary>Sets the counts of this histogram, which is empty, from an encoding of them.</summary>
    /// <param name="decoder">how they are encoded</param>
    /// <param name="payload">the encoding, at its position</param>
    /// <param name="payloadBytes">bytes of the encoding</param>
    /// <exception cref="ArgumentException">the encoding holds what this histogram cannot</exception>
    internal void FillCounts(Persistence.ICountsDecoder decoder, ByteBuffer payload, int payloadBytes)
    {
        long total = 0;
        decoder.ReadCounts(payload, payloadBytes, CountsArrayLength, (slot, count) =>
        {
            if (count < 0 || count > MaxAllowableCount)
                throw new ArgumentException($"The encoded count {count} of slot {slot} is outside 0 to {MaxAllowableCount}.", nameof(payload));
            SetCountAtIndex(slot, count);
            total += count;
        });
        TotalCount = total;
    }

    private long[] CountsToHighest()
    {
        long[] counts = new long[Math.Max(HighestRecordedSlot(), 0) + 1];
        CopyCountsInto(counts);
        return counts;
    }
}

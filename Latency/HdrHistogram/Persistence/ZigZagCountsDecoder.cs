using HdrHistogram.Utilities;

namespace HdrHistogram.Persistence;

/// <summary>Counts of version 2: zigzag numbers, a negative one standing for so many slots without a count.</summary>
internal sealed class ZigZagCountsDecoder : ICountsDecoder
{
    public int WordSize => ZigZagEncoding.BytesMax;

    public int ReadCounts(ByteBuffer sourceBuffer, int lengthInBytes, int maxIndex, Action<int, long> setCount)
    {
        if (lengthInBytes < 0 || lengthInBytes > sourceBuffer.Remaining())
            throw new ArgumentException($"{lengthInBytes} bytes of counts are announced, {sourceBuffer.Remaining()} are left.", nameof(lengthInBytes));
        ReadOnlySpan<byte> rest = sourceBuffer.Ahead[..lengthInBytes];
        int slot = 0;
        while (!rest.IsEmpty)
        {
            int length = ZigZagEncoding.Read(rest, out long number);
            if (length == 0) throw new ArgumentException($"The counts end within the one of slot {slot}.", nameof(lengthInBytes));
            long slotsLeft = maxIndex - slot;
            if (number < 0 ? number < -slotsLeft : slotsLeft == 0)
                throw new ArgumentException($"The counts go on at slot {slot} of {maxIndex} with {number}.", nameof(lengthInBytes));
            if (number < 0) slot -= (int)number;
            else setCount(slot++, number);
            rest = rest[length..];
        }

        sourceBuffer.Position += lengthInBytes;
        return slot;
    }
}

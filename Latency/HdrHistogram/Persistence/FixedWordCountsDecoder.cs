using HdrHistogram.Utilities;

namespace HdrHistogram.Persistence;

/// <summary>Counts of versions 0 and 1: big-endian words of one size, one for each slot from the lowest.</summary>
internal sealed class FixedWordCountsDecoder(int wordSize) : ICountsDecoder
{
    public int WordSize => wordSize;

    public int ReadCounts(ByteBuffer sourceBuffer, int lengthInBytes, int maxIndex, Action<int, long> setCount)
    {
        if (lengthInBytes < 0 || lengthInBytes > sourceBuffer.Remaining() || lengthInBytes % wordSize != 0)
        {
            throw new ArgumentException(
                $"{lengthInBytes} bytes of counts of {wordSize} bytes each do not fit the {sourceBuffer.Remaining()} bytes that are left.",
                nameof(lengthInBytes));
        }

        int slotCount = lengthInBytes / wordSize;
        if (slotCount > maxIndex) throw new ArgumentException($"{slotCount} counts are encoded for {maxIndex} slots.", nameof(lengthInBytes));
        for (int slot = 0; slot < slotCount; slot++)
        {
            setCount(slot, wordSize switch
            {
                2 => sourceBuffer.GetShort(),
                4 => sourceBuffer.GetInt(),
                _ => sourceBuffer.GetLong(),
            });
        }

        return slotCount;
    }
}

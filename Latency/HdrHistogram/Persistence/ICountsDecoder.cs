using HdrHistogram.Utilities;

namespace HdrHistogram.Persistence;

/// <summary>Reads the counts of an encoded histogram.</summary>
public interface ICountsDecoder
{
    /// <summary>Bytes of a count: 2, 4 or 8 when fixed, 9 for up to nine.</summary>
    int WordSize { get; }

    /// <summary>Reads counts in the order of their slots.</summary>
    /// <param name="sourceBuffer">the bytes, read from its position on</param>
    /// <param name="lengthInBytes">bytes of all counts</param>
    /// <param name="maxIndex">slots of the histogram</param>
    /// <param name="setCount">takes the slot and count of every slot encoded by itself; slots in runs of zeros are passed over</param>
    /// <returns>slots read or passed over</returns>
    /// <exception cref="ArgumentException">the bytes end within a count, or go on beyond the slots</exception>
    int ReadCounts(ByteBuffer sourceBuffer, int lengthInBytes, int maxIndex, Action<int, long> setCount);
}

using System.Runtime.CompilerServices;

namespace FeedHandler.Codecs;

/// <summary>The one check of a group's dimension, which is the same for every group whatever its header looks like.</summary>
public static class SbeDimension
{
    // Entries may take no byte: their number is bounded all the same, so that hostile counts do not loop for long.
    private const uint ZeroLengthEntryCountMax = ushort.MaxValue;

    /// <summary>Checks that all entries of a group begin inside the message. An empty group may carry any block length, even one past it.</summary>
    /// <param name="entryBlockLength">from the dimension; a number that does not fit is greater than any message</param>
    /// <param name="entryCount">from the dimension, likewise</param>
    /// <param name="length">bytes of the message or entry around the group</param>
    /// <param name="offset">of the first entry, at most <paramref name="length"/></param>
    /// <param name="baseBlockLength">least bytes of an entry's block</param>
    /// <param name="count">entries of the group; unchanged when they do not fit</param>
    /// <param name="stride">bytes of an entry's block; unchanged when there is no entry or they do not fit</param>
    /// <returns><paramref name="offset"/>; −1 when the entries do not fit</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // BookMessageBenchmarks
    public static int Enter(uint entryBlockLength, uint entryCount, int length, int offset, int baseBlockLength, ref int count, ref int stride)
    {
        uint remaining = (uint)(length - offset);
        if ((ulong)entryCount * entryBlockLength > remaining || (entryCount != 0 && entryBlockLength < (uint)baseBlockLength))
            return -1;
        count = (int)entryCount;
        if (entryCount != 0)
            stride = (int)entryBlockLength;
        return offset;
    }

    /// <summary>The same where the dimension can count more entries than any message has bytes of.</summary>
    /// <inheritdoc cref="Enter"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // BookMessageBenchmarks
    public static int EnterMany(uint entryBlockLength, uint entryCount, int length, int offset, int baseBlockLength, ref int count, ref int stride) =>
        entryCount > ZeroLengthEntryCountMax && entryCount > (uint)(length - offset)
            ? -1
            : Enter(entryBlockLength, entryCount, length, offset, baseBlockLength, ref count, ref stride);
}

using System.Runtime.CompilerServices;

namespace FeedHandler.Codecs;

/// <summary>The one check of a group's dimension, which is the same for every group whatever its header looks like.</summary>
public static class SbeDimension
{
    // Entries may take no byte: their number is bounded all the same, so that hostile counts do not loop for long.
    private const uint ZeroLengthEntryCountMax = ushort.MaxValue;

    /// <summary>Reads a dimension and checks that all entries of the group begin inside the message.</summary>
    /// <param name="start">first byte of the message or entry around the group</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the group; negative when what comes before it does not fit</param>
    /// <param name="isAbsent">whether the message has no such group</param>
    /// <param name="layout">how a dimension of the group looks</param>
    /// <param name="blockLength">bytes of an entry's block in the schema's version</param>
    /// <param name="baseBlockLength">least bytes of an entry's block</param>
    /// <param name="count">entries of the group</param>
    /// <param name="stride">bytes of an entry's block; <paramref name="blockLength"/> when there is no entry</param>
    /// <returns>the offset of the first entry; −1 when dimension or entries do not fit</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // BookMessageBenchmarks: all but the first four are constants of the caller
    public static int Read(
        ref byte start, int length, int offset, bool isAbsent, SbeDimensionLayout layout, int blockLength, int baseBlockLength,
        out int count, out int stride)
    {
        count = 0;
        stride = blockLength;
        if (offset < 0)
            return -1;
        if (isAbsent)
            return offset;
        if (length - offset < layout.Size)
            return -1;
        ref byte dimension = ref Unsafe.Add(ref start, offset);
        uint entryBlockLength = SbeVariableLength.Number(ref dimension, layout.BlockLengthPlace, layout.BlockLengthWidth, layout.IsBigEndian);
        uint entryCount = SbeVariableLength.Number(ref dimension, layout.CountPlace, layout.CountWidth, layout.IsBigEndian);
        return layout.CountWidth is 1 or 2
            ? Enter(entryBlockLength, entryCount, length, offset + layout.Size, baseBlockLength, ref count, ref stride)
            : EnterMany(entryBlockLength, entryCount, length, offset + layout.Size, baseBlockLength, ref count, ref stride);
    }

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

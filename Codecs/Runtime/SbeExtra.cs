using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Codecs;

/// <summary>
/// Passes over groups and data that only a newer schema knows, where the headers count them (SBE 2.0, and the text of 1.0).
/// The layouts are those that the known schema uses.
/// </summary>
/// <param name="isBigEndian">whether numbers have their most significant byte first</param>
/// <param name="dimensionLength">bytes of a group dimension; 0 when the schema has no group</param>
/// <param name="blockLength">the bytes of an entry's block, in the dimension</param>
/// <param name="numInGroup">the entries, in the dimension</param>
/// <param name="numGroups">the groups of an entry, in the dimension</param>
/// <param name="numVarDataFields">the data of an entry, in the dimension</param>
/// <param name="dataHeaderLength">bytes before data; 0 when the schema has no data</param>
/// <param name="dataLength">the bytes of data, in its header</param>
[StructLayout(LayoutKind.Auto)]
public readonly struct SbeExtra(
    bool isBigEndian,
    int dimensionLength,
    SbeExtra.Number blockLength,
    SbeExtra.Number numInGroup,
    SbeExtra.Number numGroups,
    SbeExtra.Number numVarDataFields,
    int dataHeaderLength,
    SbeExtra.Number dataLength)
{
    private const int DepthMax = 16;
    private const uint ZeroLengthEntryCountMax = 65535;

    /// <summary>Where a number stands in a header.</summary>
    /// <param name="offset">bytes from the start of the header</param>
    /// <param name="size">1, 2, 4 or 8 bytes; 0 when the header lacks the number</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly struct Number(int offset, int size)
    {
        internal uint Read(ref byte header, bool isBigEndian) => size switch
        {
            0 => 0,
            1 => Unsafe.Add(ref header, offset),
            2 => isBigEndian ? SbeBytes.ReadBigEndian<ushort>(ref header, offset) : SbeBytes.ReadLittleEndian<ushort>(ref header, offset),
            4 => isBigEndian ? SbeBytes.ReadBigEndian<uint>(ref header, offset) : SbeBytes.ReadLittleEndian<uint>(ref header, offset),
            _ => SbeBytes.Saturate(
                isBigEndian ? SbeBytes.ReadBigEndian<ulong>(ref header, offset) : SbeBytes.ReadLittleEndian<ulong>(ref header, offset)),
        };
    }

    /// <summary>How many elements a sender has beyond those that are known.</summary>
    /// <param name="count">elements of the sender</param>
    /// <param name="known">elements of the schema</param>
    /// <returns>0 when the sender has no more</returns>
    public static int Beyond(uint count, int known) => count <= (uint)known ? 0 : (int)Math.Min(count - (uint)known, int.MaxValue);

    /// <summary>Passes over groups with all that they hold.</summary>
    /// <param name="start">first byte of the view</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the first group</param>
    /// <param name="count">groups</param>
    /// <returns>the offset after them; −1 when they do not fit, or when their layout is unknown</returns>
    public int PassGroups(ref byte start, int length, int offset, int count) => PassGroups(ref start, length, offset, count, 0);

    /// <summary>Passes over data.</summary>
    /// <param name="start">first byte of the view</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the first data</param>
    /// <param name="count">number of data</param>
    /// <returns>the offset after them; −1 when they do not fit, or when their layout is unknown</returns>
    public int PassData(ref byte start, int length, int offset, int count)
    {
        if (dataHeaderLength == 0 && count > 0)
            return -1;
        for (; count > 0; count--)
        {
            if (length - offset < dataHeaderLength)
                return -1;
            uint byteCount = dataLength.Read(ref Unsafe.Add(ref start, offset), isBigEndian);
            offset += dataHeaderLength;
            if (byteCount > (uint)(length - offset))
                return -1;
            offset += (int)byteCount;
        }

        return offset;
    }

    // Every group takes its dimension and every level is one deeper: hostile counts end with the bytes, hostile nesting at the limit.
    private int PassGroups(ref byte start, int length, int offset, int count, int depth)
    {
        if (count > 0 && (dimensionLength == 0 || depth == DepthMax))
            return -1;
        for (; count > 0 && offset >= 0; count--)
            offset = length - offset < dimensionLength ? -1 : PassGroup(ref start, length, offset, depth);
        return offset;
    }

    private int PassGroup(ref byte start, int length, int offset, int depth)
    {
        ref byte dimension = ref Unsafe.Add(ref start, offset);
        uint stride = blockLength.Read(ref dimension, isBigEndian);
        uint entryCount = numInGroup.Read(ref dimension, isBigEndian);
        int groups = Beyond(numGroups.Read(ref dimension, isBigEndian), 0);
        int data = Beyond(numVarDataFields.Read(ref dimension, isBigEndian), 0);
        offset += dimensionLength;
        uint remaining = (uint)(length - offset);
        if ((ulong)entryCount * stride > remaining || (entryCount > ZeroLengthEntryCountMax && entryCount > remaining))
            return -1;
        if (groups == 0 && data == 0)
            return offset + (int)(entryCount * stride);
        for (; entryCount > 0; entryCount--)
        {
            if (stride > (uint)(length - offset))
                return -1;
            offset = PassGroups(ref start, length, offset + (int)stride, groups, depth + 1);
            if (offset < 0 || (offset = PassData(ref start, length, offset, data)) < 0)
                return -1;
        }

        return offset;
    }
}

using System.Buffers.Binary;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// The options of a pcapng block, in place in the window of the reader; none in other formats. Whatever their bytes are, reading them ends and stays within
/// them: an option that runs past the block ends the options.
/// </summary>
/// <param name="bytes">The bytes, from the first option's code on.</param>
/// <param name="isSwapped">Whether numbers are in the other byte order than this machine's.</param>
public readonly ref struct CaptureOptions(ReadOnlySpan<byte> bytes, bool isSwapped)
{
    /// <summary>opt_endofopt: ends the options.</summary>
    public const int End = 0;

    /// <summary>opt_comment: a text for people, in UTF-8.</summary>
    public const int Comment = 1;

    /// <summary>shb_userappl of a section header: the program that wrote it, in UTF-8.</summary>
    public const int Application = 4;

    private const int HeadBytes = 4;

    /// <summary>The bytes, from the first option's code on, with whatever stands behind the last.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Whether numbers are in the other byte order than this machine's.</summary>
    public bool IsSwapped { get; } = isSwapped;

    /// <summary>Reads an option.</summary>
    /// <param name="offset">Where it begins: 0 for the first; goes on to the next.</param>
    /// <param name="code">Its code.</param>
    /// <param name="value">Its value, without padding.</param>
    /// <returns>False when there is no further one.</returns>
    public bool TryRead(ref int offset, out int code, out ReadOnlySpan<byte> value)
    {
        code = End;
        value = default;
        if (Bytes.Length - offset < HeadBytes) return false;
        int number = ReadUInt16(offset);
        int valueBytes = ReadUInt16(offset + 2);
        if (number == End || valueBytes > Bytes.Length - offset - HeadBytes) return false;
        code = number;
        value = Bytes.Slice(offset + HeadBytes, valueBytes);
        offset = Math.Min(offset + HeadBytes + ((valueBytes + 3) & ~3), Bytes.Length);
        return true;
    }

    /// <summary>Reads a comment, passing over what is none.</summary>
    /// <param name="offset">As of <see cref="TryRead"/>.</param>
    /// <param name="text">The comment, as UTF-8 that nobody checked.</param>
    /// <returns>False when there is no further one.</returns>
    public bool TryReadComment(ref int offset, out ReadOnlySpan<byte> text)
    {
        while (TryRead(ref offset, out int code, out text))
        {
            if (code == Comment) return true;
        }

        return false;
    }

    private ushort ReadUInt16(int offset)
    {
        ushort value = BitConverter.ToUInt16(Bytes[offset..]);
        return IsSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Codecs;

/// <content>Fields of one description: what a view prints of all its plain fields is one statement for the compiler of the generated code.</content>
public ref partial struct SbeTextWriter
{
    /// <summary>Writes the named values of fields.</summary>
    /// <typeparam name="TNames">names of enums and sets</typeparam>
    /// <param name="description">the fields, parted by blanks: <c>SecurityID:i4@12 Side:e1@16#Side</c></param>
    /// <param name="block">first byte of the block</param>
    /// <param name="blockLength">bytes of the block as sent</param>
    /// <param name="version">schema version of the sender</param>
    /// <param name="isBigEndian">whether numbers have their most significant byte first</param>
    public void Fields<TNames>(string description, scoped ref byte block, int blockLength, int version, bool isBigEndian)
        where TNames : struct, ISbeNames
    {
        foreach (Range part in description.AsSpan().Split(' '))
            Field<TNames>(description.AsSpan(part), ref block, blockLength, version, isBigEndian);
    }

    private void Field<TNames>(scoped ReadOnlySpan<char> description, scoped ref byte block, int blockLength, int version, bool isBigEndian)
        where TNames : struct, ISbeNames
    {
        SbeFieldText field = new SbeFieldText(description);
        Name(field.Name);
        if (field.Since > 0 && (version < field.Since || blockLength < field.Offset + field.Size))
        {
            Null();
            return;
        }

        scoped ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref block, field.Offset), field.Size);
        if (field.Kind == 'b')
            Bytes(bytes);
        else if (field.Kind is 't' or 'c')
            Text(SbeText.Trim(bytes), field.Kind == 't');
        else
            Number<TNames>(field.Kind, field.Type, field.NullBits, Bits(bytes, isBigEndian), bytes.Length);
    }

    private static ulong Bits(ReadOnlySpan<byte> bytes, bool isBigEndian) => bytes.Length switch
    {
        1 => bytes[0],
        2 => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };

    private void Number<TNames>(char kind, scoped ReadOnlySpan<char> type, ulong? nullBits, ulong bits, int size)
        where TNames : struct, ISbeNames
    {
        if (kind == 'f')
            Float(nullBits, bits, size);
        else if (bits == nullBits)
            Null();
        else if (kind == 'e')
            Advance(TNames.TryFormat(type, bits, Rest, out int length), length);
        else if (kind == 'u')
            Value(bits);
        else
            Value((long)bits << (64 - (8 * size)) >> (64 - (8 * size)));
    }

    // Every not-a-number stands for none where something does.
    private void Float(ulong? nullBits, ulong bits, int size)
    {
        double value = Float(bits, size);
        if (nullBits is { } none && (double.IsNaN(value) || value == Float(none, size)))
            Null();
        else if (size == sizeof(float))
            Value(BitConverter.UInt32BitsToSingle((uint)bits));
        else
            Value(value);
    }

    private static double Float(ulong bits, int size)
        => size == sizeof(float) ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits);
}

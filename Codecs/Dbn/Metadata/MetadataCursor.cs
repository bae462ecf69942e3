using System.Buffers.Binary;

namespace FeedHandler.Dbn;

/// <summary>Takes the parts of metadata in their order. A count is believed only as far as there are bytes for it.</summary>
/// <param name="bytes">The metadata without what stands in front of it.</param>
/// <param name="source">The file, for what is told of it.</param>
internal ref struct MetadataCursor(ReadOnlySpan<byte> bytes, string source)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count > _bytes.Length - _at) throw Wrong($"{what} needs {count} bytes and the metadata have {_bytes.Length - _at} left");
        _at += count;
        return _bytes.Slice(_at - count, count);
    }

    public byte TakeByte(string what) => Take(sizeof(byte), what)[0];

    public ushort TakeUInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort), what));

    public uint TakeUInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint), what));

    public ulong TakeUInt64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), what));

    public string TakeText(int fieldBytes, string what) => DbnText.Read(Take(fieldBytes, what));

    public DateOnly TakeDay(string what)
    {
        uint number = TakeUInt32(what);
        return MetadataLayout.TryGetDay(number, out DateOnly day) ? day : throw Wrong(FormattableString.Invariant($"{what} is {number}, which is no day"));
    }

    /// <summary>How many of something there are.</summary>
    /// <param name="bytesMin">How many bytes one has at least.</param>
    /// <param name="what">What they are.</param>
    public int TakeCount(int bytesMin, string what)
    {
        uint count = TakeUInt32($"the number of {what}");
        if (count > (uint)(_bytes.Length - _at) / bytesMin)
            throw Wrong(FormattableString.Invariant($"there should be {count} {what}, for which {_bytes.Length - _at} bytes are too few"));
        return (int)count;
    }

    public readonly DbnException Wrong(string reason) => new(source, MetadataLayout.PreludeBytes + _at, reason);
}

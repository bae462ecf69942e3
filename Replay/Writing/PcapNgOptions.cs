using System.Buffers.Binary;
using System.Text;

namespace FeedHandler.Replay.Writing;

/// <summary>Options of a pcapng block as they are written: for each its code, its length, its value and padding to four bytes. For one thread.</summary>
public sealed class PcapNgOptions
{
    private const int HeadBytes = 4;
    private const int BytesStart = 256;

    private byte[] _bytes = new byte[BytesStart];
    private int _length;

    /// <summary>All of them with the option that ends them, little-endian; nothing when there is none. Valid until the next change.</summary>
    public ReadOnlySpan<byte> Bytes => _length == 0 ? default : _bytes.AsSpan(0, _length + HeadBytes);

    /// <summary>Takes all options out.</summary>
    public void Clear() => _length = 0;

    /// <summary>Adds a text.</summary>
    /// <param name="code">The option's code.</param>
    /// <param name="text">The text; at most 65535 bytes of UTF-8.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public void Add(ushort code, string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > ushort.MaxValue) throw new ArgumentException($"An option holds at most {ushort.MaxValue} bytes, and the text has {bytes}.", nameof(text));
        Encoding.UTF8.GetBytes(text, Take(code, bytes));
    }

    /// <summary>Adds a value as it is.</summary>
    /// <param name="code">The option's code.</param>
    /// <param name="value">The value; at most 65535 bytes.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public void Add(ushort code, ReadOnlySpan<byte> value)
    {
        if (value.Length > ushort.MaxValue)
            throw new ArgumentException($"An option holds at most {ushort.MaxValue} bytes, and the value has {value.Length}.", nameof(value));
        value.CopyTo(Take(code, value.Length));
    }

    private Span<byte> Take(ushort code, int bytes)
    {
        int paddedBytes = (bytes + 3) & ~3;
        int neededBytes = _length + HeadBytes + paddedBytes + HeadBytes;
        if (neededBytes > _bytes.Length) Array.Resize(ref _bytes, Math.Max(neededBytes, _bytes.Length * 2));
        Span<byte> option = _bytes.AsSpan(_length, HeadBytes + paddedBytes + HeadBytes);
        option.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(option, code);
        BinaryPrimitives.WriteUInt16LittleEndian(option[2..], (ushort)bytes);
        _length += HeadBytes + paddedBytes;
        return option.Slice(HeadBytes, bytes);
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>
/// UTF-8 text on its way to a stream, in large portions. When the reader of a pipe has gone it becomes <see cref="IsClosed"/> and takes no more.
/// </summary>
internal sealed class OutputBuffer(Stream stream) : IBufferWriter<byte>, IDisposable
{
    private const int PortionBytes = 1 << 16;
    private byte[] _bytes = new byte[PortionBytes * 2];
    private int _length;

    /// <summary>Whether nobody reads any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Bytes appended and not flushed.</summary>
    public int PendingBytes => _length;

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Appends UTF-8.</summary>
    public void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(GetSpan(text.Length));
        _length += text.Length;
    }

    /// <summary>Appends text.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        Span<byte> free = GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, free);
    }

    /// <summary>Appends a number.</summary>
    public void Append<T>(T value, string format = "")
        where T : IUtf8SpanFormattable
    {
        int written;
        while (!value.TryFormat(GetSpan(), out written, format, CultureInfo.InvariantCulture)) Reserve(PortionBytes);
        _length += written;
    }

    /// <summary>Appends spaces.</summary>
    public void AppendSpaces(int count)
    {
        if (count <= 0) return;
        GetSpan(count)[..count].Fill((byte)' ');
        _length += count;
    }

    /// <summary>Appends bytes as pairs of hexadecimal digits.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="separator">What stands between them, or nothing.</param>
    public void AppendHex(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> separator = default)
    {
        for (int index = 0; index < bytes.Length; index++)
        {
            if (index > 0) Append(separator);
            Append(bytes[index], "x2");
        }
    }

    /// <summary>Sends a full portion on its way.</summary>
    public void FlushFull()
    {
        if (_length >= PortionBytes) Flush();
    }

    /// <summary>Sends everything on its way.</summary>
    public void Flush()
    {
        int length = _length;
        _length = 0;
        if (IsClosed || length == 0) return;
        try
        {
            stream.Write(_bytes, 0, length);
            stream.Flush();
        }
        catch (IOException failure) when (BrokenPipe.Is(failure))
        {
            IsClosed = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < Math.Max(count, 1)) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
    }
}

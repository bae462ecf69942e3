namespace FeedHandler.Latency.Export;

/// <summary>Lines of a stream, in memory that grows to the longest and not beyond a limit.</summary>
/// <param name="stream">Where they are; it is closed with this.</param>
/// <param name="sizeMax">How long a line may be, in bytes.</param>
internal sealed class LineSource(Stream stream, int sizeMax) : IDisposable
{
    private const int SizeMin = 1 << 16;
    private byte[] _buffer = new byte[SizeMin];
    private int _start;
    private int _size;
    private int _end;

    /// <summary>The line, without its end; valid until the next is read.</summary>
    internal ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _size);

    /// <summary>Which it is, from 1.</summary>
    internal long Number { get; private set; }

    /// <summary>Whether the line is longer than may be: reading ends there.</summary>
    internal bool IsTooLong { get; private set; }

    /// <summary>Whether the stream ended within a line.</summary>
    internal bool IsTorn { get; private set; }

    /// <summary>Goes on to the next line.</summary>
    /// <returns>False at the end; what has no end is no line.</returns>
    internal bool Read()
    {
        if (IsTooLong) return false;
        int next = Number == 0 ? 0 : _start + _size + 1;
        int searched = next;
        while (true)
        {
            int length = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (length >= 0) return Take(next, searched + length - next);
            if (_end - next > sizeMax) return IsTooLong = Take(next, 0);
            searched = _end - next;
            MakeRoom(next);
            next = 0;
            int count = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += count;
            if (count > 0) continue;
            IsTorn |= _end > 0;
            (_start, _size, _end, Number) = (0, 0, 0, 0);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private bool Take(int start, int size)
    {
        (_start, _size) = (start, size);
        Number++;
        return true;
    }

    // What is left of the buffer goes to its front; where it is all of it, it doubles.
    private void MakeRoom(int next)
    {
        int left = _end - next;
        byte[] target = left > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, next, target, 0, left);
        (_buffer, _end) = (target, left);
    }
}

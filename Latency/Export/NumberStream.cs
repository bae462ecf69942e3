namespace FeedHandler.Latency.Export;

/// <summary>The numbers of a histogram's counts, out of a stream: seven bits a byte, lowest first, eight in the ninth, the sign in the lowest bit.</summary>
/// <param name="source">Where they are.</param>
/// <param name="size">How many bytes they take.</param>
internal ref struct NumberStream(Stream source, int size)
{
    private const int BufferSize = 4096;
    private const int LastShift = 56;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _left = size;
    private int _at;
    private int _end;

    /// <summary>Reads a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>False when all were read.</returns>
    /// <exception cref="EndOfStreamException">They end before they should.</exception>
    internal bool TryRead(out long value)
    {
        value = 0;
        if (_left == 0) return false;
        ulong bits = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Next();
            bool isLast = shift == LastShift;
            bits |= (ulong)(isLast ? next : next & 0x7F) << shift;
            if (isLast || next < 0x80) break;
        }

        value = (long)(bits >> 1) ^ -(long)(bits & 1);
        return true;
    }

    private byte Next()
    {
        if (_left-- == 0) throw new EndOfStreamException();
        if (_at == _end)
        {
            (_at, _end) = (0, source.Read(_buffer));
            if (_end == 0) throw new EndOfStreamException();
        }

        return _buffer[_at++];
    }
}

using System.Buffers.Binary;

namespace FeedHandler.Replay.Gzip;

/// <summary>The bits of a stream, the lowest of each byte first. For one thread.</summary>
/// <param name="stream">The packed bytes; disposed with this.</param>
internal sealed class BitSource(Stream stream) : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private const int FullBits = 56;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _position;
    private int _length;
    private bool _isAtEnd;

    /// <summary>The next bits, from the lowest on; zeros behind the last.</summary>
    internal ulong Bits { get; private set; }

    /// <summary>How many of them are there.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether little is left before the stream has to be asked, which may wait.</summary>
    internal bool IsNearlyDry => _length - _position < sizeof(ulong);

    /// <summary>Makes 56 bits at least ready, or all that there are.</summary>
    internal void Fill()
    {
        if (Count >= FullBits) return;
        if (_length - _position < sizeof(ulong))
        {
            FillByBytes();
            return;
        }

        int bytes = (63 - Count) >> 3;
        Bits |= BinaryPrimitives.ReadUInt64LittleEndian(_buffer.AsSpan(_position)) << Count;
        _position += bytes;
        Count += bytes * 8;
        if (Count < 64) Bits &= (1UL << Count) - 1;
    }

    /// <summary>Lets bits go.</summary>
    /// <exception cref="EndOfStreamException">There are not so many.</exception>
    internal void Skip(int count)
    {
        if (count > Count) throw new EndOfStreamException();
        Bits >>= count;
        Count -= count;
    }

    /// <summary>Takes up to 16 bits as a number.</summary>
    /// <exception cref="EndOfStreamException">There are not so many.</exception>
    internal int Take(int count)
    {
        Fill();
        int value = (int)(Bits & ((1UL << count) - 1));
        Skip(count);
        return value;
    }

    /// <summary>Goes on to where a byte begins.</summary>
    internal void Align() => Skip(Count & 7);

    /// <summary>Whether nothing is left; at the beginning of a byte.</summary>
    internal bool IsAtEnd()
    {
        Fill();
        return Count == 0;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void FillByBytes()
    {
        while (Count < FullBits)
        {
            if (_position == _length && !TryRead()) return;
            Bits |= (ulong)_buffer[_position++] << Count;
            Count += 8;
        }
    }

    private bool TryRead()
    {
        if (_isAtEnd) return false;
        _position = 0;
        _length = stream.Read(_buffer);
        _isAtEnd = _length == 0;
        return !_isAtEnd;
    }
}

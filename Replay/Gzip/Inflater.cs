namespace FeedHandler.Replay.Gzip;

/// <summary>
/// Unpacks deflate (RFC 1951) piece by piece. Unlike the library's it says where its data end, so that what stands behind can be checked, and it gives
/// everything in front of a fault.
/// </summary>
/// <param name="source">The packed bits.</param>
internal sealed partial class Inflater(BitSource source)
{
    private const int HistoryBytes = 1 << 15;
    private const int MatchBytesMax = 258;
    private const int EndOfBlock = 256;
    private readonly byte[] _bytes = new byte[HistoryBytes * 4];
    private readonly HuffmanTable _literals = new();
    private readonly HuffmanTable _distances = new();
    private Exception? _failure;
    private Block _block;
    private bool _isLast;
    private int _storedLeft;
    private int _begin;
    private int _end;

    private enum Block
    {
        None,
        Stored,
        Coded,
    }

    /// <summary>Starts where other deflate data begin.</summary>
    internal void Begin() => (_block, _isLast, _end) = (Block.None, false, 0);

    /// <summary>Unpacks some more: what is at hand, without waiting for the source while there is something to give.</summary>
    /// <returns>The bytes, valid until the next call; none at the end.</returns>
    /// <exception cref="InvalidDataException">What follows is damaged.</exception>
    /// <exception cref="EndOfStreamException">What follows is missing.</exception>
    internal ReadOnlySpan<byte> Next()
    {
        if (_failure is not null) throw _failure;
        Slide();
        try
        {
            while (_end == _begin && !(_block == Block.None && _isLast)) Step();
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            _failure = failure;
            if (_end == _begin) throw;
        }

        return _bytes.AsSpan(_begin, _end - _begin);
    }

    private void Slide()
    {
        int passed = _end - HistoryBytes;
        if (passed > 0)
        {
            _bytes.AsSpan(passed, HistoryBytes).CopyTo(_bytes);
            _end = HistoryBytes;
        }

        _begin = _end;
    }

    private void Step()
    {
        if (_block == Block.None) BeginBlock();
        else if (_block == Block.Stored) CopyStored();
        else Decode();
    }

    private void CopyStored()
    {
        for (; _storedLeft > 0 && _end < _bytes.Length; _storedLeft--)
        {
            if (source.IsNearlyDry && _end > _begin) return;
            byte value = (byte)source.Take(8);
            _bytes[_end++] = value;
        }

        if (_storedLeft == 0) _block = Block.None;
    }

    private void Decode()
    {
        while (_end <= _bytes.Length - MatchBytesMax && !(source.IsNearlyDry && _end > _begin))
        {
            source.Fill();
            int symbol = _literals.Read(source);
            if (symbol < EndOfBlock)
            {
                _bytes[_end++] = (byte)symbol;
                continue;
            }

            if (symbol == EndOfBlock)
            {
                _block = Block.None;
                return;
            }

            CopyMatch(symbol - EndOfBlock - 1);
        }
    }

    private void CopyMatch(int lengthCode)
    {
        if (lengthCode >= LengthBases.Length) throw new InvalidDataException("a repetition has a length that there is not");
        int length = LengthBases[lengthCode] + TakeReady(LengthExtras[lengthCode]);
        int distanceCode = _distances.Read(source);
        if (distanceCode >= DistanceBases.Length) throw new InvalidDataException("a repetition has a distance that there is not");
        int distance = DistanceBases[distanceCode] + TakeReady(DistanceExtras[distanceCode]);
        if (distance > _end) throw new InvalidDataException("a repetition begins in front of the data");
        if (distance >= length) _bytes.AsSpan(_end - distance, length).CopyTo(_bytes.AsSpan(_end));
        else CopyOverlapping(distance, length);
        _end += length;
    }

    private void CopyOverlapping(int distance, int length)
    {
        for (int index = 0; index < length; index++) _bytes[_end + index] = _bytes[_end + index - distance];
    }

    // A symbol, a length, a distance and their extra bits are 48 bits at most: one filling is enough.
    private int TakeReady(int count)
    {
        int value = (int)source.Bits & ((1 << count) - 1);
        source.Skip(count);
        return value;
    }
}

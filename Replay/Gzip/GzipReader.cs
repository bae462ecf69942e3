using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Gzip;

/// <summary>
/// Unpacks gzip (RFC 1952), one member or several, and checks what each says of itself. Everything in front of a fault is given before the fault is told.
/// </summary>
/// <param name="packed">The packed bytes; disposed with this.</param>
internal sealed class GzipReader(Stream packed) : OnwardStream
{
    private const int DeflateMethod = 8;
    private const int HeaderSumFlag = 2;
    private const int ExtraFlag = 4;
    private const int NameFlag = 8;
    private const int CommentFlag = 16;
    private const int ReservedFlags = 0xE0;
    private readonly BitSource _source = new(packed);
    private readonly byte[] _piece = new byte[1 << 17];
    private Inflater? _inflater;
    private int _position;
    private int _length;
    private bool _isInMember;
    private bool _isEnded;
    private uint _sum;
    private uint _count;

    /// <summary>Reads unpacked bytes.</summary>
    /// <exception cref="InvalidDataException">The gzip data are damaged; the message says how.</exception>
    /// <exception cref="EndOfStreamException">They are cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_position == _length && !buffer.IsEmpty) Advance();
        int length = Math.Min(buffer.Length, _length - _position);
        _piece.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _source.Dispose();
        base.Dispose(disposing);
    }

    private void Advance()
    {
        (_position, _length) = (0, 0);
        try
        {
            while (_length == 0 && !_isEnded) Step();
        }
        catch (EndOfStreamException failure)
        {
            throw new EndOfStreamException("the gzip data are cut off: the file was not copied or written to its end; copy it again", failure);
        }
        catch (InvalidDataException failure)
        {
            throw new InvalidDataException($"the gzip data are damaged: {failure.Message}; copy the file again", failure);
        }
    }

    private void Step()
    {
        if (!_isInMember)
        {
            BeginMember();
            return;
        }

        ReadOnlySpan<byte> piece = _inflater!.Next();
        piece.CopyTo(_piece);
        _length = piece.Length;
        _sum = Crc32.Append(_sum, piece);
        _count += (uint)piece.Length;
        if (piece.IsEmpty) EndMember();
    }

    private void BeginMember()
    {
        bool isFirst = _inflater is null;
        while (!isFirst && !_source.IsAtEnd() && (byte)_source.Bits == 0) _source.Skip(8); // tapes and copiers pad with zeros
        _isEnded = !isFirst && _source.IsAtEnd();
        if (_isEnded) return;
        if (_source.Take(8) != 0x1F || _source.Take(8) != 0x8B) throw new InvalidDataException("behind them stand bytes that are no gzip");
        if (_source.Take(8) is var method && method != DeflateMethod) throw new InvalidDataException($"they are packed by method {method}, which there is not");
        SkipHeader(_source.Take(8));
        _inflater ??= new Inflater(_source);
        _inflater.Begin();
        (_sum, _count, _isInMember) = (0, 0, true);
    }

    private void SkipHeader(int flags)
    {
        if ((flags & ReservedFlags) != 0) throw new InvalidDataException($"their header has flags that there are not ({flags:X2})");
        for (int index = 0; index < 6; index++) _source.Take(8); // time, level, system
        if ((flags & ExtraFlag) != 0)
        {
            for (int left = _source.Take(16); left > 0; left--) _source.Take(8);
        }

        if ((flags & NameFlag) != 0) SkipText();
        if ((flags & CommentFlag) != 0) SkipText();
        if ((flags & HeaderSumFlag) != 0) _source.Take(16);
    }

    private void SkipText()
    {
        while (_source.Take(8) != 0)
        {
        }
    }

    private void EndMember()
    {
        _source.Align();
        uint sum = (uint)_source.Take(16) | ((uint)_source.Take(16) << 16);
        uint count = (uint)_source.Take(16) | ((uint)_source.Take(16) << 16);
        if (sum != _sum) throw new InvalidDataException($"their checksum is {sum:X8}, that of what they unpack to is {_sum:X8}");
        if (count != _count) throw new InvalidDataException($"they say to have {count} bytes, and unpack to {_count}");
        _isInMember = false;
    }
}

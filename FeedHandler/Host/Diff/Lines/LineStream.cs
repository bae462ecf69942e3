using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Diff.Lines;

/// <summary>Lines of a stream of any length, in one buffer.</summary>
/// <param name="name">Names the stream in messages.</param>
/// <param name="stream">The bytes, unpacked; disposed with this.</param>
internal sealed class LineStream(string name, Stream stream) : IDisposable
{
    /// <summary>The most bytes of a line: no event has a tenth of them.</summary>
    public const int LineBytesMax = 1 << 14;

    private const int HeadBytesMin = 64;
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly byte[] _buffer = new byte[LineBytesMax * 8];
    private int _position;
    private int _length;
    private bool _isAtEnd;

    /// <summary>The number of the last line that was read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the last line ended with the stream, and not with a line end.</summary>
    public bool IsOpenEnded { get; private set; }

    /// <summary>The stream's first bytes, before any line is read.</summary>
    public ReadOnlySpan<byte> Head
    {
        get
        {
            while (_length < HeadBytesMin && !_isAtEnd) Fill(); // a stream gives as few at once as it likes
            if (_position == 0 && Number == 0 && _buffer.AsSpan(0, _length).StartsWith(ByteOrderMark)) _position = ByteOrderMark.Length;
            return _buffer.AsSpan(_position, _length - _position);
        }
    }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line without its end; valid until the next call.</param>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="CommandException">The bytes cannot be read, or a line has more than any event has.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        if (Number == 0) _ = Head; // some editors put a mark before the first line
        int length;
        while ((length = _buffer.AsSpan(_position, _length - _position).IndexOf((byte)'\n')) < 0 && !_isAtEnd)
        {
            if (_length - _position > LineBytesMax) break;
            Fill();
        }

        IsOpenEnded = length < 0;
        if (IsOpenEnded) length = _length - _position;
        line = _buffer.AsSpan(_position, length);
        if (length == 0 && IsOpenEnded) return false;
        Number++;
        if (length > LineBytesMax) throw Fault($"longer than {LineBytesMax} bytes: no event");
        _position += IsOpenEnded ? length : length + 1;
        if (line.EndsWith("\r"u8)) line = line[..^1];
        return true;
    }

    /// <summary>An error that names the stream and the line.</summary>
    /// <param name="what">What is wrong.</param>
    public CommandException Fault(string what) => new(FormattableString.Invariant($"{name}, line {Number}: {what}"));

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Fill()
    {
        _buffer.AsSpan(_position, _length - _position).CopyTo(_buffer);
        (_position, _length) = (0, _length - _position);
        try
        {
            int count = stream.Read(_buffer.AsSpan(_length));
            _length += count;
            _isAtEnd = count == 0;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new CommandException(FormattableString.Invariant($"{name}, behind line {Number}: {failure.Message}"));
        }
    }
}

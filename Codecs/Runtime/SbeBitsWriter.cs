using System.Globalization;

namespace FeedHandler.Codecs;

/// <summary>Writes the bits of a set as text: <c>First | Last | 0x10</c>, or 0 when none is set.</summary>
/// <param name="destination">where the text goes</param>
public ref struct SbeBitsWriter(Span<char> destination)
{
    private const string Separator = " | ";
    private readonly Span<char> _destination = destination;
    private int _length;
    private bool _isFull;

    /// <summary>Writes the name of a bit that is set.</summary>
    /// <param name="name">name in the code</param>
    public void Bit(string name)
    {
        if (_length > 0)
            Write(Separator);
        Write(name);
    }

    /// <summary>Writes the bits that have no name, and ends the text.</summary>
    /// <param name="unnamed">bits that are set and have no name</param>
    /// <param name="length">characters written; 0 when the result is false</param>
    /// <returns>false when the destination was too short</returns>
    public bool TryComplete(ulong unnamed, out int length)
    {
        if (unnamed != 0)
        {
            Bit("0x");
            _isFull |= !unnamed.TryFormat(_destination[_length..], out int digits, "x", CultureInfo.InvariantCulture);
            _length += digits;
        }
        else if (_length == 0)
            Write("0");

        length = _isFull ? 0 : _length;
        return !_isFull;
    }

    private void Write(string text)
    {
        _isFull |= !text.TryCopyTo(_destination[_length..]);
        if (!_isFull)
            _length += text.Length;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace FeedHandler.Codecs;

/// <summary>
/// Writes views as text for people, such as <c>Order { Id = 7, Price = 1.25, Legs = [{ LegId = 1 }] }</c>, into a span: no allocation,
/// and nothing past its end.
/// </summary>
/// <param name="destination">where the text goes</param>
public ref partial struct SbeTextWriter(Span<char> destination)
{
    private const int FirstLength = 1024;
    private const int LengthMax = 1 << 20;

    private readonly Span<char> _destination = destination;
    private int _length;
    private bool _isFull;
    private bool _isAfterItem;

    /// <summary>What is left to write to.</summary>
    public readonly Span<char> Rest => _destination[_length..];

    /// <summary>The text of a view as a new string; for the cold side.</summary>
    /// <typeparam name="T">the view</typeparam>
    /// <param name="view">what to write</param>
    /// <returns>the text; a remark in its place when it would have more than a million characters</returns>
    public static string ToString<T>(scoped in T view)
        where T : struct, ISpanFormattable, allows ref struct
    {
        // A copy that cannot leave the method: the compiler would else fear that the view keeps the span.
        scoped T source = view;
        Span<char> first = stackalloc char[FirstLength];
        if (source.TryFormat(first, out int length, default, null))
            return first[..length].ToString();
        for (int capacity = 4 * FirstLength; capacity <= LengthMax; capacity *= 4)
        {
            char[] buffer = ArrayPool<char>.Shared.Rent(capacity);
            string? text = source.TryFormat(buffer, out length, default, null) ? new string(buffer, 0, length) : null;
            ArrayPool<char>.Shared.Return(buffer);
            if (text is not null)
                return text;
        }

        return "(too long to print)";
    }

    /// <summary>Opens a message, an entry or a composite.</summary>
    /// <param name="name">its name; empty for an entry</param>
    public void Open(string name)
    {
        Write(name);
        Write(name.Length == 0 ? "{" : " {");
        _isAfterItem = false;
    }

    /// <summary>Closes what <see cref="Open"/> has opened.</summary>
    public void Close()
    {
        Write(" }");
        _isAfterItem = true;
    }

    /// <summary>Begins a named value.</summary>
    /// <param name="name">name in the code</param>
    public void Name(scoped ReadOnlySpan<char> name)
    {
        Write(_isAfterItem ? ", " : " ");
        Write(name);
        Write(" = ");
        _isAfterItem = true;
    }

    /// <summary>Opens the values of an array or the entries of a group.</summary>
    public void OpenList()
    {
        Write("[");
        _isAfterItem = false;
    }

    /// <summary>Writes a value of a list.</summary>
    /// <typeparam name="T">its type</typeparam>
    /// <param name="value">what to write</param>
    public void Item<T>(scoped in T value)
        where T : struct, ISpanFormattable, allows ref struct
    {
        if (_isAfterItem)
            Write(", ");
        Value(in value);
    }

    /// <summary>Closes a list.</summary>
    public void CloseList()
    {
        Write("]");
        _isAfterItem = true;
    }

    /// <summary>Writes a value that is not there.</summary>
    public void Null() => Write("null");

    /// <summary>Writes a remark in the place of what the bytes do not hold.</summary>
    public void Malformed() => Write("(malformed)");

    /// <summary>Writes a number or a view.</summary>
    /// <typeparam name="T">its type</typeparam>
    /// <param name="value">what to write</param>
    public void Value<T>(scoped in T value)
        where T : struct, ISpanFormattable, allows ref struct
    {
        bool isWritten = value.TryFormat(Rest, out int length, default, CultureInfo.InvariantCulture);
        Advance(isWritten, length);
        _isAfterItem = true;
    }

    /// <summary>Counts what the caller has written to <see cref="Rest"/>.</summary>
    /// <param name="isWritten">false when it did not fit</param>
    /// <param name="length">characters written</param>
    public void Advance(bool isWritten, int length)
    {
        _isFull |= !isWritten;
        if (!_isFull)
            _length += length;
    }

    /// <summary>Writes text of a message in quotes; what is no printable character is escaped.</summary>
    /// <param name="text">the bytes of the text</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one byte is one character</param>
    public void Text(scoped ReadOnlySpan<byte> text, bool isUtf8)
    {
        Write("\"");
        while (!text.IsEmpty && !_isFull)
        {
            Rune rune = new Rune(text[0]);
            int length = 1;
            if (isUtf8)
                Rune.DecodeFromUtf8(text, out rune, out length);
            text = text[length..];
            Write(rune);
        }

        Write("\"");
    }

    /// <summary>Writes bytes as hexadecimal digits.</summary>
    /// <param name="bytes">what to write</param>
    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        Write("0x");
        if (Convert.TryToHexString(bytes, Rest, out int length))
            Advance(true, length);
        else
            _isFull = true;
    }

    /// <summary>Ends the text.</summary>
    /// <param name="length">characters written; 0 when the result is false</param>
    /// <returns>false when the destination was too short</returns>
    public readonly bool TryComplete(out int length)
    {
        length = _isFull ? 0 : _length;
        return !_isFull;
    }

    private void Write(Rune rune)
    {
        if (rune.Value is '"' or '\\')
            Write("\\");
        if (Rune.IsControl(rune))
        {
            Write("\\x");
            Advance(rune.Value.TryFormat(Rest, out int digits, "x2", CultureInfo.InvariantCulture), digits);
        }
        else
            Advance(rune.TryEncodeToUtf16(Rest, out int length), length);
    }

    private void Write(scoped ReadOnlySpan<char> text) => Advance(text.TryCopyTo(Rest), text.Length);
}

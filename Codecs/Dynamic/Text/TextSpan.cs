using System.Globalization;
using System.Text;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Text that grows in a span. What does not fit makes the end fail; nothing throws and nothing is allocated.</summary>
internal ref struct TextSpan(Span<char> destination)
{
    /// <summary>Most characters that one byte or half a surrogate pair becomes.</summary>
    public const int EscapeLength = 6;

    private readonly Span<char> _destination = destination;
    private int _length;
    private bool _isOverflow;

    public readonly bool TryEnd(out int length)
    {
        length = _isOverflow ? 0 : _length;
        return !_isOverflow;
    }

    public void Append(char character)
    {
        if (_length == _destination.Length)
            _isOverflow = true;
        else
            _destination[_length++] = character;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (!text.TryCopyTo(_destination[_length..]))
            _isOverflow = true;
        else
            _length += text.Length;
    }

    public void Append<T>(T value, string format = "")
        where T : ISpanFormattable
    {
        if (value.TryFormat(_destination[_length..], out int length, format, CultureInfo.InvariantCulture))
            _length += length;
        else
            _isOverflow = true;
    }

    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            Append(value, "X2");
    }

    /// <summary>Appends text of a message: nothing in it can act on a terminal.</summary>
    public void AppendText(scoped ReadOnlySpan<byte> bytes, bool isUtf8)
    {
        while (!bytes.IsEmpty)
        {
            Rune rune = new Rune((char)bytes[0]);
            int length = 1;
            if (isUtf8)
                Rune.DecodeFromUtf8(bytes, out rune, out length);
            AppendRune(rune);
            bytes = bytes[length..];
        }
    }

    /// <summary>Appends a letter; what would act on a terminal by its number.</summary>
    public void AppendRune(Rune rune)
    {
        if (PlainName.CanAct(rune))
        {
            Append(rune.Value > byte.MaxValue ? "\\u" : "\\x");
            Append(rune.Value, rune.Value > byte.MaxValue ? "X4" : "X2");
            return;
        }

        if (rune.TryEncodeToUtf16(_destination[_length..], out int count))
            _length += count;
        else
            _isOverflow = true;
    }
}

/// <summary>Names of character encodings.</summary>
internal static class TextEncoding
{
    public static bool IsUtf8(string name)
        => string.Equals(name, "UTF-8", StringComparison.OrdinalIgnoreCase) || string.Equals(name, "UTF8", StringComparison.OrdinalIgnoreCase);
}

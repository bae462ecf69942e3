using System.Globalization;

namespace FeedHandler.Codecs;

/// <summary>
/// What a description says of one field, such as <c>Price:i8@16?7FFFFFFFFFFFFFFF&gt;3</c>: name, kind and bytes, offset, then what there is of the bits
/// that stand for none, the enum or set (#) and the version that brought it (&gt;).
/// </summary>
internal readonly ref struct SbeFieldText
{
    private const string Marks = ":@?#>";

    internal SbeFieldText(ReadOnlySpan<char> text)
    {
        Name = Part(text, '\0', out ReadOnlySpan<char> _);
        ReadOnlySpan<char> kind = Part(text, ':', out _);
        Kind = kind[0];
        Size = Number(kind[1..]);
        Offset = Number(Part(text, '@', out _));
        NullBits = Part(text, '?', out ReadOnlySpan<char> none).Length > 0 ? ulong.Parse(none, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : null;
        Type = Part(text, '#', out _);
        Since = Part(text, '>', out ReadOnlySpan<char> since).Length > 0 ? Number(since) : 0;
    }

    internal ReadOnlySpan<char> Name { get; }

    /// <summary>Signed, unsigned, float, enum or set, text in UTF-8, characters of one byte, or bytes: i, u, f, e, t, c, b.</summary>
    internal char Kind { get; }

    internal int Size { get; }

    internal int Offset { get; }

    internal ulong? NullBits { get; }

    internal ReadOnlySpan<char> Type { get; }

    internal int Since { get; }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    // What stands between a mark and the next one; the name has none before it.
    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> text, char mark, out ReadOnlySpan<char> part)
    {
        int start = mark == '\0' ? 0 : text.IndexOf(mark) + 1;
        part = start == 0 && mark != '\0' ? default : text[start..];
        int end = part.IndexOfAny(Marks);
        part = end < 0 ? part : part[..end];
        return part;
    }
}

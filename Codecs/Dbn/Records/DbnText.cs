using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace FeedHandler.Dbn;

/// <summary>Texts in fields of a fixed length: bytes up to the first zero, and zeros behind them.</summary>
public static class DbnText
{
    /// <summary>The text of a field. Bytes that are no UTF-8 become replacement characters; control characters stay, so that who shows it
    /// must take care.</summary>
    /// <param name="field">The field.</param>
    public static string Read(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(Trim(field));

    /// <summary>The bytes of a field that are its text.</summary>
    /// <param name="field">The field.</param>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and int length ? field[..length] : field;

    /// <summary>Fills a field as far as the text goes. One byte at least stays zero.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether all of the text had room; what had not is left out.</returns>
    public static bool TryWrite(Span<byte> field, ReadOnlySpan<char> text)
    {
        field.Clear();
        return Utf8.FromUtf16(text, field[..^1], out _, out _) == System.Buffers.OperationStatus.Done;
    }
}

/// <summary>A text of at most 4 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(4)]
public struct Chars4
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 5 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(5)]
public struct Chars5
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 6 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(6)]
public struct Chars6
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 7 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(7)]
public struct Chars7
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 11 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(11)]
public struct Chars11
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 21 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(21)]
public struct Chars21
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 22 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(22)]
public struct Chars22
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 31 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(31)]
public struct Chars31
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 64 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(64)]
public struct Chars64
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 71 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(71)]
public struct Chars71
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 302 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(302)]
public struct Chars302
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

/// <summary>A text of at most 303 bytes; <see cref="DbnText"/> reads it.</summary>
[InlineArray(303)]
public struct Chars303
{
    private byte _first;

    /// <summary>The text.</summary>
    public override readonly string ToString() => DbnText.Read(this);
}

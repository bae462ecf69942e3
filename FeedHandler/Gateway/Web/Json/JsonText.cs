using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace FeedHandler.Gateway.Web;

/// <summary>Writes JSON in UTF-8, in pieces, into a span that is long enough for it: whoever calls knows the bound. Allocates nothing.</summary>
/// <param name="destination">Where.</param>
internal ref struct JsonText(Span<byte> destination)
{
    /// <summary>The most bytes of a 64-bit number: 20 digits or a sign and 19.</summary>
    internal const int NumberBytesMax = 20;

    /// <summary>The most bytes of a decimal in 1e-9: a sign, ten digits, a point and nine digits.</summary>
    internal const int DecimalBytesMax = 21;

    /// <summary>The most bytes that a byte of text becomes: a control character's escape.</summary>
    internal const int EscapeBytesMax = 6;

    private const ulong NanoPerUnit = 1_000_000_000;
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (byte)code).Except([(byte)'"', (byte)'\\'])]);

    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written so far.</summary>
    internal int Length { get; private set; }

    /// <summary>Writes what is JSON already.</summary>
    internal void Raw(scoped ReadOnlySpan<byte> json)
    {
        json.CopyTo(_destination[Length..]);
        Length += json.Length;
    }

    /// <summary>Writes a sign of JSON.</summary>
    internal void Raw(byte sign) => _destination[Length++] = sign;

    /// <summary>Writes another sign in the place of one that stands there.</summary>
    internal void Replace(int at, byte sign) => _destination[at] = sign;

    /// <summary>Writes a number.</summary>
    internal void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _destination[Length..], out int bytes);
        Length += bytes;
    }

    /// <summary>Writes a number.</summary>
    internal void Number(ulong value)
    {
        Utf8Formatter.TryFormat(value, _destination[Length..], out int bytes);
        Length += bytes;
    }

    /// <summary>Writes a number in 1e-9 as an exact decimal, without zeros at its end.</summary>
    internal void Decimal(long nano)
    {
        ulong magnitude = nano < 0 ? 0 - (ulong)nano : (ulong)nano;
        if (nano < 0) Raw((byte)'-');
        Number(magnitude / NanoPerUnit);
        ulong fraction = magnitude % NanoPerUnit;
        if (fraction == 0) return;
        Raw((byte)'.');
        for (ulong place = NanoPerUnit / 10; fraction != 0; fraction %= place, place /= 10) Raw((byte)('0' + (fraction / place)));
    }

    /// <summary>Writes text in quotes. What is no UTF-8 becomes the replacement character, and what JSON or a terminal could stumble over an escape.</summary>
    internal void Text(scoped ReadOnlySpan<byte> utf8)
    {
        Raw((byte)'"');
        while (!utf8.IsEmpty)
        {
            int plain = utf8.IndexOfAnyExcept(PlainBytes);
            Raw(plain < 0 ? utf8 : utf8[..plain]);
            if (plain < 0) break;
            utf8 = utf8[plain..];
            Rune.DecodeFromUtf8(utf8, out Rune rune, out int bytes);
            utf8 = utf8[bytes..];
            Character(rune);
        }

        Raw((byte)'"');
    }

    /// <summary>Writes text in quotes that has a byte for each character (Latin-1), as those have that a venue pads to a length.</summary>
    internal void Latin1(scoped ReadOnlySpan<byte> text)
    {
        Raw((byte)'"');
        foreach (byte character in text) Character(new Rune((char)character));
        Raw((byte)'"');
    }

    private void Character(Rune rune)
    {
        if (rune.Value is '"' or '\\')
        {
            Raw((byte)'\\');
            Raw((byte)rune.Value);
        }
        else if (Rune.IsControl(rune))
        {
            Raw("\\u00"u8);
            Raw(HexDigit(rune.Value >> 4));
            Raw(HexDigit(rune.Value & 15));
        }
        else
        {
            Length += rune.EncodeToUtf8(_destination[Length..]);
        }
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}

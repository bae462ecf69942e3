using System.Runtime.CompilerServices;
using System.Text;

namespace FeedHandler.Core.Instruments;

/// <summary>A text of up to eight characters in unmanaged form, as the wire pads it; a string is made when somebody asks for it.</summary>
public readonly record struct Text8
{
    /// <summary>The most characters; what is longer is cut.</summary>
    public const int LengthMax = sizeof(ulong);

    private readonly ulong _bytes;

    /// <summary>Takes a text; what is longer is cut, and padding goes.</summary>
    /// <param name="wire">The text in Latin-1.</param>
    public Text8(ReadOnlySpan<byte> wire)
    {
        ReadOnlySpan<byte> text = wire.TrimEnd("\0 "u8);
        for (int i = 0; i < Math.Min(text.Length, LengthMax); i++) _bytes |= (ulong)text[i] << (8 * i);
    }

    /// <summary>Whether nothing was told.</summary>
    public bool IsEmpty => _bytes == 0;

    /// <inheritdoc/>
    public override string ToString()
    {
        int length = 0;
        while (length < LengthMax && (_bytes >> (8 * length)) != 0) length++;
        return string.Create(length, _bytes, static (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++) text[i] = (char)(byte)(bytes >> (8 * i));
        });
    }
}

/// <summary>A text of up to 32 characters in unmanaged form, as the wire pads it.</summary>
[InlineArray(LengthMax)]
public struct Text32 : IEquatable<Text32>
{
    /// <summary>The most characters; what is longer is cut.</summary>
    public const int LengthMax = 32;

    private byte _first;

    /// <summary>Takes a text in Latin-1.</summary>
    /// <param name="wire">The text.</param>
    public Text32(ReadOnlySpan<byte> wire)
    {
        ReadOnlySpan<byte> text = wire.TrimEnd("\0 "u8);
        text[..Math.Min(text.Length, LengthMax)].CopyTo(this);
    }

    /// <summary>Whether nothing was told.</summary>
    public readonly bool IsEmpty => _first == 0;

    /// <inheritdoc/>
    public readonly bool Equals(Text32 other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Text32 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override readonly string ToString() => Encoding.Latin1.GetString(((ReadOnlySpan<byte>)this).TrimEnd((byte)0));
}

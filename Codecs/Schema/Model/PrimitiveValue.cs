using System.Globalization;

namespace FeedHandler.Codecs.Schema;

/// <summary>A value of a primitive type, kept by its bits so that every value compares and prints exactly.</summary>
/// <param name="Type">the primitive type</param>
/// <param name="Bits">whole numbers: the value, sign- or zero-extended; float and double: the IEEE 754 bits</param>
public readonly record struct PrimitiveValue(PrimitiveType Type, long Bits)
{
    /// <summary>Reads a number, a float, or one character.</summary>
    /// <param name="type">the primitive type</param>
    /// <param name="text">decimal, or hexadecimal after 0x; a char is also one character</param>
    /// <param name="isCharacter">true when a digit means its character: constants and enum values of char, not null, min and max</param>
    /// <returns>the value, or null when the text is none or out of the type's range</returns>
    public static PrimitiveValue? Parse(PrimitiveType type, string text, bool isCharacter)
    {
        if (type == PrimitiveType.Char && text.Length == 1 && (isCharacter || !char.IsDigit(text[0])))
            return text[0] <= byte.MaxValue ? new(type, text[0]) : null;
        if (type.IsFloatingPoint())
            return ParseFloat(type, text);
        return type == PrimitiveType.UInt64 ? ParseUnsigned(text) : ParseInteger(type, text);
    }

    /// <summary>
    /// Reads a value as schemas in use write it: with white space around, a char as a blank or in quotes, not-a-number and the infinities
    /// in any spelling, hexadecimal bits of a negative number, and a whole number with a fraction of zeros.
    /// </summary>
    /// <param name="type">the primitive type</param>
    /// <param name="text">the text of an element or attribute</param>
    /// <param name="isCharacter">as <see cref="Parse"/> takes it</param>
    /// <returns>the value, or null when the text is none or out of the type's range</returns>
    public static PrimitiveValue? Read(PrimitiveType type, string text, bool isCharacter)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
            return type == PrimitiveType.Char && text.Length > 0 ? new(type, ' ') : null;
        if (Parse(type, trimmed, isCharacter) is { } value)
            return value;
        if (type == PrimitiveType.Char)
            return trimmed.Length == 3 && trimmed[0] is ('\'' or '"') && trimmed[2] == trimmed[0] ? Parse(type, $"{trimmed[1]}", isCharacter: true) : null;
        return type.IsFloatingPoint() ? ReadSpecial(type, trimmed) : ReadWhole(type, trimmed);
    }

    /// <summary>A whole number as decimal text.</summary>
    /// <param name="number">any number</param>
    /// <returns>digits, after a minus sign for a negative number</returns>
    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The bytes on the wire.</summary>
    /// <param name="byteOrder">order of the schema</param>
    /// <returns>as many bytes as the type has</returns>
    public byte[] ToBytes(ByteOrder byteOrder)
    {
        byte[] bytes = new byte[Type.Size()];
        for (int index = 0; index < bytes.Length; index++)
            bytes[byteOrder == ByteOrder.LittleEndian ? index : bytes.Length - 1 - index] = unchecked((byte)(Bits >> (8 * index)));
        return bytes;
    }

    /// <summary>The value as decimal text.</summary>
    /// <returns>a number; a char by its code</returns>
    public override string ToString() => Type switch
    {
        PrimitiveType.UInt64 => unchecked((ulong)Bits).ToString(CultureInfo.InvariantCulture),
        PrimitiveType.Double => BitConverter.Int64BitsToDouble(Bits).ToString("R", CultureInfo.InvariantCulture),
        PrimitiveType.Float => BitConverter.ToSingle(BitConverter.GetBytes(unchecked((int)Bits)), 0)
            .ToString("R", CultureInfo.InvariantCulture),
        _ => Bits.ToString(CultureInfo.InvariantCulture),
    };

    // All spellings of not-a-number are the one quiet NaN that is written, whatever bits the platform gives them.
    private static PrimitiveValue? ParseFloat(PrimitiveType type, string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return null;
        if (double.IsNaN(number))
            return type.DefaultNull();
        return new(type, type == PrimitiveType.Double
            ? BitConverter.DoubleToInt64Bits(number) : BitConverter.ToInt32(BitConverter.GetBytes((float)number), 0));
    }

    private static PrimitiveValue? ParseUnsigned(string text)
    {
        bool isHexadecimal = IsHexadecimal(text);
        return ulong.TryParse(
            isHexadecimal ? text.Substring(2) : text,
            isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out ulong number)
            ? new(PrimitiveType.UInt64, unchecked((long)number))
            : null;
    }

    private static PrimitiveValue? ParseInteger(PrimitiveType type, string text)
    {
        bool isHexadecimal = IsHexadecimal(text);
        if (!long.TryParse(
            isHexadecimal ? text.Substring(2) : text,
            isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out long number))
            return null;
        int bitCount = 8 * type.Size();
        long least = type.IsSigned() ? long.MinValue >> (64 - bitCount) : 0;
        long greatest = unchecked((long)(ulong.MaxValue >> (64 - bitCount + (type.IsSigned() ? 1 : 0))));
        return number < least || number > greatest ? null : new(type, number);
    }

    private static PrimitiveValue? ReadSpecial(PrimitiveType type, string text) => text.ToUpperInvariant() switch
    {
        "NAN" => type.DefaultNull(),
        "INF" or "+INF" or "INFINITY" => Parse(type, "Infinity", isCharacter: false),
        "-INF" or "-INFINITY" => Parse(type, "-Infinity", isCharacter: false),
        _ => null,
    };

    private static PrimitiveValue? ReadWhole(PrimitiveType type, string text)
    {
        int bitCount = 8 * type.Size();
        string digits = text.Substring(Math.Min(2, text.Length));
        if (IsHexadecimal(text) && type.IsSigned()
            && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            && (bitCount == 64 || bits >> bitCount == 0))
            return new(type, unchecked((long)(bits << (64 - bitCount))) >> (64 - bitCount));
        int point = text.IndexOf('.');
        return point > 0 && text.Substring(point + 1).All(static digit => digit == '0')
            ? Parse(type, text.Substring(0, point), isCharacter: false)
            : null;
    }

    private static bool IsHexadecimal(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
}

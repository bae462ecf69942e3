using System.Globalization;
using System.Text;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>C# keywords and literals for primitive types and values.</summary>
internal static class CSharp
{
    public const string Runtime = "global::FeedHandler.Codecs.";
    public const string Bytes = "global::System.ReadOnlySpan<byte>";
    public const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";
    private const string Services = "global::System.Runtime.CompilerServices.";

    /// <summary>For methods of a few comparisons that return a struct, which is better kept in registers.</summary>
    public const string Inline = $"[{Services}MethodImpl({Services}MethodImplOptions.AggressiveInlining)] // BookMessageBenchmarks";

    public const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal";

    public static string Keyword(PrimitiveType type) => type switch
    {
        PrimitiveType.Char or PrimitiveType.UInt8 => "byte",
        PrimitiveType.Int8 => "sbyte",
        PrimitiveType.Int16 => "short",
        PrimitiveType.Int32 => "int",
        PrimitiveType.Int64 => "long",
        PrimitiveType.UInt16 => "ushort",
        PrimitiveType.UInt32 => "uint",
        PrimitiveType.UInt64 => "ulong",
        PrimitiveType.Float => "float",
        _ => "double",
    };

    /// <summary>A constant expression that converts to the type without a cast; the least values have no plain literal.</summary>
    public static string Literal(PrimitiveValue value) => value.Type switch
    {
        PrimitiveType.Int32 when value.Bits == int.MinValue => "int.MinValue",
        PrimitiveType.Int64 when value.Bits == long.MinValue => "long.MinValue",
        PrimitiveType.Int64 => value + "L",
        PrimitiveType.UInt32 => value + "U",
        PrimitiveType.UInt64 => value + "UL",
        PrimitiveType.Float or PrimitiveType.Double => FloatLiteral(value),
        _ => value.ToString(),
    };

    /// <summary>An expression of exactly these bits: the compiler's only not-a-number is another than the null of the protocol.</summary>
    public static string ExactLiteral(PrimitiveValue value) => value.Type switch
    {
        PrimitiveType.Float when IsNaN(value)
            => $"global::System.BitConverter.UInt32BitsToSingle(0x{unchecked((uint)value.Bits).ToString("X8", CultureInfo.InvariantCulture)}U)",
        PrimitiveType.Double when IsNaN(value)
            => $"global::System.BitConverter.UInt64BitsToDouble(0x{unchecked((ulong)value.Bits).ToString("X16", CultureInfo.InvariantCulture)}UL)",
        _ => Literal(value),
    };

    public static bool IsNaN(PrimitiveValue value) => value.Type.IsFloatingPoint() && value.ToString() == "NaN";

    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>A string literal with everything but plain ASCII escaped.</summary>
    public static string Text(string text)
    {
        StringBuilder literal = new StringBuilder("\"");
        foreach (char character in text)
        {
            if (character is '"' or '\\')
                literal.Append('\\').Append(character);
            else if (character is >= ' ' and <= '~')
                literal.Append(character);
            else
                literal.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>An expression for constant text as the bytes that a sender would write.</summary>
    public static string TextBytes(string text, bool isUtf8)
        => text.All(static character => character is >= ' ' and <= '~')
            ? Text(text) + "u8"
            : ByteList(isUtf8 ? Encoding.UTF8.GetBytes(text) : text.Select(static character => character <= '\xFF' ? (byte)character : (byte)'?'));

    /// <summary>A collection expression of bytes.</summary>
    public static string ByteList(IEnumerable<byte> bytes)
        => "[" + string.Join(", ", bytes.Select(static value => value.ToString(CultureInfo.InvariantCulture))) + "]";

    private static string FloatLiteral(PrimitiveValue value)
    {
        string keyword = Keyword(value.Type);
        return value.ToString() switch
        {
            "NaN" => keyword + ".NaN",
            "Infinity" => keyword + ".PositiveInfinity",
            "-Infinity" => keyword + ".NegativeInfinity",
            var digits => digits + (value.Type == PrimitiveType.Float ? "F" : "D"),
        };
    }
}

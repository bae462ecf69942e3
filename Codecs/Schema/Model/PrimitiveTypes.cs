namespace FeedHandler.Codecs.Schema;

/// <summary>Sizes, names and default nulls of the primitive types (SBE 1.0, sections 2.3 and 2.4.2).</summary>
public static class PrimitiveTypes
{
    /// <summary>Finds a primitive type by its name in a schema.</summary>
    /// <param name="name">such as "uint16"</param>
    /// <returns>the type, or null when no primitive has this name</returns>
    public static PrimitiveType? Parse(string? name) => name switch
    {
        "char" => PrimitiveType.Char,
        "int8" => PrimitiveType.Int8,
        "int16" => PrimitiveType.Int16,
        "int32" => PrimitiveType.Int32,
        "int64" => PrimitiveType.Int64,
        "uint8" => PrimitiveType.UInt8,
        "uint16" => PrimitiveType.UInt16,
        "uint32" => PrimitiveType.UInt32,
        "uint64" => PrimitiveType.UInt64,
        "float" => PrimitiveType.Float,
        "double" => PrimitiveType.Double,
        _ => null,
    };

    /// <summary>Bytes on the wire.</summary>
    /// <param name="type">a primitive type</param>
    /// <returns>1, 2, 4 or 8</returns>
    public static int Size(this PrimitiveType type) => type switch
    {
        PrimitiveType.Char or PrimitiveType.Int8 or PrimitiveType.UInt8 => 1,
        PrimitiveType.Int16 or PrimitiveType.UInt16 => 2,
        PrimitiveType.Int32 or PrimitiveType.UInt32 or PrimitiveType.Float => 4,
        _ => 8,
    };

    /// <summary>The name in a schema.</summary>
    /// <param name="type">a primitive type</param>
    /// <returns>such as "uint16"</returns>
    public static string SchemaName(this PrimitiveType type) => type.ToString().ToLowerInvariant();

    /// <summary>Whether the type is a whole number with a sign.</summary>
    /// <param name="type">a primitive type</param>
    /// <returns>true for int8 to int64</returns>
    public static bool IsSigned(this PrimitiveType type)
        => type is PrimitiveType.Int8 or PrimitiveType.Int16 or PrimitiveType.Int32 or PrimitiveType.Int64;

    /// <summary>Whether the type is a binary floating-point number.</summary>
    /// <param name="type">a primitive type</param>
    /// <returns>true for float and double</returns>
    public static bool IsFloatingPoint(this PrimitiveType type) => type is PrimitiveType.Float or PrimitiveType.Double;

    /// <summary>The null value of an optional field whose schema names none.</summary>
    /// <param name="type">a primitive type</param>
    /// <returns>zero for char, the least value for signed and the greatest for unsigned numbers, not-a-number for the others</returns>
    public static PrimitiveValue DefaultNull(this PrimitiveType type) => type switch
    {
        PrimitiveType.Char => new(type, 0),
        PrimitiveType.Float => new(type, unchecked((int)0x7FC00000)),
        PrimitiveType.Double => new(type, 0x7FF8000000000000),
        _ when type.IsSigned() => new(type, long.MinValue >> (64 - (8 * type.Size()))),
        _ => new(type, unchecked((long)(ulong.MaxValue >> (64 - (8 * type.Size()))))),
    };
}

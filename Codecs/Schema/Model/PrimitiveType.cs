namespace FeedHandler.Codecs.Schema;

/// <summary>The primitive types of SBE (SBE 1.0, section 2.3).</summary>
public enum PrimitiveType
{
    /// <summary>One character of one byte.</summary>
    Char,

    /// <summary>Signed, 1 byte.</summary>
    Int8,

    /// <summary>Signed, 2 bytes.</summary>
    Int16,

    /// <summary>Signed, 4 bytes.</summary>
    Int32,

    /// <summary>Signed, 8 bytes.</summary>
    Int64,

    /// <summary>Unsigned, 1 byte.</summary>
    UInt8,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16,

    /// <summary>Unsigned, 4 bytes.</summary>
    UInt32,

    /// <summary>Unsigned, 8 bytes.</summary>
    UInt64,

    /// <summary>IEEE 754 binary, 4 bytes.</summary>
    Float,

    /// <summary>IEEE 754 binary, 8 bytes.</summary>
    Double,
}

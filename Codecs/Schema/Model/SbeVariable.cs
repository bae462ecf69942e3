namespace FeedHandler.Codecs.Schema;

/// <summary>Variable-length data: a length, then that many bytes (SBE 1.0, section 3.5).</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Id">tag</param>
/// <param name="Length">the member that carries the number of bytes</param>
/// <param name="HeaderSize">bytes before the data</param>
/// <param name="CharacterEncoding">encoding of text; empty for raw bytes</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record SbeVariable(string Name, int Id, HeaderMember Length, int HeaderSize, string CharacterEncoding, ElementNotes Notes)
{
    /// <summary>The composite of length and data; null in a model that was not read from a schema.</summary>
    public CompositeType? Type { get; init; }

    /// <summary>Type of each element of the data: char for text, mostly uint8 for bytes.</summary>
    public PrimitiveType Primitive { get; init; } = PrimitiveType.UInt8;
}

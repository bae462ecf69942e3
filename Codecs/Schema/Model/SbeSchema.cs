namespace FeedHandler.Codecs.Schema;

/// <summary>A whole schema with every offset, size and null worked out. Two schemas of equal content are equal.</summary>
/// <param name="Package">name in the schema</param>
/// <param name="Id">schema id</param>
/// <param name="Version">schema version</param>
/// <param name="ByteOrder">order of the bytes of all numbers</param>
/// <param name="Header">the message header</param>
/// <param name="Types">all composites, enums and sets, also those inside composites; simple encodings appear where used</param>
/// <param name="Messages">in the order of the schema</param>
public sealed record SbeSchema(
    string Package,
    ushort Id,
    ushort Version,
    ByteOrder ByteOrder,
    MessageHeader Header,
    EquatableArray<SbeType> Types,
    EquatableArray<SbeMessage> Messages)
{
    /// <summary>What the schema says about itself; empty when nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>Version of the application layer, such as "FIX.5.0SP2"; empty when not named.</summary>
    public string SemanticVersion { get; init; } = "";

    /// <summary>All simple encodings that are declared by name, in the order of the schema.</summary>
    public EquatableArray<EncodedType> EncodedTypes { get; init; }
}

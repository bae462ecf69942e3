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

/// <summary>A message of a schema.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Id">template id</param>
/// <param name="Block">the body</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record SbeMessage(string Name, ushort Id, SbeBlock Block, ElementNotes Notes)
{
    /// <summary>The package: that of the enclosing messages element (SBE 2.0), else that of the schema.</summary>
    public string Package { get; init; } = "";
}

/// <summary>What a schema says about an element besides its encoding.</summary>
/// <param name="Description">text for people; empty when none</param>
/// <param name="SemanticType">FIX data type; empty when none</param>
/// <param name="SinceVersion">first schema version that has the element</param>
/// <param name="DeprecatedVersion">schema version from which the element should no longer be used; null when it is not deprecated</param>
public sealed record ElementNotes(string Description, string SemanticType, int SinceVersion, int? DeprecatedVersion);

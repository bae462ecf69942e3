namespace FeedHandler.Codecs.Schema;

/// <summary>The header before every message (SBE 1.0, section 3.2). A member that the schema leaves out is null.</summary>
/// <param name="Type">the composite, for its size and further members</param>
/// <param name="BlockLength">bytes of the root block</param>
/// <param name="TemplateId">message id</param>
/// <param name="SchemaId">schema id</param>
/// <param name="Version">schema version of the sender</param>
public sealed record MessageHeader(
    CompositeType Type,
    HeaderMember? BlockLength,
    HeaderMember? TemplateId,
    HeaderMember? SchemaId,
    HeaderMember? Version)
{
    /// <summary>Number of groups in the root of the message; null in the header of eight bytes.</summary>
    public HeaderMember? NumGroups { get; init; }

    /// <summary>Number of variable-length data in the root of the message; null in the header of eight bytes.</summary>
    public HeaderMember? NumVarDataFields { get; init; }
}

namespace FeedHandler.Codecs.Schema;

/// <summary>Layout of the header of a group (SBE 1.0, section 3.4.8).</summary>
/// <param name="Type">the composite, for its size</param>
/// <param name="BlockLength">the member that carries the bytes of an entry's block</param>
/// <param name="NumInGroup">the member that carries the number of entries</param>
public sealed record GroupDimension(CompositeType Type, HeaderMember BlockLength, HeaderMember NumInGroup)
{
    /// <summary>Number of groups in each entry; null in the dimension of four bytes.</summary>
    public HeaderMember? NumGroups { get; init; }

    /// <summary>Number of variable-length data in each entry; null in the dimension of four bytes.</summary>
    public HeaderMember? NumVarDataFields { get; init; }
}

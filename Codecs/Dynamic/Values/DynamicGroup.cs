using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A group as an object.</summary>
/// <param name="Source">the group in the schema</param>
/// <param name="IsAbsent">whether not even its dimension is there</param>
/// <param name="Entries">in wire order</param>
public sealed record DynamicGroup(SbeGroup Source, bool IsAbsent, EquatableArray<DynamicBlock> Entries) : IDynamicElement
{
    /// <summary>Name in the schema.</summary>
    public string Name => Source.Name;
}

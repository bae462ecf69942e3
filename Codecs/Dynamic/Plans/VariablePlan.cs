using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Variable-length data of a block.</summary>
/// <param name="Variable">the data</param>
/// <param name="IsLater">whether it came after its block, so that an older sender may lack it</param>
internal sealed record VariablePlan(SbeVariable Variable, bool IsLater)
{
    public bool IsIn(int version) => !IsLater || version >= Variable.Notes.SinceVersion;
}

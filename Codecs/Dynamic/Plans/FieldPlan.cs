using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A field of a block.</summary>
/// <param name="Field">the field</param>
/// <param name="IsLater">whether it came after its block, so that an older sender may lack it</param>
internal sealed record FieldPlan(SbeField Field, bool IsLater)
{
    public bool IsIn(int version) => !IsLater || version >= Field.Notes.SinceVersion;

    /// <summary>Whether a block as sent has the field: by its version, and, if the field came later, by its length too.</summary>
    public bool IsIn(int version, int blockLength) => !IsLater || (version >= Field.Notes.SinceVersion && blockLength >= Field.End);
}

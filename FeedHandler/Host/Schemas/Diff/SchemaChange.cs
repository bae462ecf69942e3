namespace FeedHandler.Host.Schemas.Diff;

/// <summary>A difference between two versions of a schema.</summary>
/// <param name="Element">What kind of thing: schema, header, message, block, field, group, dimension, data, type, member, value or choice.</param>
/// <param name="Path">Its name with those of what it is in, such as `MDIncrementalRefreshBook46.NoMDEntries.MDEntryPx`.</param>
/// <param name="What">What changed: added, removed, renamed, or the property, such as offset.</param>
/// <param name="From">What it was; empty for what was added.</param>
/// <param name="To">What it is; empty for what was removed.</param>
/// <param name="IsBreaking">Whether a reader of the one version misreads a sender of the other.</param>
/// <param name="Reason">Why it is or is not.</param>
/// <param name="Generated">Generated types, members and handler methods that it touches.</param>
internal sealed record SchemaChange(
    string Element, string Path, string What, string From, string To, bool IsBreaking, string Reason, IReadOnlyList<string> Generated);

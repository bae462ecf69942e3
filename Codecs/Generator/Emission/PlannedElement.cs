using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>A group or variable-length data of a block, with its C# name and its neighbour on the wire.</summary>
/// <param name="Name">C# name</param>
/// <param name="Group">the group; null for data</param>
/// <param name="Variable">the data; null for a group</param>
/// <param name="Owner">full C# name of the type that nests the group's types</param>
/// <param name="Previous">the element before it on the wire; null for the first</param>
/// <param name="IsLater">whether an older sender may lack it</param>
internal sealed record PlannedElement(
    string Name,
    SbeGroup? Group,
    SbeVariable? Variable,
    string Owner,
    PlannedElement? Previous,
    bool IsLater)
{
    public string GroupType => $"{Owner}.{Name}Group";

    public string EntryType => $"{Owner}.{Name}Entry";

    public ElementNotes Notes => Group?.Notes ?? Variable!.Notes;

    public int Id => Group?.Id ?? Variable!.Id;

    public string OutType => Group is null ? CSharp.Bytes : GroupType;
}

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

    /// <summary>What TryGet gives.</summary>
    public string OutType => Group is null ? CSharp.Bytes : GroupType;

    /// <summary>Whether the schema names an encoding of characters.</summary>
    public bool IsText => Variable is { CharacterEncoding.Length: > 0 };

    public bool IsUtf8 => Variable?.CharacterEncoding.ToUpperInvariant() is "UTF-8" or "UTF8";

    /// <summary>An expression for the offset after the element, from that of its first byte; −1 when it does not fit.</summary>
    public string Pass(string start, string length, string offset, string version)
        => $"{(Group is null ? "Pass" + Name : GroupType + ".Pass")}(ref {start}, {length}, {offset}, {version})";

    /// <summary>
    /// When a group or data is not there: the sender is older than it, or, at the end of a message, no byte is left for it.
    /// Inside an entry a missing byte is an error, since another entry could follow.
    /// </summary>
    public string? AbsenceTest(bool isRoot, string emptyTest, string version)
    {
        string? isOlder = IsLater ? $"{version} < {Docs.Number(Notes.SinceVersion)}" : null;
        return !isRoot ? isOlder : isOlder is null ? emptyTest : $"{emptyTest} || {isOlder}";
    }
}

namespace FeedHandler.Codecs.Schema;

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

namespace FeedHandler.Codecs.Schema;

/// <summary>A repeating group.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Id">tag</param>
/// <param name="Dimension">the header of the group on the wire</param>
/// <param name="Block">the body of an entry</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record SbeGroup(string Name, int Id, GroupDimension Dimension, SbeBlock Block, ElementNotes Notes);

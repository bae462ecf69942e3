namespace FeedHandler.Codecs.Schema;

/// <summary>Marks the root of an included file in the tree, so that what is below it is reported where it stands.</summary>
/// <param name="Path">path of the file</param>
internal sealed record SchemaOrigin(string Path);

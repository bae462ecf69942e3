namespace FeedHandler.Codecs.Generator;

/// <summary>A schema file as the project names it.</summary>
/// <param name="Path">where it is, for diagnostics</param>
/// <param name="Xml">its text</param>
/// <param name="Namespace">namespace of the generated code</param>
/// <param name="Prefix">what the handler interface and the dispatcher are called after</param>
internal sealed record SchemaFile(string Path, string Xml, string Namespace, string Prefix);

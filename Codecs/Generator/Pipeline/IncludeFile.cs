namespace FeedHandler.Codecs.Generator;

/// <summary>A file that a schema may include.</summary>
/// <param name="Path">where it is, with slashes and free of dots</param>
/// <param name="Xml">its text</param>
internal sealed record IncludeFile(string Path, string Xml);

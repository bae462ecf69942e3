namespace FeedHandler.Codecs.Generator;

/// <summary>A message or type whose C# name is not its schema name.</summary>
internal sealed record RenamedType(string Key, string Name);

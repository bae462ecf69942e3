namespace FeedHandler.Codecs.Schema;

/// <summary>What a schema says about an element besides its encoding.</summary>
/// <param name="Description">text for people; empty when none</param>
/// <param name="SemanticType">FIX data type; empty when none</param>
/// <param name="SinceVersion">first schema version that has the element</param>
/// <param name="DeprecatedVersion">schema version from which the element should no longer be used; null when it is not deprecated</param>
public sealed record ElementNotes(string Description, string SemanticType, int SinceVersion, int? DeprecatedVersion);

namespace FeedHandler.Codecs.Schema;

/// <summary>A rule that schemas are held to.</summary>
/// <param name="Id">such as "SBE005"</param>
/// <param name="Severity">how bad a breach is</param>
/// <param name="Title">the rule in a few words</param>
/// <param name="MessageFormat">what to tell at a breach, a format string</param>
public sealed record SchemaRule(string Id, SchemaSeverity Severity, string Title, string MessageFormat);

using System.Globalization;

namespace FeedHandler.Codecs.Schema;

/// <summary>A breach of a rule at a place of the schema's text.</summary>
/// <param name="Rule">the rule</param>
/// <param name="Message">what is wrong and what to do</param>
/// <param name="Line">line from 1; 0 when not known</param>
/// <param name="Column">column from 1; 0 when not known</param>
public sealed record SchemaDiagnostic(SchemaRule Rule, string Message, int Line, int Column)
{
    /// <summary>Path of the included file that holds the place; empty when it is the schema's own file.</summary>
    public string Path { get; init; } = "";

    /// <summary>One line for a person: place, id and message.</summary>
    /// <returns>such as "(12,8): SBE005: No type …"</returns>
    public override string ToString()
        => string.Format(CultureInfo.InvariantCulture, "{0}({1},{2}): {3}: {4}", Path, Line, Column, Rule.Id, Message);
}

/// <summary>A rule that schemas are held to.</summary>
/// <param name="Id">such as "SBE005"</param>
/// <param name="Severity">how bad a breach is</param>
/// <param name="Title">the rule in a few words</param>
/// <param name="MessageFormat">what to tell at a breach, a format string</param>
public sealed record SchemaRule(string Id, SchemaSeverity Severity, string Title, string MessageFormat);

/// <summary>How bad a finding is.</summary>
public enum SchemaSeverity
{
    /// <summary>The schema breaks a rule, yet its layout is clear.</summary>
    Warning,

    /// <summary>The layout is not known: there is no model.</summary>
    Error,
}

/// <summary>What came of reading a schema.</summary>
/// <param name="Schema">the model; null when a diagnostic is an error</param>
/// <param name="Diagnostics">in the order found</param>
public sealed record SchemaReading(SbeSchema? Schema, EquatableArray<SchemaDiagnostic> Diagnostics);

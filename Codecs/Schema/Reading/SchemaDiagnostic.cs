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

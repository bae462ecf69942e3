using System.Globalization;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes XML documentation from what a schema says.</summary>
internal static class Docs
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    public static void Summary(CodeWriter writer, string description, params string?[] facts)
        => writer.Line($"/// <summary>{Sentences(description, facts)}</summary>");

    public static void Param(CodeWriter writer, string name, string text) => writer.Line($"/// <param name=\"{name}\">{text}</param>");

    public static void Returns(CodeWriter writer, string text) => writer.Line($"/// <returns>{text}</returns>");

    /// <summary>What a schema says about versions, or null when it says nothing.</summary>
    public static string? Versions(ElementNotes notes)
    {
        string? since = notes.SinceVersion > 0 ? "since version " + Number(notes.SinceVersion) : null;
        string? deprecated = notes.DeprecatedVersion is { } version ? "deprecated from version " + Number(version) : null;
        return since is null ? deprecated : deprecated is null ? since : since + ", " + deprecated;
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Text of a schema as the text of one comment line: no line break of any kind, nothing that XML forbids.</summary>
    public static string Escape(string text)
        => string.Join(" ", new string([.. text.Select(Plain)]).Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
            .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static char Plain(char character)
        => char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' or >= '\uFFFE' ? ' ' : character;

    private static string Sentences(string description, string?[] facts)
    {
        string text = Escape(description).TrimEnd('.');
        string?[] known = facts.Where(static fact => fact is not null).ToArray();
        if (known.Length == 0)
            return text + ".";
        string list = string.Join(", ", known);
        return text.Length == 0 ? char.ToUpperInvariant(list[0]) + list.Substring(1) + "." : $"{text} ({list}).";
    }
}

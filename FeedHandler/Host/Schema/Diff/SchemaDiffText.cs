using FeedHandler.Engine;

namespace FeedHandler.Host.Schema.Diff;

/// <summary>Changes for people: what breaks first, and by each what of the generated code it touches.</summary>
internal static class SchemaDiffText
{
    private const int GeneratedMax = 8;

    /// <summary>Writes the changes.</summary>
    public static void Write(TextWriter output, string title, IReadOnlyList<SchemaChange> changes)
    {
        int breakingCount = changes.Count(static change => change.IsBreaking);
        output.WriteLine($"{title}: {(changes.Count == 1 ? "1 change" : $"{changes.Count} changes")}, {(breakingCount > 0 ? breakingCount : "none")} BREAKING");
        WritePart(output, "BREAKING on the wire", changes.Where(static change => change.IsBreaking));
        WritePart(output, "Compatible on the wire", changes.Where(static change => !change.IsBreaking));
    }

    private static void WritePart(TextWriter output, string title, IEnumerable<SchemaChange> changes)
    {
        bool isFirst = true;
        foreach (SchemaChange change in changes)
        {
            if (isFirst)
            {
                output.WriteLine();
                output.WriteLine(title);
            }

            isFirst = false;
            output.WriteLine($"  {change.Element} {change.Path} {What(change)}: {change.Reason}");
            if (change.Generated.Count > 0) output.WriteLine($"      {Generated(change.Generated)}");
        }
    }

    private static string What(SchemaChange change) => change.What switch
    {
        "added" or "removed" => change.What + (change.To + change.From is { Length: > 0 } what ? $" ({what})" : ""),
        "renamed" => $"renamed from {change.From}",
        _ => $"{change.What} {Shown(change.From)} -> {Shown(change.To)}",
    };

    private static string Shown(string value) => value.Length > 0 ? value : "none";

    private static string Generated(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(GeneratedMax)) + (names.Count > GeneratedMax ? $" and {names.Count - GeneratedMax} more" : "");
}

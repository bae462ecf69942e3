using System.Text.Json;
using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Reports;

/// <summary>
/// A page's tables of members as a contract: what they list is printed, in its type, and nothing else is. Rows are such as | `packets.total` | number | ... |,
/// where [] is each item of a list and * each member of an object, and where a type may end with ", optional".
/// </summary>
internal sealed partial class JsonContract
{
    private readonly List<(string[] Path, string[] Types, bool IsOptional)> _rows = [];

    /// <summary>The tables of a section of a page.</summary>
    /// <param name="page">The page's path below the root.</param>
    /// <param name="section">The section's head; empty for what stands before the first.</param>
    /// <param name="below">Only members below this one, named from there, such as "instruments[]"; empty for all.</param>
    public JsonContract With(string page, string section, string below = "")
    {
        string[] sections = File.ReadAllText(Repository.PathOf(page)).Split("\n## ");
        string text = section.Length == 0 ? sections[0] : sections.Single(text => text.StartsWith(section + "\n", StringComparison.Ordinal));
        foreach (Match row in text.Split('\n').Select(static line => Row().Match(line)).Where(static match => match.Success))
        {
            string path = row.Groups["path"].Value;
            if (below.Length > 0 && !path.StartsWith(below + ".", StringComparison.Ordinal)) continue;
            string name = below.Length == 0 ? path : path[(below.Length + 1)..];
            _rows.Add((name.Split('.'), row.Groups["type"].Value.Split(" or "), row.Groups["optional"].Success));
        }

        Assert.That(_rows, Is.Not.Empty, $"{page}, {section}: no table");
        return this;
    }

    /// <summary>Compares what was printed with the tables.</summary>
    /// <param name="printed">The object.</param>
    /// <param name="normalize">Changes the path of what was printed before it is looked for; none by default.</param>
    public void Holds(JsonElement printed, Func<string, string>? normalize = null)
    {
        (string Path, JsonElement Element)[] found = [.. Leaves(printed, "").Select(leaf => ((normalize ?? (static path => path))(leaf.Path), leaf.Element))];
        Assert.That(
            found.Where(leaf => !_rows.Exists(row => Matches(row.Path, leaf.Path) && row.Types.Contains(TypeOf(leaf.Element))))
                .Select(static leaf => $"{leaf.Path}: {TypeOf(leaf.Element)}").Distinct(),
            Is.Empty, "printed, and not documented so");
        Assert.That(
            _rows.Where(row => !row.IsOptional && !Array.Exists(found, leaf => Matches(row.Path, leaf.Path) || IsInside(row, leaf.Path))).Select(static row => string.Join('.', row.Path)),
            Is.Empty, "documented, and not printed");
    }

    // An object is printed where its members are.
    private static bool IsInside((string[] Path, string[] Types, bool IsOptional) row, string path) => row.Types.Contains("object")
        && path.Split('.') is { } names && names.Length > row.Path.Length && Matches(row.Path, string.Join('.', names.Take(row.Path.Length)));

    private static bool Matches(string[] documented, string path)
    {
        string[] names = path.Split('.');
        return documented.Length == names.Length && documented.Zip(names).All(static pair => pair.First == "*" || pair.First == pair.Second);
    }

    private static IEnumerable<(string Path, JsonElement Element)> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Leaves(item, path + "[]")),
        _ => [(path, element)],
    };

    private static string TypeOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => "number",
        JsonValueKind.String => "text",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    [GeneratedRegex(@"^\| `(?<path>[^`]+)` \| (?<type>[a-z ]+?)(?<optional>, optional)? \|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}

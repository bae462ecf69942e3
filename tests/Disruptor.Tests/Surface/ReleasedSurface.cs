using System.Text.RegularExpressions;

namespace Disruptor.Tests.Surface;

/// <summary>One type of a list of a released surface.</summary>
/// <param name="Key">Namespace and name.</param>
/// <param name="Head">Its head without base and interfaces.</param>
/// <param name="Bases">Its base and interfaces, as written.</param>
/// <param name="Members">Its members, as written.</param>
internal sealed record ReleasedType(string Key, string Head, string Bases, List<string> Members);

/// <summary>Reads the list: `namespace`, then types indented by two, then members indented by four.</summary>
internal static partial class ReleasedSurface
{
    internal static IReadOnlyList<ReleasedType> Read(string path)
    {
        List<ReleasedType> types = new List<ReleasedType>();
        string space = "";
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal)) space = line["namespace ".Length..].Trim();
            else if (line.StartsWith("    ", StringComparison.Ordinal)) types[^1].Members.Add(line.Trim());
            else if (line.StartsWith("  ", StringComparison.Ordinal)) types.Add(TypeOf(space, line.Trim()));
        }

        return types;
    }

    private static ReleasedType TypeOf(string space, string line)
    {
        Match match = HeadPattern().Match(line);
        string name = match.Groups["name"].Value;
        bool isWhole = line.Contains(" enum ", StringComparison.Ordinal) || line.Contains(" delegate ", StringComparison.Ordinal);
        string head = isWhole ? line : match.Groups["front"].Value + match.Groups["where"].Value;
        return new ReleasedType($"{space}.{name}", head, isWhole ? "" : match.Groups["bases"].Value, []);
    }

    [GeneratedRegex(
        @"^(?<front>public (?:(?:static|sealed|abstract|readonly|class|struct|interface|enum) |delegate [\w<>?\[\]]+ )+(?<name>[\w.]+(?:<[\w, ]+>)?(?:\.\w+(?:<[\w, ]+>)?)?))(?: : (?<bases>.+?))?(?<where>(?: where .+)?)$|^(?<front>public delegate \S+ (?<name>[\w.]+(?:<[\w, ]+>)?))\(.*$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadPattern();
}

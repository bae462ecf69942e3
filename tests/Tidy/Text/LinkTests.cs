using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Text;

public sealed partial class LinkTests
{
    [Test]
    public void EveryRelativeLinkLeadsSomewhere() => Rule.Holds(
        "A link in the documentation leads to a file of the repository, and its fragment to a heading there",
        Tree.Files.Where(static file => file.Extension is ".md").SelectMany(BrokenLinks));

    private static IEnumerable<string> BrokenLinks(SourceFile file) =>
        Link().Matches(file.Text).Select(static match => match.Groups["target"].Value)
            .Where(static target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Leads(file, target))
            .Select(target => $"{file}: {target}");

    private static bool Leads(SourceFile file, string target)
    {
        string[] parts = target.Split('#', 2);
        string folder = Path.GetDirectoryName(file.FullPath)!;
        string path = parts[0].Length == 0 ? file.FullPath : Path.GetFullPath(Path.Combine(folder, parts[0]));
        if (!path.StartsWith(Repository.Root, StringComparison.Ordinal) || !Path.Exists(path)) return false;
        return parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || HeadingsOf(path).Contains(parts[1]);
    }

    /// <summary>The fragments of a page's headings, formed as code hosts do: lower case, punctuation dropped, blanks to hyphens.</summary>
    private static HashSet<string> HeadingsOf(string path) =>
        [.. File.ReadLines(path).Where(static line => line.StartsWith('#')).Select(static line => FragmentOf(line.TrimStart('#').Trim()))];

    private static string FragmentOf(string heading) =>
        string.Concat(heading.Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).ToLowerInvariant().Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}

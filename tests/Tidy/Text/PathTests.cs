using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Text;

public sealed partial class PathTests
{
    private const string Architecture = "docs/architecture.md";
    private const int FilesOfTheWay = 15;
    private const int RowsMax = 18;

    [Test]
    public void EveryPathInTheDocumentationIsThere() => Rule.Holds(
        "A file or folder that the documentation names is there",
        Tree.Files.Where(static file => file.Extension is ".md").SelectMany(static file => PathsIn(file.Text)
            .Where(static path => !System.IO.Path.Exists(Repository.PathOf(path)))
            .Select(path => $"{file}: {path}")));

    [Test]
    public void TheWayOfAPacketIsToldFileByFile()
    {
        string text = Tree.Files.Single(static file => file.Path == Architecture).Text;

        Assert.That(PathsIn(text).Where(static path => path.EndsWith(".cs", StringComparison.Ordinal)).Distinct().Count(), Is.AtLeast(FilesOfTheWay));
        foreach (string section in (string[])["Identity", "Sequence", "Damage", "Doubt", "Event", "Venue"]) Assert.That(text, Does.Contain($"\n## {section}\n"));
    }

    [TestCase("The way of a packet", 12)]
    [TestCase("The way of an event", 12)]
    public void AWayIsShortEnoughToBeGone(string heading, int rowsMin) => Assert.That(RowsOf(heading), Has.Length.InRange(rowsMin, RowsMax));

    [TestCase("The way of a packet")]
    [TestCase("The way of an event")]
    public void EachStepOfAWayIsBoundToOneBefore(string heading)
    {
        string[][] rows = [.. RowsOf(heading).Select(static row => PathsIn(row).Where(static path => path.EndsWith(".cs", StringComparison.Ordinal)).ToArray())];

        Rule.Holds(
            $"{heading}: each row has a file that names a type of a row before it, or is named there",
            Enumerable.Range(1, rows.Length - 1).Where(row => !rows[..row].SelectMany(static path => path).Any(before => rows[row].Any(path => AreBound(before, path))))
                .Select(row => string.Join(", ", rows[row])));
    }

    private static string[] RowsOf(string heading)
    {
        string text = Tree.Files.Single(static file => file.Path == Architecture).Text;
        string way = text[text.IndexOf($"# {heading}\n", StringComparison.Ordinal)..].Split("\n#", 2)[0];
        return [.. way.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2]))];
    }

    private static bool AreBound(string before, string path) => Names(before, TypeOf(path)) || Names(path, TypeOf(before)) || TypeOf(before) == TypeOf(path);

    // A type of several parts names what any of them names.
    private static bool Names(string path, string type) => Tree.CSharp
        .Where(file => System.IO.Path.GetDirectoryName(file.Path) == System.IO.Path.GetDirectoryName(path) && TypeOf(file.Path) == TypeOf(path))
        .Any(file => Regex.IsMatch(file.Text, $@"\b{type}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));

    private static string TypeOf(string path) => System.IO.Path.GetFileName(path).Split('.')[0];

    private static IEnumerable<string> PathsIn(string text) => Path().Matches(text).Select(static match => match.Groups["path"].Value);

    [GeneratedRegex(@"`(?<path>(FeedHandler|Codecs|Latency|Replay|tests|docs|captures)/[\w./-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();
}

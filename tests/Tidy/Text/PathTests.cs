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
    public void AWayIsShortEnoughToBeGone(string heading, int rowsMin)
    {
        string text = Tree.Files.Single(static file => file.Path == Architecture).Text;
        string way = text[text.IndexOf($"# {heading}\n", StringComparison.Ordinal)..].Split("\n#", 2)[0];

        Assert.That(way.Split('\n').Count(static line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2])), Is.InRange(rowsMin, RowsMax));
    }

    private static IEnumerable<string> PathsIn(string text) => Path().Matches(text).Select(static match => match.Groups["path"].Value);

    [GeneratedRegex(@"`(?<path>(FeedHandler|Codecs|Latency|Replay|tests|docs|captures)/[\w./-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();
}

using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;

namespace HdrHistogram.Tests.Surface;

/// <summary>
/// The names and signatures that consumers build on. While each line of the released package's list is in ours, the same sources build on
/// either.
/// </summary>
[TestFixture]
internal sealed partial class PublicSurfaceTests
{
    private static readonly string[] Ours = [.. PublicSurface.Of(typeof(HistogramBase).Assembly)];

    [Test]
    public void The_surface_is_the_one_written_down()
    {
        string path = Repository.PathOf("tests/HdrHistogram.Tests/Surface/public-surface.txt");
        string[] writtenDown = File.ReadAllLines(path);
        Assert.Multiple(() =>
        {
            Assert.That(writtenDown.Except(Ours), Is.Empty, $"in {path} and gone from the assembly");
            Assert.That(Ours.Except(writtenDown), Is.Empty, $"new in the assembly; add to {path} what is meant to stay");
        });
    }

    [Test]
    public void Every_type_and_member_of_the_released_package_is_here()
    {
        string[] theirs = [.. Released(File.ReadAllLines(Require.Shared("design/ref/hdrhistogram-2.5.0.txt")))];
        Assert.That(theirs, Has.Length.GreaterThan(200), "the list was not understood");
        Assert.That(theirs.Except(Ours), Is.Empty);
    }

    /// <summary>The list of the package, one line for each type and member, in the form of <see cref="PublicSurface.Of"/>.</summary>
    private static IEnumerable<string> Released(string[] lines)
    {
        string space = "", type = "";
        foreach (string line in lines.Where(line => line.Length > 0))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                space = line["namespace ".Length..];
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                yield return $"{type}: {line.Trim().TrimEnd(';')}";
            }
            else if (DelegateLine().Match(line) is { Success: true } function)
            {
                yield return $"{space}.{function.Groups["name"]}: delegate {function.Groups["result"]} ({function.Groups["parameters"]})";
            }
            else
            {
                Match declaration = TypeLine().Match(line);
                Assert.That(declaration.Success, Is.True, line);
                type = $"{space}.{declaration.Groups["name"]}";
                yield return $"{type}: {declaration.Groups["kind"]}{declaration.Groups["bases"]}";
            }
        }
    }

    [GeneratedRegex(@"^  public (?<kind>((abstract|sealed|static) )?(class|interface|struct)) (?<name>\S+)(?<bases> : .*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^  public delegate (?<result>\S+) (?<name>\w+)\((?<parameters>.*)\);$", RegexOptions.ExplicitCapture)]
    private static partial Regex DelegateLine();
}

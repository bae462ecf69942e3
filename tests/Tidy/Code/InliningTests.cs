using System.Text.RegularExpressions;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Code;

public sealed partial class InliningTests
{
    [Test]
    public void AnInliningHintNamesTheBenchmarkThatJustifiesIt() => Rule.Holds(
        "A comment on the line of a hint, or in the comments right above it, names a class below tests/Benchmarks",
        Tree.Product.Where(static file => !file.IsReleasedSurface).SelectMany(UnjustifiedHints));

    private static IEnumerable<string> UnjustifiedHints(SourceFile file)
    {
        string[] lines = file.Lines;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!Hint().IsMatch(lines[i])) continue;
            if (!Remarks(lines, i).Any(IsJustified)) yield return $"{file}:{i + 1}: {lines[i].Trim()}";
        }
    }

    /// <summary>A line and the comments and attributes that touch it from above.</summary>
    private static IEnumerable<string> Remarks(string[] lines, int index)
    {
        yield return lines[index];
        for (int i = index - 1; i >= 0 && lines[i].TrimStart() is (['/', '/', ..] or ['[', ..]); i--) yield return lines[i];
    }

    private static bool IsJustified(string line) =>
        BenchmarkName().Match(line) is { Success: true } match
        && Tree.Files.Any(file => file.IsBelow("tests/Benchmarks") && file.Name == match.Groups["name"].Value + ".cs");

    [GeneratedRegex(@"MethodImplOptions\.Aggressive(Inlining|Optimization)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hint();

    [GeneratedRegex(@"//.*?\b(?<name>\w+Benchmarks?)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BenchmarkName();
}

using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Text;

public sealed class FormatTests
{
    private const int ColumnsMax = 160;

    /// <summary>Text that people write; tools write the rest as they like.</summary>
    private static IEnumerable<SourceFile> Formatted => Tree.Texts
        .Where(static file => file.Extension is not (".sln" or ".tsv" or ".csv" or ".hgrm" or ".hlog"))
        .Where(static file => file.Name is not ("packages.lock.json" or "LICENSE"));

    [Test]
    public void NoLineOfTheProductIsTooLong() => Rule.Holds(
        $"A line has at most {ColumnsMax} characters", Tree.Product.LinesOf(static line => line.Length > ColumnsMax));

    [Test]
    public void NothingIsIndentedByTabs() => Rule.Holds(
        "Indentation is by spaces", Formatted.LinesOf(static line => line.Contains('\t', StringComparison.Ordinal)));

    [Test]
    public void NoLineEndsInBlanks() => Rule.Holds(
        "A line ends with its last character", Formatted.LinesOf(static line => line.EndsWith(' ')));

    [Test]
    public void LinesEndAsOnUnix() => Rule.Holds(
        "Lines end in LF alone",
        Formatted.Where(static file => file.Text.Contains('\r', StringComparison.Ordinal)).Select(static file => file.Path));

    [Test]
    public void FilesEndWithOneLineEnd() => Rule.Holds(
        "A file ends with exactly one line end",
        Formatted.Where(static file => file.Text.Length > 0)
            .Where(static file => !file.Text.EndsWith('\n') || file.Text.EndsWith("\n\n", StringComparison.Ordinal))
            .Select(static file => file.Path));
}

using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Layout;

public sealed class SizeTests
{
    private const int LinesMax = 400;
    private const int MedianLinesMax = 120;
    private const int ShortLines = 30;
    private const int ShortPercentMax = 10;
    private const long BytesMax = 1 << 20;

    /// <summary>Files that are longer, with their exact number of lines: it may only fall, together with the file.</summary>
    private static readonly Dictionary<string, int> LongFiles = new(StringComparer.Ordinal);

    [Test]
    public void NoFileIsLongerThanCanBeRead() => Rule.Holds(
        $"A source file has at most {LinesMax} lines",
        Tree.CSharp.Where(static file => file.Lines.Length > LinesMax && !LongFiles.ContainsKey(file.Path))
            .Select(static file => $"{file}: {file.Lines.Length} lines"));

    [Test]
    public void TheListOfLongFilesIsExact() => Rule.Holds(
        "The list of long files names each with its exact number of lines, and only files that are too long",
        LongFiles.Where(static entry => LinesOf(entry.Key) != entry.Value || entry.Value <= LinesMax)
            .Select(static entry => $"{entry.Key}: listed with {entry.Value} lines, has {LinesOf(entry.Key)}"));

    [Test]
    public void HalfOfTheProductsFilesAreShort()
    {
        int[] lengths = [.. Tree.Product.Select(static file => file.Lines.Length).Order()];

        Assert.That(lengths, Is.Not.Empty);
        Assert.That(lengths[lengths.Length / 2], Is.LessThan(MedianLinesMax), "median number of lines of the product's source files");
    }

    [Test]
    public void FewFilesHoldLessThanAnIdea()
    {
        int[] lengths = [.. Tree.Product.Select(static file => file.Lines.Length)];

        Assert.That(
            lengths.Count(static length => length < ShortLines) * 100 / lengths.Length, Is.LessThanOrEqualTo(ShortPercentMax),
            $"percent of the product's files with less than {ShortLines} lines: what belongs together shares a file");
    }

    [Test]
    public void NoFileIsAsLargeAsAMegabyte() => Rule.Holds(
        "Captures and other large files are made, not stored",
        Tree.Files.Where(static file => new FileInfo(file.FullPath).Length > BytesMax).Select(static file => file.Path));

    private static int LinesOf(string path) => Tree.Files.SingleOrDefault(file => file.Path == path)?.Lines.Length ?? 0;
}

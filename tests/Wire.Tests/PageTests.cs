using FeedHandler.Tests.Support;
using FeedHandler.Wire.Tests.Support;

namespace FeedHandler.Wire.Tests;

/// <summary>Rule: the page on the format says of every message and field what the schema says.</summary>
public sealed class PageTests
{
    private const string Begin = "<!-- made of the schema: begin -->\n";
    private const string End = "<!-- made of the schema: end -->\n";

    [Test]
    public void ThePageIsTheSchemas()
    {
        string path = Repository.PathOf("docs/normalized.md");
        string page = File.ReadAllText(path);
        (int begin, int end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        Assert.That((begin, end), Is.Not.EqualTo((-1, -1)).And.Matches<(int Begin, int End)>(static at => at.Begin < at.End));
        string right = $"{page[..(begin + Begin.Length)]}\n{SchemaPage.Text()}{page[end..]}";
        if (right == page) return;
        string made = Path.Combine(TestContext.CurrentContext.WorkDirectory, "normalized.md");
        File.WriteAllText(made, right);
        Assert.Fail($"the schema says otherwise: copy {made} to {path}");
    }
}

using System.Xml.Linq;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Projects;

public sealed class PackageTests
{
    private const string Page = "docs/dependencies.md";

    private static XDocument Pins => XDocument.Parse(TextOf("Directory.Packages.props"));

    private static IEnumerable<string> Pinned => NamesOf(Pins, "PackageVersion").Concat(NamesOf(Pins, "GlobalPackageReference"));

    [Test]
    public void EveryPackageHasItsReason() => Rule.Holds(
        $"A package earns its place: {Page} says what it is for", Pinned.Except(TextOf(Page).Split(' ', '|', ',', '\n')));

    [Test]
    public void EveryPinnedPackageIsUsed() => Rule.Holds(
        "A package that no project refers to is not pinned",
        NamesOf(Pins, "PackageVersion").Except(Tree.Files.Where(static file => file.Extension is ".csproj" or ".targets")
            .SelectMany(static file => NamesOf(XDocument.Parse(file.Text), "PackageReference"))));

    private static IEnumerable<string> NamesOf(XDocument document, string element) =>
        document.Descendants(element).Select(static reference => (string?)reference.Attribute("Include")).OfType<string>();

    private static string TextOf(string path) => Tree.Files.Single(file => file.Path == path).Text;
}

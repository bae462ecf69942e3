using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Layout;

public sealed class TopLevelTests
{
    private static readonly string[] Folders = ["FeedHandler", "Codecs", "Replay", "Latency", "tests", "captures", "docs", ".ci"];

    private static readonly string[] RootFiles =
    [
        "FeedHandler.sln", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "global.json", "BannedSymbols.txt",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Directory.Solution.targets", ".editorconfig", ".gitattributes", ".gitignore",
    ];

    [Test]
    public void NothingUnknownLiesAtTheTop() => Rule.Holds(
        "The top level is the table of contents: a new entry needs a place in the architecture first",
        Tree.Files.Select(static file => file.Path.Split('/')[0]).Distinct().Except([.. Folders, .. RootFiles]));

    [Test]
    public void NothingIsMissingAtTheTop() => Rule.Holds(
        "The top level is the table of contents: these entries belong to it",
        Folders.Except(["captures", "docs", ".ci"]).Concat(RootFiles).Except(Tree.Files.Select(static file => file.Path.Split('/')[0])));
}

using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Packages;

/// <summary>What a package brings and what it says of itself.</summary>
[Parallelizable]
public sealed class PackageContentTests
{
    private const string Generator = "FeedHandler.Codecs.Generator";

    private static readonly string[] Libraries =
    [
        "FeedHandler.Client", "FeedHandler.Codecs", "FeedHandler.Codecs.Cme", "FeedHandler.Codecs.Dynamic", "FeedHandler.Codecs.Normalized",
        "FeedHandler.Codecs.Schema", "FeedHandler.Core", "FeedHandler.Dbn", "FeedHandler.Disruptor", "FeedHandler.Distribution", "FeedHandler.Engine",
        "FeedHandler.Gateway", "FeedHandler.Journals", "FeedHandler.Latency", "FeedHandler.Nats", "FeedHandler.Native", "FeedHandler.Receivers",
        "FeedHandler.Replay", "FeedHandler.Ring", "FeedHandler.Sinks", "FeedHandler.Venues",
        "FeedHandler.Wire",
    ];

    private static string[] Packages => [.. Libraries, Generator, "FeedHandler.Tool"];

    [Test]
    public void TheseAreThePackagesAndNoOthers()
    {
        IEnumerable<string> packed = Directory.GetFiles(PackedFolder.Path, "*.nupkg").Select(static path => Path.GetFileName(path).Split(".0.")[0]);

        Assert.That(packed, Is.EquivalentTo(Packages));
    }

    [Test]
    public void ALibraryComesWithItsDocumentationAndItsSymbols([ValueSource(nameof(Libraries))] string name)
    {
        using ZipArchive package = Open(name, "nupkg");
        using ZipArchive symbols = Open(name, "snupkg");

        Assert.That(package.GetEntry($"lib/net10.0/{name}.dll")?.Length, Is.Positive);
        Assert.That(package.GetEntry($"lib/net10.0/{name}.xml")?.Length, Is.GreaterThan(1000));
        Assert.That(symbols.GetEntry($"lib/net10.0/{name}.pdb")?.Length, Is.Positive);
    }

    [Test]
    public void APackageSaysWhatItIsAndNamesNoHost([ValueSource(nameof(Packages))] string name)
    {
        using ZipArchive package = Open(name, "nupkg");
        XElement metadata = XDocument.Parse(TextOf(package.GetEntry(name + ".nuspec")!)).Root!.Elements().Single();

        Assert.That(Member(metadata, "license")?.Value, Is.EqualTo("Apache-2.0"));
        Assert.That(Member(metadata, "description")?.Value, Has.Length.GreaterThan(40));
        Assert.That(Member(metadata, "projectUrl"), Is.Null);
        Assert.That((string?)Member(metadata, "repository")?.Attribute("url"), Is.Null.Or.Empty);
        Assert.That(TextOf(package.GetEntry(Member(metadata, "readme")!.Value)!), Does.StartWith("# "));
    }

    [Test]
    public void ReferencesBetweenProjectsAreDependencies()
    {
        using ZipArchive package = Open("FeedHandler.Engine", "nupkg");
        IEnumerable<XElement> elements = XDocument.Parse(TextOf(package.GetEntry("FeedHandler.Engine.nuspec")!)).Descendants();
        IEnumerable<string?> ids = elements.Where(static element => element.Name.LocalName == "dependency").Select(static element => (string?)element.Attribute("id"));

        Assert.That(ids, Is.EquivalentTo((string[])
        [
            "FeedHandler.Core", "FeedHandler.Venues", "FeedHandler.Receivers", "FeedHandler.Sinks", "FeedHandler.Native", "FeedHandler.Latency", "FeedHandler.Replay",
            "FeedHandler.Codecs.Normalized", "FeedHandler.Distribution", "FeedHandler.Gateway", "FeedHandler.Journals",
            "FeedHandler.Wire",
        ]));
    }

    [Test]
    public void NothingShippedNamesTheFolderWhereItWasBuilt([ValueSource(nameof(Packages))] string name)
    {
        if (DotNetCommand.Configuration == "Debug") Assert.Ignore("a debug build keeps its paths, for breakpoints");
        foreach (string kind in name == Generator ? (string[])["nupkg"] : ["nupkg", "snupkg"])
        {
            using ZipArchive package = Open(name, kind);
            Assert.That(package.Entries.Where(static entry => TextOf(entry).Contains(Repository.Root, StringComparison.Ordinal)), Is.Empty);
        }
    }

    private static XElement? Member(XElement metadata, string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);

    private static ZipArchive Open(string name, string kind) =>
        ZipFile.OpenRead(Directory.GetFiles(PackedFolder.Path, $"{name}.*.{kind}").Single(path => char.IsAsciiDigit(Path.GetFileName(path)[name.Length + 1])));

    // A byte is a character, so that words in assemblies are found too.
    private static string TextOf(ZipArchiveEntry entry)
    {
        using StreamReader reader = new(entry.Open(), Encoding.Latin1, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}

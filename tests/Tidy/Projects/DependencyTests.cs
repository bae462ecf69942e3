using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Projects;

public sealed class DependencyTests
{
    private const string Host = "FeedHandler.Host";

    /// <summary>What each project of the product may reference. The host, which composes the rest, may reference everything.</summary>
    private static readonly Dictionary<string, string[]> Law = new(StringComparer.Ordinal)
    {
        ["FeedHandler.Codecs"] = [],
        ["FeedHandler.Codecs.Schema"] = [],
        ["FeedHandler.Codecs.Generator"] = ["FeedHandler.Codecs.Schema"],
        ["FeedHandler.Codecs.Dynamic"] = ["FeedHandler.Codecs", "FeedHandler.Codecs.Schema"],
        ["FeedHandler.Codecs.Cme"] = ["FeedHandler.Codecs", "FeedHandler.Codecs.Generator"],
        ["FeedHandler.Codecs.Normalized"] = ["FeedHandler.Codecs", "FeedHandler.Codecs.Generator"],
        ["FeedHandler.Dbn"] = [],
        ["FeedHandler.Latency"] = [],
        ["FeedHandler.Native"] = [],
        ["FeedHandler.Disruptor"] = [],

        // Its rings live on pages, in shared files and on pinned threads: all of them the system's.
        ["FeedHandler.Ring"] = ["FeedHandler.Disruptor", "FeedHandler.Native"],
        ["FeedHandler.Core"] = ["FeedHandler.Codecs", "FeedHandler.Latency", "FeedHandler.Ring"],
        ["FeedHandler.Venues"] = ["FeedHandler.Core", "FeedHandler.Codecs", "FeedHandler.Codecs.Cme", "FeedHandler.Codecs.Normalized", "FeedHandler.Wire"],
        ["FeedHandler.Sinks"] = ["FeedHandler.Core", "FeedHandler.Dbn", "FeedHandler.Latency", "FeedHandler.Native", "FeedHandler.Codecs.Normalized", "FeedHandler.Wire"],
        ["FeedHandler.Wire"] = ["FeedHandler.Core", "FeedHandler.Codecs.Normalized"],
        ["FeedHandler.Journals"] = ["FeedHandler.Core", "FeedHandler.Native", "FeedHandler.Wire", "FeedHandler.Codecs.Normalized"],
        ["FeedHandler.Balance"] = ["FeedHandler.Native"],
        ["FeedHandler.Client"] = ["FeedHandler.Core", "FeedHandler.Ring", "FeedHandler.Journals", "FeedHandler.Wire", "FeedHandler.Codecs.Normalized"],

        // Its transport knows bytes and connections alone; its sessions are subscribers of shared memory, and know nothing of a feed's inside. Its JSON is
        // worked out from the schema itself.
        ["FeedHandler.Gateway"] =
        [
            "FeedHandler.Client", "FeedHandler.Journals", "FeedHandler.Wire", "FeedHandler.Native", "FeedHandler.Ring", "FeedHandler.Latency", "FeedHandler.Codecs.Normalized",
            "FeedHandler.Codecs.Schema",
        ],
        ["FeedHandler.Distribution"] =
        [
            "FeedHandler.Client", "FeedHandler.Gateway", "FeedHandler.Journals", "FeedHandler.Native", "FeedHandler.Wire", "FeedHandler.Codecs.Normalized",
        ],
        ["FeedHandler.Nats"] = ["FeedHandler.Distribution", "FeedHandler.Client", "FeedHandler.Wire", "FeedHandler.Codecs.Normalized"],
        ["FeedHandler.Receivers"] = ["FeedHandler.Core", "FeedHandler.Native"],
        ["FeedHandler.Engine"] =
        [
            "FeedHandler.Core", "FeedHandler.Venues", "FeedHandler.Receivers", "FeedHandler.Sinks", "FeedHandler.Native", "FeedHandler.Latency", "FeedHandler.Replay",
            "FeedHandler.Gateway", "FeedHandler.Distribution", "FeedHandler.Journals", "FeedHandler.Codecs.Normalized", "FeedHandler.Wire",
        ],
        ["FeedHandler.Observing"] = ["FeedHandler.Engine", "FeedHandler.Latency"],
        ["SpreadWatch"] = ["FeedHandler.Engine"],
        ["LastBooks"] = ["FeedHandler.Engine"],
        ["Embedding"] = ["FeedHandler.Engine"],
        ["ToyVenue"] = ["FeedHandler.Engine"],
        ["TopWatch"] = ["FeedHandler.Client"],
        ["FeedHandler.Replay"] =
        [
            "FeedHandler.Core", "FeedHandler.Venues", "FeedHandler.Journals", "FeedHandler.Wire", "FeedHandler.Codecs", "FeedHandler.Codecs.Cme",
            "FeedHandler.Codecs.Normalized",
        ],
    };

    private static IEnumerable<Project> Product => Project.All.Where(static project => !project.IsTestCode);

    [Test]
    public void ProjectsReferenceOnlyWhatTheLawAllows() => Rule.Holds(
        "Dependencies are law: Codecs know no clock and no socket, Core knows no kernel and no venue, Native knows no market",
        Product.Where(static project => project.Name != Host).SelectMany(static project => project.References
            .Except(Law.GetValueOrDefault(project.Name, []))
            .Select(reference => $"{project.Name} -> {reference}")));

    [Test]
    public void EveryProjectOfTheProductStandsInTheLaw() => Rule.Holds(
        "A new project states what it may depend on", Product.Select(static project => project.Name).Except([.. Law.Keys, Host]));

    [Test]
    public void NothingButItsTestsReferencesTheHost() => Rule.Holds(
        "The host is the composition root: nothing depends on it",
        Project.All.Where(static project => project.References.Contains(Host) && project.Name != Host + ".Tests")
            .Select(static project => project.Name));
}

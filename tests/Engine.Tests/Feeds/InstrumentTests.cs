using FeedHandler.Core.Events;
using FeedHandler.Engine.Tests.Support;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>All that the venue says of instruments reaches strategies and reports, and the next start of the feed.</summary>
public sealed class InstrumentTests
{
    private string _folder = "";

    private string Cache => Path.Combine(_folder, "instruments.cache");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("instruments-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(false)]
    [TestCase(true)]
    public void AStrategyReadsDetailsAsOfItsEventAndTheReportAtTheEnd(bool isInline)
    {
        Reader reader = new();
        FeedBuilder builder = Feed.Cme().Replay(Recorded.Capture).Strategy(reader);
        using Feed feed = (isInline ? builder.Inline() : builder.Ring(64)).Start();
        feed.Wait();
        InstrumentReport[] defined = [.. feed.Report.Instruments.Where(static instrument => instrument.Definition is not null)];

        Assert.That(reader.Exchanges, Has.Count.GreaterThanOrEqualTo(12).And.All.EqualTo("XSIM"));
        Assert.That(defined.Select(static instrument => instrument.Definition!.Details.Exchange.ToString()), Is.All.EqualTo("XSIM"));
        Assert.That(defined.Select(static instrument => instrument.Definition!.Depths.Count), Is.All.GreaterThan(0));
        Assert.That(defined.Select(static instrument => instrument.Definition!.Definition.Symbol), Is.EqualTo(defined.Select(static instrument => instrument.Symbol)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void TheNextStartBeginsWithWhatThisOneWasTold(bool isInline)
    {
        Run(isInline, new Reader());
        byte[] kept = File.ReadAllBytes(Cache);
        Reader reader = new();
        FeedReport report = Run(isInline, reader);

        Assert.That(reader.AssumedCount, Is.EqualTo(report.Decoding["definitionsAssumed"]).And.GreaterThan(0));
        Assert.That(report.Decoding["cacheConfirmed"] + report.Decoding["cacheContradicted"], Is.GreaterThan(0));
        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Warnings, Has.None.Contains("started without"));
        Assert.That(kept, Has.Length.EqualTo(new FileInfo(Cache).Length));
    }

    [Test]
    public void ACacheThatCannotBeIsRefusedAtTheStart()
    {
        Assert.That(
            () => Feed.Cme().Replay(Recorded.Capture).Strategy(new Reader()).InstrumentCache(Path.Combine(_folder, "no", "cache")).Start(),
            Throws.InstanceOf<FeedException>().With.Message.Contains("its folder is not there"));
        Assert.That(
            () => Feed.Cme().Replay(Recorded.Capture).Strategy(new Reader()).InstrumentCache(_folder).Start(),
            Throws.InstanceOf<FeedException>().With.Message.Contains("no regular file"));
    }

    [Test]
    public void TheConfigurationNamesTheCacheBesideItself()
    {
        string path = Path.Combine(_folder, "feed.json");
        File.WriteAllText(path, """
            { "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" }], "instruments": { "cache": "instruments.cache" } }
            """);

        Assert.That(LiveOptionsReader.Read(ConfigurationReader.Read(path), []).Pipeline.InstrumentCache, Is.EqualTo(Cache));
        File.WriteAllText(path, """
            { "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" }], "instruments": { "cache": "" } }
            """);
        Assert.That(() => ConfigurationReader.Read(path), Throws.InstanceOf<FeedException>().With.Message.Contains("instruments.cache"));
    }

    private FeedReport Run(bool isInline, Reader reader)
    {
        FeedBuilder builder = Feed.Cme().Replay(Recorded.Capture).Strategy(reader).InstrumentCache(Cache);
        using Feed feed = (isInline ? builder.Inline() : builder).Start();
        feed.Wait();
        return feed.Report;
    }

    private sealed class Reader : Strategy
    {
        public List<string> Exchanges { get; } = [];

        public long AssumedCount { get; private set; }

        public override void OnDefinition(in BookView book, in MarketEvent definition)
        {
            if (definition.IsFromCache) AssumedCount++;
            if ((definition.Flags & EventFlags.Assumed) == 0) Exchanges.Add(book.Details.Exchange.ToString());
            if (book.Details.IsAssumed != definition.IsFromCache) throw new InvalidOperationException("what the event says and what is read are not of one definition");
        }
    }
}

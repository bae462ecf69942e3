using FeedHandler.Engine.Tests.Support;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>Whatever cannot be is one exception before anything starts, which names it.</summary>
public sealed class FeedErrorTests
{
    private static FeedBuilder Replay => Feed.Cme().Replay(Recorded.Capture);

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return Case(Feed.Cme(), "the feed has no source: call Receive, Listen or Replay");
        yield return Case(Replay.Listen("239.1.1.1:1=A", "lo"), "the feed has several sources: keep one of Receive, Listen and Replay");
        yield return Case(Feed.Cme().Replay("/nowhere/day.pcap"), "/nowhere/day.pcap");
        yield return Case(Feed.Cme().Receive("/nowhere/feed.json"), "/nowhere/feed.json: cannot be read");
        yield return Case(Feed.Cme().Listen("239.1.1.1", "lo"), "Listen: ");
        yield return Case(Feed.Cme().Listen("239.1.1.1:14310=310/snapshot/A", "lo"), "no incremental group");
        yield return Case(Replay.Ring(1000), "ring size 1000: give a power of two from 2 to 16777216");
        yield return Case(Replay.Options(static options => options with { InstrumentsMax = 0 }), "instruments 0: give 1 to 1000000");
        yield return Case(Replay.Strategy(new MicropriceStrategy(name: "")), "its name is empty");
        yield return Case(Replay.Strategy(new MicropriceStrategy()).Strategy(new MicropriceStrategy()), "two strategies are called microprice");
        yield return Case(Replay.Strategy(new MicropriceStrategy(), core: 8191), "strategy microprice, core 8191: this machine has no core 8191");
        yield return Case(Replay.Strategy(new MicropriceStrategy(), core: 0).FeedCore(0), "core 0 is given to two threads");
        yield return Case(Replay.Strategy(new MicropriceStrategy(), core: 0).Inline(), "strategy microprice: a core does not go with Inline");
        yield return Case(Replay.Strategy(new MicropriceStrategy(), wait: WaitKind.Blocking), "strategy microprice: blocking is a wait of the whole ring");
        yield return Case(Replay.FeedCore(0, priority: 100), "feed priority 100: give 1 to 99");
        yield return Case(Replay.Lines("239.200.0.1=A"), "239.200.0.1");
    }

    [TestCaseSource(nameof(Wrong))]
    public void ItIsNamed(FeedBuilder builder, string words) =>
        Assert.That(() => builder.Start(), Throws.InstanceOf<FeedException>().With.Message.Contains(words));

    [Test]
    public void AVenueThatIsNotKnownIsRefused() =>
        Assert.That(() => Feed.For("nyse"), Throws.TypeOf<FeedException>().With.Message.EqualTo("venue nyse: not known, give one of cme, normalized"));

    [Test]
    public void AConfigurationIsRefusedWithFileLineAndMember()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("feedhandler-engine-").FullName, "feed.json");
        File.WriteAllText(path, """
            {
              "lines": [ { "line": "A", "group": "239.1.1.1:4000", "interface": "lo" } ],
              "ring": { "size": 1000 }
            }
            """);

        Assert.That(() => Feed.Cme().Receive(path).Start(), Throws.InstanceOf<FeedException>().With.Message.Contains($"{path}(3,").And.Message.Contains("ring.size"));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Test]
    public void WhatFailsWhenAllIsOpenIsThrownByTheStart()
    {
        FeedBuilder builder = Replay.WhenOpen(static _ => throw new IOException("no room for the recording"));

        Assert.That(() => builder.Start(), Throws.TypeOf<IOException>());
    }

    private static TestCaseData Case(FeedBuilder builder, string words) => new TestCaseData(builder, words).SetArgDisplayNames(words);
}

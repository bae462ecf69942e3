using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("What an earlier run was told is assumed until the loop of definitions, or an incremental one, confirms or contradicts it; the venue is right")]
public sealed class CachedDefinitionTests
{
    private const int DefinitionGroup = 4;
    private RuleChannel _channel = null!;

    [SetUp]
    public void OpenChannel() => _channel = new RuleChannel(recovery: new RecoveryOptions());

    [TearDown]
    public void CloseChannel() => _channel.Dispose();

    [Test]
    public void WhatIsAssumedIsThereBeforeTheFirstPacket()
    {
        using DefinitionReplica consumer = new(8, _channel.Instruments.Told);
        _channel.Begin(Cached(new Definition { Depths = [("GBX", 5)] }));
        foreach (MarketEvent told in _channel.Of(EventKind.Definition)) consumer.Apply(told);

        Assert.That((_channel.Definition().Symbol, _channel.Definition().MinPriceIncrementNano, _channel.Book().Depth(BookSide.Bid)), Is.EqualTo(("ESZ6", 25L, 5)));
        Assert.That((consumer[0].Symbol, consumer.Details(0).IsAssumed, consumer.Details(0).TemplateId), Is.EqualTo(("ESZ6", true, (ushort)54)));
        Assert.That(_channel.Of(EventKind.Definition)[^1].IsFromCache, Is.True);
        Assert.That(_channel.Events[^1].Flags & EventFlags.EndOfEvent, Is.EqualTo(EventFlags.EndOfEvent), "a match event of its own");
        Assert.That((_channel.Counters.DefinitionsAssumed, _channel.Book().State), Is.EqualTo((1L, BookState.Unknown)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void WhatTheVenueTellsAgainIsConfirmed(bool byLoop)
    {
        _channel.Begin(Cached(new Definition()));
        Tell(new Definition(), byLoop);

        Assert.That((_channel.Counters.CacheConfirmed, _channel.Counters.CacheContradicted), Is.EqualTo((1L, 0L)));
        Assert.That((_channel.Instruments.Details(0).IsAssumed, _channel.Counters.InstrumentsReplaced), Is.EqualTo((false, 0L)));
        Tell(new Definition(), byLoop);
        Assert.That(_channel.Counters.CacheConfirmed, Is.EqualTo(1), "once");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void AnotherDepthContradictsAndLeavesTheBookInNeed(bool byLoop)
    {
        _channel.Begin(Cached(new Definition()));
        _channel.Send(46, new Entry { Type = 'J', RptSeq = 1 }).Send(46, Entry.Bid(1, 100) with { RptSeq = 2 });
        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Whole));
        Tell(new Definition { Depths = [("GBX", 5), ("GBI", 2)] }, byLoop);

        Assert.That((_channel.Counters.CacheConfirmed, _channel.Counters.CacheContradicted), Is.EqualTo((0L, 1L)));
        Assert.That((_channel.Book().Depth(BookSide.Bid), _channel.Book().State), Is.EqualTo((5, BookState.Partial)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void AnotherSymbolContradictsAndIsAnotherInstrument(bool byLoop)
    {
        _channel.Begin(Cached(new Definition()));
        _channel.Send(46, new Entry { Type = 'J', RptSeq = 1 });
        Tell(new Definition { Symbol = "NQZ6" }, byLoop);

        Assert.That((_channel.Counters.CacheContradicted, _channel.Counters.InstrumentsReplaced), Is.EqualTo((1L, 1L)));
        Assert.That((_channel.Definition().Symbol, _channel.Book().State), Is.EqualTo(("NQZ6", BookState.Unknown)));
    }

    [Test]
    public void AnotherTickContradictsAndLeavesTheBook()
    {
        _channel.Begin(Cached(new Definition()));
        _channel.Send(46, new Entry { Type = 'J', RptSeq = 1 });
        Tell(new Definition { Tick = 50 }, byLoop: true);

        Assert.That((_channel.Counters.CacheContradicted, _channel.Definition().MinPriceIncrementNano, _channel.Book().State), Is.EqualTo((1L, 50L, BookState.Whole)));
    }

    [Test]
    public void WhatThereIsNoRoomForIsRefused()
    {
        CachedInstrument cached = Cached(new Definition());
        _channel.Begin([.. Enumerable.Range(1, 10).Select(id => cached with { SecurityId = id })]);

        Assert.That((_channel.Instruments.Count, _channel.Counters.DefinitionsAssumed, _channel.Counters.InstrumentsRefused), Is.EqualTo((8, 8L, 2L)));
    }

    private void Tell(Definition definition, bool byLoop)
    {
        if (!byLoop) _channel.Send(54, definition);
        else _channel.Send(new StatusMessage(17) { Group = "none" }).SnapshotPacket(Messages.LoopPacket(Messages.Of(54, definition)), DefinitionGroup);
    }

    // As an earlier run has it.
    private static CachedInstrument Cached(Definition definition)
    {
        using RuleChannel earlier = new();
        earlier.Send(54, definition);
        InstrumentBook book = earlier.Book();
        return CachedInstrument.Of(1, book.Depth(BookSide.Bid), book.Depth(BookSide.ImpliedBid), earlier.Definition(), earlier.Instruments.Details(0));
    }
}

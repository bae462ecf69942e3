using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;
using FeedHandler.Ring;
using FeedHandler.Sinks.SharedMemory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests;

/// <summary>Rule: a subscriber is told as often as it asked, and never less than what is (docs/sharing.md, Delivery).</summary>
public sealed class DeliveryTests
{
    private string _folder = "";
    private SharedFeedWriter _writer = null!;
    private uint _rptSeq;

    private string FilePath => Path.Combine(_folder, "feed");

    [SetUp]
    public void Begin()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        _folder = Directory.CreateTempSubdirectory("feed").FullName;
        (_writer, _rptSeq) = (NewWriter(), 0);
        Define(0);
        Define(1);
        _writer.Publish();
    }

    [TearDown]
    public void End()
    {
        if (_folder.Length == 0) return;
        _writer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void EveryEventIsEveryEvent()
    {
        using SharedFeed feed = Open(Delivery.EveryEvent);
        SeenBooks seen = Begun(feed);
        Quote(0, 100, isEnd: false);
        Quote(0, 101, isEnd: false);
        Quote(1, 200, isEnd: true);
        Assert.That(Told(feed, seen), Is.EqualTo(new[] { "event ", "event ", "event " }));
    }

    [Test]
    public void AtTheEndOfAMatchEventEachChangedBookIsToldOnce()
    {
        using SharedFeed feed = Open(Delivery.EndOfEvent);
        SeenBooks seen = Begun(feed);
        Quote(0, 100, isEnd: false);
        Quote(0, 101, isEnd: false);
        Assert.That(Told(feed, seen), Is.Empty, "the match event goes on");
        Quote(1, 200, isEnd: true);
        Assert.That(Told(feed, seen), Has.Count.EqualTo(2));
        Assert.That(seen.Images[0][0].PriceNano, Is.EqualTo(101));
    }

    [Test]
    public void TheTopIsToldWhenItIsAnother()
    {
        using SharedFeed feed = Open(Delivery.TopOfBook);
        SeenBooks seen = Begun(feed);
        Quote(0, 100, isEnd: true);
        Assert.That(Told(feed, seen), Has.Count.EqualTo(1));
        Quote(0, 99, isEnd: true, level: 2);
        Assert.That(Told(feed, seen), Is.Empty, "a deeper level is none of the top");
        Quote(0, 100, isEnd: true, quantity: 8);
        Assert.That(Told(feed, seen), Has.Count.EqualTo(1), "a quantity is");
    }

    [Test]
    public void DoubtIsToldEvenWhereTheTopStays()
    {
        using SharedFeed feed = Open(Delivery.TopOfBook);
        SeenBooks seen = Begun(feed);
        Quote(0, 100, isEnd: true);
        Told(feed, seen);
        Take(new MarketEvent { Kind = EventKind.Gap, InstrumentIndex = MarketEvent.NoInstrument, Quantity = 3, Flags = EventFlags.EndOfEvent });
        Assert.That(Told(feed, seen), Does.Contain("channel 310 Gap").And.Contain("change "));
        Assert.That(seen.Images[0].Doubts & BookDoubts.Levels, Is.EqualTo(BookDoubts.Levels));
    }

    [Test]
    public void TheTopIsTheBestThatIsKnown()
    {
        using SharedFeed feed = Open(Delivery.TopOfBook);
        SeenBooks seen = Begun(feed);
        Quote(0, 97, isEnd: true, level: 3);
        Assert.That(Told(feed, seen), Has.Count.EqualTo(1));
        Quote(0, 97, isEnd: true, level: 3, quantity: 8);
        Assert.That(Told(feed, seen), Has.Count.EqualTo(1), "nothing is known of the levels above it");
        Assert.That(seen.Images[0][2].Quantity, Is.EqualTo(8));
    }

    [Test]
    public void ADoubtThatEndsIsToldThoughTheTopAndTheStateStay()
    {
        using SharedFeed feed = Open(Delivery.TopOfBook);
        SeenBooks seen = Begun(feed);
        MarketEvent status = new() { Kind = EventKind.Status, Status = TradingStatus.Open, Detail = 17, Flags = EventFlags.EndOfEvent };
        Take(status);
        Quote(0, 100, isEnd: true);
        Take(new MarketEvent { Kind = EventKind.Gap, InstrumentIndex = MarketEvent.NoInstrument, Quantity = 3, Flags = EventFlags.EndOfEvent });
        Quote(0, 100, isEnd: true);
        Told(feed, seen);
        BookImage before = seen.Images[0];
        Take(status);
        Assert.That(Told(feed, seen), Is.EqualTo(new[] { "change " }));
        Assert.That((before.Doubts & ~seen.Images[0].Doubts, seen.Images[0].State), Is.EqualTo((BookDoubts.Status, before.State)));
    }

    [Test]
    public void ByTimeABookIsToldOnceHoweverOftenItChanged()
    {
        using SharedFeed feed = Open(Delivery.Interval, intervalMs: 1);
        SeenBooks seen = Begun(feed);
        for (int i = 0; i < 50; i++) Quote(0, 100 + i, isEnd: true);
        Within.Until(() => Told(feed, seen, isKept: true).Count > 0, "the interval to end");
        Assert.That((seen.CountOf("change") < 50, seen.Images[0][0].PriceNano), Is.EqualTo((true, 149)));
    }

    [Test]
    public void AnInstrumentThatComesLaterIsSubscribedToo()
    {
        using SharedFeed feed = Open(Delivery.EveryEvent);
        SeenBooks seen = Begun(feed);
        Define(2);
        Quote(2, 300, isEnd: true);
        Assert.That(Told(feed, seen), Is.EqualTo(new[] { "snapshot " }));
        Assert.That(seen.Images[2][0].PriceNano, Is.EqualTo(300), "the book holds what came with it");
        Quote(2, 301, isEnd: true);
        Assert.That(Told(feed, seen), Is.EqualTo(new[] { "event " }));
    }

    [TestCase(Delivery.EveryEvent)]
    [TestCase(Delivery.EndOfEvent)]
    [TestCase(Delivery.TopOfBook)]
    [TestCase(Delivery.Interval)]
    public void SharingAndFollowingAllocatesNothing(Delivery delivery)
    {
        using SharedFeed feed = Open(delivery, intervalMs: 1);
        Begun(feed);
        SilentSubscriber silent = new();
        Assert.That(AllocationMeter.BytesOf(() => ShareAndFollow(feed, silent)), Is.Zero);
        Within.Until(() => IsTold(feed, silent, high: 1001), "the last interval to end");
        Assert.That(silent.ToldCount, Is.Positive);
    }

    [Test]
    public void OnlyWhatWasAskedForIsTold()
    {
        using SharedFeed feed = SharedFeed.Open(FilePath);
        Assert.That(InstrumentSelector.TryParse("id:1001", out InstrumentSelector? one), Is.True);
        feed.Add(one!);
        SeenBooks seen = Begun(feed, snapshotCount: 1);
        Quote(0, 100, isEnd: true);
        Quote(1, 200, isEnd: true);
        Assert.That((Told(feed, seen), feed.Count, feed.InstrumentCount), Is.EqualTo((new List<string> { "event " }, 1, 2)));
    }

    [Test]
    public unsafe void ARecordThatWasLeftHalfWrittenIsNotBelieved()
    {
        _writer.Dispose();
        Assert.That(SharedRingWriter<MarketEvent>.TryOpen(FilePath, 1024, out SharedRingWriter<MarketEvent>? ring, Annex).IsOpened, Is.True);
        ((SharedInstrument*)((byte*)ring!.AnnexAddress + SharedFeedHeader.InstrumentsOffset))->Version |= 1;
        ((SharedFeedHeader*)ring.AnnexAddress)->EpochNumber = ring.EpochNumber;
        ring.Dispose();
        using (SharedFeed feed = Open(Delivery.EveryEvent))
        {
            SeenBooks seen = new();
            Assert.That((feed.Poll(seen), seen.Told), Is.EqualTo((SharedFeedPoll.Waiting, new List<string>())));
        }

        _writer = NewWriter(); // the next one makes it whole again
        Define(0);
        _writer.Publish();
        using SharedFeed healed = Open(Delivery.EveryEvent);
        Begun(healed, snapshotCount: 1);
    }

    [Test]
    public void ARingWithoutBooksIsNoFeed()
    {
        string other = Path.Combine(_folder, "ring");
        SharedRingWriter<MarketEvent>.TryOpen(other, 1024, out SharedRingWriter<MarketEvent>? ring);
        using (ring)
        {
            SharedFeedException refused = Assert.Throws<SharedFeedException>(() => SharedFeed.Open(other));
            Assert.That((refused.Message, refused.IsTransient), Is.EqualTo(($"{other} is a ring of events without books: it is no shared feed", false)));
        }

        Assert.That(Assert.Throws<SharedFeedException>(() => SharedFeed.Open(other + "2")).IsTransient, Is.True);
    }

    [Test]
    public void AFeedOfAnotherLayoutIsLeftAlone()
    {
        string other = Path.Combine(_folder, "older");
        SharedAnnexShape older = Annex with { Kind = SharedFeedHeader.Kind - (1 << 24) };
        SharedRingWriter<MarketEvent>.TryOpen(other, 1024, out SharedRingWriter<MarketEvent>? ring, older);
        using (ring)
        {
            SharedFeedException refused = Assert.Throws<SharedFeedException>(() => SharedFeed.Open(other));
            Assert.That(refused.Message, Is.EqualTo(
                $"{other} is a shared feed of layout {SharedFeedHeader.Version - 1}, and this program reads layout {SharedFeedHeader.Version}: run the feed and its subscribers from one release"));
            Assert.That(refused.IsTransient, Is.False);
        }
    }

    [Test]
    public void WhoeverComesLateHasTheStatisticsToo()
    {
        Tell(0, StatisticKind.Settlement, 450);
        Tell(0, StatisticKind.OpenInterest, 12);
        _writer.Publish();
        using SharedFeed feed = Open(Delivery.EveryEvent);
        SeenBooks seen = Begun(feed);
        Assert.That(Of(seen), Is.EqualTo((450L, 12L, MarketEvent.NullPrice)));
        Tell(0, StatisticKind.SessionHigh, 470);
        Tell(0, StatisticKind.Settlement, 460);
        Told(feed, seen);
        Assert.That(Of(seen), Is.EqualTo((460L, 12L, 470L)));
        Assert.That(seen.Statistics[1][StatisticKind.Settlement], Is.EqualTo(MarketEvent.NullPrice), "another instrument's are its own");
    }

    private static (long Settlement, long OpenInterest, long SessionHigh) Of(SeenBooks seen)
    {
        StatisticSet set = seen.Statistics[0];
        return (set[StatisticKind.Settlement], set[StatisticKind.OpenInterest], set[StatisticKind.SessionHigh]);
    }

    private static bool IsTold(SharedFeed feed, SilentSubscriber silent, long high)
    {
        feed.Poll(silent);
        return silent.High >= high;
    }

    private void ShareAndFollow(SharedFeed feed, SilentSubscriber silent)
    {
        for (int i = 0; i < 2000; i++)
        {
            Quote(i & 1, 100 + (i % 7), isEnd: i % 3 == 0);
            Tell(i & 1, StatisticKind.SessionHigh, 100 + i);
            if (i % 5 == 0) _writer.Publish();
            if (i % 100 == 0) feed.Poll(silent);
        }
    }

    private sealed class SilentSubscriber : IBookSubscriber
    {
        public long ToldCount { get; private set; }

        public long High { get; private set; }

        public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => OnChange(book);

        public void OnChange(in SubscribedBook book)
        {
            ToldCount++;
            High = book.Statistics[StatisticKind.SessionHigh];
        }
    }

    private static SharedAnnexShape Annex => new(SharedFeedHeader.AnnexBytes(16, 0), SharedFeedHeader.Kind);

    private SharedFeedWriter NewWriter()
    {
        using DefinitionLog log = new(64);
        SharedFeedShape shape = new(1024, InstrumentCountMax: 16, IndexCountMax: 16, [310]);
        SharedRingResult result = SharedFeedWriter.TryOpen(FilePath, shape, [new DefinitionReplica(16, log)], out SharedFeedWriter? writer);
        Assert.That(result.IsOpened, Is.True, result.ToString());
        return writer!;
    }

    private SharedFeed Open(Delivery delivery, int intervalMs = 1000)
    {
        SharedFeed feed = SharedFeed.Open(FilePath, new SharedFeedOptions { Delivery = delivery, IntervalMs = intervalMs });
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        feed.Add(all!);
        return feed;
    }

    private static SeenBooks Begun(SharedFeed feed, int snapshotCount = 2)
    {
        SeenBooks seen = new();
        feed.Poll(seen);
        Assert.That(seen.CountOf("snapshot"), Is.EqualTo(snapshotCount));
        seen.Told.Clear();
        return seen;
    }

    private List<string> Told(SharedFeed feed, SeenBooks seen, bool isKept = false)
    {
        if (!isKept) seen.Told.Clear();
        _writer.Publish();
        while (feed.Poll(seen) is SharedFeedPoll.Taken or SharedFeedPoll.Waiting)
        {
        }

        return [.. seen.Told];
    }

    private void Define(int index) => Take(new MarketEvent
    {
        Kind = EventKind.Definition,
        InstrumentIndex = index,
        Quantity = 1000 + index,
        Level = 10,
        Detail = 2,
        Flags = EventFlags.Assumed | EventFlags.EndOfEvent,
    });

    private void Quote(int index, long priceNano, bool isEnd, byte level = 1, long quantity = 5) => Take(new MarketEvent
    {
        Kind = EventKind.Book,
        Action = BookAction.Overlay,
        Side = BookSide.Bid,
        InstrumentIndex = index,
        Level = level,
        PriceNano = priceNano,
        Quantity = quantity,
        Orders = 1,
        RptSeq = ++_rptSeq,
        Flags = isEnd ? EventFlags.EndOfEvent : EventFlags.None,
    });

    private void Tell(int index, StatisticKind kind, long value) => Take(new MarketEvent
    {
        Kind = EventKind.Statistic,
        Statistic = kind,
        InstrumentIndex = index,
        PriceNano = StatisticSet.IsContracts(kind) ? MarketEvent.NullPrice : value,
        Quantity = StatisticSet.IsContracts(kind) ? value : MarketEvent.NullQuantity,
        RptSeq = ++_rptSeq,
        Flags = EventFlags.EndOfEvent,
    });

    private void Take(in MarketEvent marketEvent) => _writer.Take(marketEvent);
}

using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Sinks.Tests.Strategies;

/// <summary>When a strategy is told of changes of books.</summary>
public sealed class UpdatesTests
{
    private InstrumentTable _instruments = null!;
    private StrategyRunner<Listener, NoStamps>? _runner;

    [SetUp]
    public void Open() => _instruments = new InstrumentTable(4);

    [TearDown]
    public void Close()
    {
        _runner?.Dispose();
        _instruments.Dispose();
    }

    [Test]
    public void EveryChangeIsToldAsItComes()
    {
        Start(Updates.Every);
        Bid(100, 5);
        Bid(101, 5, EventFlags.EndOfEvent);
        Assert.That(Told, Is.EqualTo(new[] { "book 0: 100", "book 0: 101", "end" }));
    }

    [Test]
    public void AtTheEndOfAnEventEachInstrumentThatWasTouchedIsToldOnce()
    {
        Start(Updates.EndOfEvent);
        Bid(100, 5);
        Bid(200, 5, instrument: 1);
        Bid(101, 5, EventFlags.EndOfEvent);
        Bid(102, 5, EventFlags.EndOfEvent);
        Assert.That(Told, Is.EqualTo(new[] { "book 0: 101", "book 1: 200", "end", "book 0: 102", "end" }));
    }

    [Test]
    public void OfTheTopOnlyWhatIsOtherAtTheEndOfAnEventIsTold()
    {
        Start(Updates.TopOfBook);
        Bid(100, 5);
        Bid(101, 5, EventFlags.EndOfEvent);
        Bid(101, 5, EventFlags.EndOfEvent, BookAction.Change); // the same again
        Bid(101, 6);
        Bid(101, 5, EventFlags.EndOfEvent, BookAction.Change); // there and back within one event
        Bid(101, 7, EventFlags.EndOfEvent, BookAction.Change);
        Assert.That(Told, Is.EqualTo(new[] { "top 0: 101 x 5", "end", "end", "end", "top 0: 101 x 7", "end" }));
    }

    [Test]
    public void ATopThatIsNotKnownAnyMoreIsTold()
    {
        Start(Updates.TopOfBook);
        Bid(100, 5, EventFlags.EndOfEvent);
        Give(new MarketEvent { Kind = EventKind.BookStale, Flags = EventFlags.InDoubt | EventFlags.EndOfEvent, RptSeq = 9 });
        Assert.That(Told, Is.EqualTo(new[] { "top 0: 100 x 5", "end", "top 0: none", "end" }));
    }

    [Test]
    public void AResetOfTheChannelIsToldForEveryTopThatWasThere()
    {
        Start(Updates.TopOfBook);
        Bid(100, 5, EventFlags.EndOfEvent);
        Give(new MarketEvent { Kind = EventKind.BookClear, InstrumentIndex = MarketEvent.NoInstrument, Flags = EventFlags.EndOfEvent });
        Assert.That(Told, Is.EqualTo(new[] { "top 0: 100 x 5", "end", "gap", "top 0: none", "end" }));
    }

    [TestCase(Updates.EndOfEvent)]
    [TestCase(Updates.TopOfBook)]
    public void TradesAreToldAsTheyCome(Updates updates)
    {
        Start(updates);
        Give(new MarketEvent { Kind = EventKind.Trade, PriceNano = 100, Quantity = 1, RptSeq = 3 });
        Assert.That(Told, Is.EqualTo(new[] { "trade" }));
    }

    private List<string> Told => _runner!.Strategy.Told;

    private void Start(Updates updates)
    {
        _runner = new StrategyRunner<Listener, NoStamps>(new Listener(updates), [_instruments], default);
        for (int instrument = 0; instrument < 2; instrument++)
            Give(new MarketEvent { Kind = EventKind.Definition, InstrumentIndex = instrument, Quantity = 7 + instrument, Level = 10, Detail = 2 });
        Told.Clear();
    }

    private void Bid(long price, long quantity, EventFlags flags = EventFlags.None, BookAction action = BookAction.New, int instrument = 0) => Give(new MarketEvent
    {
        Kind = EventKind.Book,
        InstrumentIndex = instrument,
        Action = action,
        Side = BookSide.Bid,
        Level = 1,
        PriceNano = price,
        Quantity = quantity,
        Orders = 1,
        RptSeq = 1,
        Flags = flags,
    });

    private void Give(MarketEvent told) => _runner!.OnEvent(ref told);

    private sealed class Listener(Updates updates) : Strategy
    {
        public List<string> Told { get; } = [];

        public override Updates Updates => updates;

        public override void OnBook(in BookView book, in MarketEvent change)
        {
            book.Book.TryGetLevel(BookSide.Bid, 1, out Level bid);
            Told.Add($"book {book.InstrumentIndex}: {bid.PriceNano}");
        }

        public override void OnTopOfBook(in BookView book, in TopOfBook top) =>
            Told.Add($"top {book.InstrumentIndex}: {(top.BidPriceNano == MarketEvent.NullPrice ? "none" : $"{top.BidPriceNano} x {top.BidQuantity}")}");

        public override void OnTrade(in BookView book, in MarketEvent trade) => Told.Add("trade");

        public override void OnGap(in MarketEvent gap) => Told.Add("gap");

        public override void OnEndOfEvent(in StrategyBooks books, in MarketEvent last) => Told.Add("end");
    }
}

using System.Text;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;
using FeedHandler.Ring;
using FeedHandler.Sinks.SharedMemory;

namespace FeedHandler.Gateway.Tests.Sessions.Support;

/// <summary>A shared feed that a test writes event by event, with the books that are right beside it.</summary>
internal sealed class TestFeed : IDisposable
{
    private readonly int _eventCount;
    private readonly int _instrumentCountMax;
    private readonly BookReplica _right;
    private DefinitionLog _log = null!;
    private uint _rptSeq;

    public TestFeed(int eventCount = 4096, int instrumentCountMax = 64)
    {
        (_eventCount, _instrumentCountMax) = (eventCount, instrumentCountMax);
        _right = new BookReplica(instrumentCountMax);
        Folder = Directory.CreateTempSubdirectory("gateway").FullName;
        Begin();
    }

    public string Folder { get; }

    public string FilePath => Path.Combine(Folder, "feed");

    public SharedFeedWriter Writer { get; private set; } = null!;

    public BookTable Right => _right.Books;

    /// <summary>Begins a life of the feed.</summary>
    public void Begin()
    {
        _right.Books.Reset();
        _log = new DefinitionLog(_instrumentCountMax);
        SharedFeedShape shape = new(_eventCount, _instrumentCountMax, _instrumentCountMax, [310]);
        SharedRingResult result = SharedFeedWriter.TryOpen(FilePath, shape, [new DefinitionReplica(_instrumentCountMax, _log)], out SharedFeedWriter? writer);
        Assert.That(result.IsOpened, Is.True, result.ToString());
        Writer = writer!;
    }

    /// <summary>Ends the feed in order.</summary>
    public void End() => Writer.Dispose();

    public void Define(int index, string symbol, string group = "ES", string asset = "ES", bool isEnd = true)
    {
        InstrumentDefinition definition = new() { DisplayFactorNano = 1_000_000_000, MinPriceIncrementNano = 250_000_000, IsDefined = true };
        definition.SetTexts(Encoding.ASCII.GetBytes(symbol), Encoding.ASCII.GetBytes(group), Encoding.ASCII.GetBytes(asset), "FUT"u8);
        _log.Add(definition, default);
        EventFlags flags = isEnd ? EventFlags.EndOfEvent : EventFlags.None;
        Take(new MarketEvent { Kind = EventKind.Definition, InstrumentIndex = index, Quantity = 1000 + index, Level = 10, Detail = 2, Flags = flags });
    }

    public void Quote(int index, long priceNano, bool isEnd = true, byte level = 1, long quantity = 5) => Take(new MarketEvent
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
        Flags = isEnd ? EventFlags.EndOfEvent | EventFlags.LastOfInstrument : EventFlags.None,
    });

    public void Tell(int index, StatisticKind kind, long value) => Take(new MarketEvent
    {
        Kind = EventKind.Statistic,
        Statistic = kind,
        InstrumentIndex = index,
        PriceNano = StatisticSet.IsContracts(kind) ? MarketEvent.NullPrice : value,
        Quantity = StatisticSet.IsContracts(kind) ? value : MarketEvent.NullQuantity,
        RptSeq = ++_rptSeq,
        Flags = EventFlags.EndOfEvent | EventFlags.LastOfInstrument,
    });

    /// <summary>Packets were lost: every book of the channel is in doubt.</summary>
    public void Gap() => Take(new MarketEvent { Kind = EventKind.Gap, InstrumentIndex = MarketEvent.NoInstrument, Quantity = 3 });

    /// <summary>A match event is over that no event of an instrument ends.</summary>
    public void EndEvent() =>
        Take(new MarketEvent { Kind = EventKind.EventEnd, InstrumentIndex = MarketEvent.NoInstrument, Flags = EventFlags.EndOfEvent });

    public void Publish() => Writer.Publish();

    public void Take(in MarketEvent marketEvent)
    {
        Writer.Take(marketEvent);
        _right.Apply(marketEvent);
    }

    public BookImage RightImage(int index)
    {
        BookImage image = default;
        Right[index].CopyTo(ref image);
        return image;
    }

    public void Dispose()
    {
        Writer.Dispose();
        _right.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

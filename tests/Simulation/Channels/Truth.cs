using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Channels;

/// <summary>
/// Holds a channel's books against those that the simulated exchange has published, after every packet: everything that a book claims to know must be
/// right. The second feed, of the same options, is moved to the packet that the channel has just decoded.
/// </summary>
internal sealed class Truth(SimulationOptions options)
{
    private static readonly BookSide[] Sides = [BookSide.Bid, BookSide.Ask, BookSide.ImpliedBid, BookSide.ImpliedAsk];
    private readonly SimulatedFeed _feed = new(options);

    public InstrumentTable Instruments { get; set; } = null!;

    /// <summary>Books compared while they said to be whole.</summary>
    public long WholeCount { get; private set; }

    /// <summary>Books compared while some level was unknown, and books that claimed nothing.</summary>
    public long DoubtfulCount { get; private set; }

    public long LostCount { get; private set; }

    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        if (marketEvent.Kind == EventKind.Gap) LostCount += marketEvent.Quantity;
        if (!isEndOfBatch || marketEvent.Kind is EventKind.Gap or EventKind.ChannelReset) return;
        _feed.AdvanceTo(marketEvent.SeqNum);
        Compare();
    }

    /// <summary>Compares every book with the end of the simulation.</summary>
    /// <returns>How many are not whole.</returns>
    public int CompareAtEnd()
    {
        while (_feed.TryNext(out _))
        {
        }

        Compare();
        return _feed.Instruments.Count(instrument => Instruments.Books[Instruments.Find(instrument.SecurityId)].State != BookState.Whole);
    }

    private void Compare()
    {
        foreach (SimulatedInstrument instrument in _feed.Instruments)
        {
            int index = Instruments.Find(instrument.SecurityId);
            if (index < 0) continue;
            ref InstrumentBook book = ref Instruments.Books[index];
            if (book.State == BookState.Whole) WholeCount++;
            else DoubtfulCount++;
            if (book.State is BookState.Suspect or BookState.Unknown) continue; // claims nothing
            foreach (BookSide side in Sides) Compare(book, instrument, side);
        }
    }

    private void Compare(in InstrumentBook book, SimulatedInstrument instrument, BookSide side)
    {
        IReadOnlyList<SimulatedLevel> levels = instrument.Published(side).Levels;
        for (int number = 1; number <= book.Depth(side); number++)
        {
            if (!book.IsKnown(side, number)) continue;
            string actual = book.TryGetLevel(side, number, out Level level) ? Text(side, level.PriceNano, level.Quantity, level.Orders) : "empty";
            string expected = number <= levels.Count
                ? Text(side, levels[number - 1].PriceNano, levels[number - 1].Quantity, levels[number - 1].Orders)
                : "empty";
            if (actual != expected) Assert.Fail($"packet {_feed.SeqNum}, {instrument.Symbol} {side} {number}: {actual}, published {expected}");
        }
    }

    private static (long PriceNano, long Quantity, int Orders) Value(BookSide side, long priceNano, long quantity, int orders) =>
        (priceNano, quantity, side is BookSide.Bid or BookSide.Ask ? orders : 0);

    private static string Text(BookSide side, long priceNano, long quantity, int orders) => Value(side, priceNano, quantity, orders).ToString();
}

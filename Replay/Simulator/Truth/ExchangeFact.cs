using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>One thing that the exchange said. It is noted where it is decided, before any byte of it is written, and never read back from a packet.</summary>
/// <param name="Instrument">Of which instrument; null when it concerns more than one.</param>
public abstract record ExchangeFact(SimulatedInstrument? Instrument)
{
    /// <summary>The number within the instrument (FIX tag 83), 0 where the entry has none.</summary>
    public uint RptSeq { get; init; }
}

/// <summary>A level of one side; <see cref="BookSide.None"/> empties the whole book of the instrument (entry type 'J').</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Side">The side.</param>
/// <param name="Action">What happens to the level.</param>
/// <param name="Level">The level from 1 at the top; 0 for a reset.</param>
/// <param name="Value">What the entry says of the level.</param>
public sealed record LevelFact(SimulatedInstrument Instrument, BookSide Side, BookAction Action, int Level, SimulatedLevel Value)
    : ExchangeFact(Instrument)
{
    /// <summary>Whether it tells the price of one level of orders, so that they can be told with it.</summary>
    internal bool IsOfOrders => Side is BookSide.Bid or BookSide.Ask && Action is <= BookAction.Delete or BookAction.Overlay;

    internal static LevelFact Reset(SimulatedInstrument instrument) => new(instrument, BookSide.None, BookAction.New, 0, default);
}

/// <summary>The market's best price (entry types 'w' and 'x'), which is no level of the book.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="IsBid">Whether it is the best bid.</param>
/// <param name="PriceNano">The price in 1e-9.</param>
/// <param name="Quantity">The quantity.</param>
public sealed record MarketBestFact(SimulatedInstrument Instrument, bool IsBid, long PriceNano, int Quantity) : ExchangeFact(Instrument);

/// <summary>
/// What happened to one order of the order book: with the entry of its level in the same message (templates 46 and, in old schemas, 32), or alone (47 and
/// 43).
/// </summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="OrderId">The order.</param>
/// <param name="IsBid">Whether it buys.</param>
/// <param name="Action">New, changed or deleted.</param>
/// <param name="PriceNano">The price in 1e-9; null where it is not told, as of an order that is deleted.</param>
/// <param name="Quantity">The quantity shown, or null likewise.</param>
/// <param name="Priority">The place among the orders of the price, less is earlier, or null likewise.</param>
/// <param name="Reference">The number, from 1, of the entry of the same message that tells its level; 0 for an order that is told alone.</param>
public sealed record OrderFact(
    SimulatedInstrument Instrument, ulong OrderId, bool IsBid, BookAction Action, long? PriceNano, int? Quantity, ulong? Priority, int Reference)
    : ExchangeFact(Instrument);

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
    internal bool HasOrder => Side is BookSide.Bid or BookSide.Ask && Action <= BookAction.Delete;

    internal static LevelFact Reset(SimulatedInstrument instrument) => new(instrument, BookSide.None, BookAction.New, 0, default);
}

/// <summary>The market's best price (entry types 'w' and 'x'), which is no level of the book.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="IsBid">Whether it is the best bid.</param>
/// <param name="PriceNano">The price in 1e-9.</param>
/// <param name="Quantity">The quantity.</param>
public sealed record MarketBestFact(SimulatedInstrument Instrument, bool IsBid, long PriceNano, int Quantity) : ExchangeFact(Instrument);

/// <summary>One order of the order book, told outside of the price levels (template 47).</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="OrderId">The order.</param>
/// <param name="IsBid">Whether it buys.</param>
/// <param name="Action">New, changed or deleted.</param>
/// <param name="PriceNano">The price in 1e-9.</param>
/// <param name="Quantity">The quantity shown.</param>
public sealed record OrderFact(SimulatedInstrument Instrument, ulong OrderId, bool IsBid, BookAction Action, long PriceNano, int Quantity)
    : ExchangeFact(Instrument);

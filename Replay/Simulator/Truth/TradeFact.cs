using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>One order's part of a trade.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Quantity">What it traded.</param>
public readonly record struct TradeOrder(ulong OrderId, int Quantity);

/// <summary>A trade at one price; its correction (Change) or its bust (Delete), which name it again.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="TradeId">The trade within the instrument (FIX tag 37711; 1003 in old schemas).</param>
/// <param name="Action">New, Change or Delete.</param>
/// <param name="PriceNano">The price in 1e-9.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="Aggressor">1 bought, 2 sold, 0 is none (implied against implied).</param>
/// <param name="Orders">The orders, the aggressor's first; none for corrections and busts.</param>
public sealed record TradeFact(
    SimulatedInstrument Instrument, uint TradeId, BookAction Action, long PriceNano, int Quantity, byte Aggressor, IReadOnlyList<TradeOrder> Orders)
    : ExchangeFact(Instrument)
{
    /// <summary>How many orders took part (FIX tag 346); an old form of the message tells it without telling the orders, and a split
    /// summary tells them in messages of their own (<see cref="TradeOrderFact"/>).</summary>
    public int OrderCount { get; init; } = Orders.Count;
}

/// <summary>One order's part of a trade that an earlier message of the match event told.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="PriceNano">The price of the trade in 1e-9.</param>
/// <param name="Order">The order.</param>
public sealed record TradeOrderFact(SimulatedInstrument Instrument, long PriceNano, TradeOrder Order) : ExchangeFact(Instrument);

/// <summary>The cumulative volume of the trade date.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Volume">The volume.</param>
public sealed record VolumeFact(SimulatedInstrument Instrument, int Volume) : ExchangeFact(Instrument);

using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>A trade, or one order's part of it, as it is compared: everything that is said of it, and the packet.</summary>
internal readonly record struct TradeLine(
    EventKind Kind, uint SeqNum, long SecurityId, uint RptSeq, BookAction Action, BookSide Aggressor, long PriceNano, long Quantity, ulong Orders)
{
    public static TradeLine Of(in MarketEvent told, long securityId) => new(
        told.Kind, told.SeqNum, securityId, told.RptSeq, told.Action, told.Side, told.PriceNano, told.Quantity,
        told.Kind == EventKind.TradeOrder ? told.OrderId : (ulong)told.Orders);

    public static TradeLine Of(PacketId packet, SimulatedInstrument instrument, long priceNano, TradeOrder order) => new(
        EventKind.TradeOrder, packet.SeqNum, instrument.SecurityId, 0, BookAction.New, BookSide.None, priceNano, order.Quantity, order.OrderId);

    /// <summary>A trade with the orders of its message.</summary>
    public static IEnumerable<TradeLine> Of(PacketId packet, TradeFact trade)
    {
        BookSide aggressor = trade.Aggressor switch { 1 => BookSide.Bid, 2 => BookSide.Ask, _ => BookSide.None };
        SimulatedInstrument instrument = trade.Instrument!;
        yield return new TradeLine(
            EventKind.Trade, packet.SeqNum, instrument.SecurityId, trade.RptSeq, trade.Action, aggressor, trade.PriceNano, trade.Quantity,
            (ulong)trade.OrderCount);
        foreach (TradeOrder order in trade.Orders) yield return Of(packet, instrument, trade.PriceNano, order);
    }
}

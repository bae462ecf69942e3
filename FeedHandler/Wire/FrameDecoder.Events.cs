using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;

namespace FeedHandler.Wire;

/// <content>The messages of events.</content>
public static partial class FrameDecoder
{
    private static FrameFault Level(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!LevelUpdate.TryDecode(message, out LevelUpdate update)) return FrameFault.Block;
        told.Kind = EventKind.Book;
        told.Action = (BookAction)update.Action;
        told.Side = (BookSide)update.Side;
        told.PriceNano = update.PriceRaw;
        told.Quantity = update.QuantityRaw;
        told.Orders = update.OrdersRaw;
        told.Level = update.Level;
        return told.Action <= BookAction.Overlay && told.Side <= BookSide.ImpliedAsk ? FrameFault.None : FrameFault.Value;
    }

    private static FrameFault Order(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!OrderUpdate.TryDecode(message, out OrderUpdate update)) return FrameFault.Block;
        told.Kind = EventKind.Order;
        told.Action = (BookAction)update.Action;
        told.Side = (BookSide)update.Side;
        told.PriceNano = update.PriceRaw;
        told.Quantity = update.QuantityRaw;
        told.OrderId = update.OrderId;
        told.Priority = update.Priority;
        return told.Action <= BookAction.Delete && told.Side <= BookSide.Ask ? FrameFault.None : FrameFault.Value;
    }

    private static FrameFault Trade(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.Trade.TryDecode(message, out Trade trade)) return FrameFault.Block;
        told.Kind = EventKind.Trade;
        told.Action = (BookAction)trade.Action;
        told.Side = (BookSide)trade.Aggressor;
        told.PriceNano = trade.PriceRaw;
        told.Quantity = trade.QuantityRaw;
        told.Orders = trade.OrdersRaw;
        return Judge(told.Action, told.Side);
    }

    private static FrameFault TradeOrder(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.TradeOrder.TryDecode(message, out TradeOrder trade)) return FrameFault.Block;
        told.Kind = EventKind.TradeOrder;
        told.Action = (BookAction)trade.Action;
        told.Side = (BookSide)trade.Side;
        told.PriceNano = trade.PriceRaw;
        told.Quantity = trade.QuantityRaw;
        told.OrderId = trade.OrderId;
        return Judge(told.Action, told.Side);
    }

    private static FrameFault MarketBest(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.MarketBest.TryDecode(message, out MarketBest best)) return FrameFault.Block;
        told.Kind = EventKind.MarketBest;
        told.Action = (BookAction)best.Action;
        told.Side = (BookSide)best.Side;
        told.PriceNano = best.PriceRaw;
        told.Quantity = best.QuantityRaw;
        return Judge(told.Action, told.Side);
    }

    private static FrameFault LastTrade(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.LastTrade.TryDecode(message, out LastTrade trade)) return FrameFault.Block;
        told.Kind = EventKind.LastTrade;
        told.Side = BookSide.None;
        told.PriceNano = trade.PriceRaw;
        told.Quantity = trade.QuantityRaw;
        return FrameFault.None;
    }

    private static FrameFault Plain(EventKind kind, ref MarketEvent told)
    {
        told.Kind = kind;
        return FrameFault.None;
    }

    private static FrameFault Judge(BookAction action, BookSide side) =>
        action <= BookAction.Overlay && side is <= BookSide.ImpliedAsk or BookSide.None ? FrameFault.None : FrameFault.Value;
}

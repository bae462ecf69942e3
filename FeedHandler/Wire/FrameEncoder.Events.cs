using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using Action = FeedHandler.Codecs.Normalized.Action;

namespace FeedHandler.Wire;

/// <content>The messages of events, each without what all begin with. The buffer is long enough for all of them.</content>
public static partial class FrameEncoder
{
    private static int Level(in MarketEvent told, Span<byte> message)
    {
        if (!LevelUpdateEncoder.TryEncode(message, out LevelUpdateEncoder update)) return 0;
        update.PriceRaw = told.PriceNano;
        update.QuantityRaw = told.Quantity;
        update.OrdersRaw = told.Orders;
        update.Side = (Side)told.Side;
        update.Action = (Action)told.Action;
        update.Level = told.Level;
        return update.MessageLength;
    }

    private static int Order(in MarketEvent told, Span<byte> message)
    {
        if (!OrderUpdateEncoder.TryEncode(message, out OrderUpdateEncoder update)) return 0;
        update.PriceRaw = told.PriceNano;
        update.QuantityRaw = told.Quantity;
        update.OrderId = told.OrderId;
        update.Priority = told.Priority;
        update.Side = (Side)told.Side;
        update.Action = (Action)told.Action;
        return update.MessageLength;
    }

    private static int Trade(in MarketEvent told, Span<byte> message)
    {
        if (!TradeEncoder.TryEncode(message, out TradeEncoder trade)) return 0;
        trade.PriceRaw = told.PriceNano;
        trade.QuantityRaw = told.Quantity;
        trade.OrdersRaw = told.Orders;
        trade.Aggressor = (Side)told.Side;
        trade.Action = (Action)told.Action;
        return trade.MessageLength;
    }

    private static int TradeOrder(in MarketEvent told, Span<byte> message)
    {
        if (!TradeOrderEncoder.TryEncode(message, out TradeOrderEncoder trade)) return 0;
        trade.PriceRaw = told.PriceNano;
        trade.QuantityRaw = told.Quantity;
        trade.OrderId = told.OrderId;
        trade.Side = (Side)told.Side;
        trade.Action = (Action)told.Action;
        return trade.MessageLength;
    }

    private static int MarketBest(in MarketEvent told, Span<byte> message)
    {
        if (!MarketBestEncoder.TryEncode(message, out MarketBestEncoder best)) return 0;
        best.PriceRaw = told.PriceNano;
        best.QuantityRaw = told.Quantity;
        best.Side = (Side)told.Side;
        best.Action = (Action)told.Action;
        return best.MessageLength;
    }

    private static int LastTrade(in MarketEvent told, Span<byte> message)
    {
        if (!LastTradeEncoder.TryEncode(message, out LastTradeEncoder trade)) return 0;
        trade.PriceRaw = told.PriceNano;
        trade.QuantityRaw = told.Quantity;
        return trade.MessageLength;
    }

    private static int EventEnd(Span<byte> message) => EventEndEncoder.TryEncode(message, out EventEndEncoder end) ? end.MessageLength : 0;

    private static int Other(Span<byte> message) => OtherEncoder.TryEncode(message, out OtherEncoder other) ? other.MessageLength : 0;
}

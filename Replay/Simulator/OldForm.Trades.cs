using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class OldForm
{
    public void Trades(TradeFact[] trades, MessageTime time)
    {
        bool isSplit = trades.Any(static trade => trade.OrderCount != trade.Orders.Count); // its orders come behind, for which the old form has no place
        if (version < OrdersSince && !isSplit && (trades.Any(trade => trade.Action != BookAction.New) || trades[0].RptSeq % 2 == 0))
        {
            SingleTrades(trades, time);
            return;
        }

        MDIncrementalRefreshTradeSummary42Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshTradeSummary42Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(trades.Length);
        foreach (TradeFact trade in trades) Trade(entries.Next(), trade);
        AppendTrades(message, [.. trades.SelectMany(trade => trade.Orders)], time, trades);
    }

    public void TradeOrders(TradeOrderFact[] orders, MessageTime time)
    {
        MDIncrementalRefreshTradeSummary42Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshTradeSummary42Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        message.BeginNoMDEntries(0);
        AppendTrades(message, [.. orders.Select(each => each.Order)], time, orders);
    }

    private void AppendTrades(MDIncrementalRefreshTradeSummary42Encoder message, TradeOrder[] traded, MessageTime time, ExchangeFact[] facts)
    {
        var orders = message.BeginNoOrderIDEntries(traded.Length);
        foreach ((ulong orderId, int quantity) in traded)
        {
            var order = orders.Next();
            order.OrderID = orderId;
            order.LastQty = quantity;
        }

        packets.Append(message.EncodedLength, time, facts, traded.Length);
    }

    private void Trade(MDIncrementalRefreshTradeSummary42Encoder.NoMDEntriesEntryEncoder entry, TradeFact trade)
    {
        entry.MDEntryPxMantissa = trade.PriceNano / NanoPerMantissa;
        entry.MDEntrySize = trade.Quantity;
        entry.SecurityID = trade.Instrument!.SecurityId;
        entry.RptSeq = trade.RptSeq;
        entry.NumberOfOrders = trade.OrderCount;
        entry.AggressorSide = (AggressorSide)trade.Aggressor;
        entry.MDUpdateAction = (MDUpdateAction)trade.Action;
        if (version >= OrdersSince) entry.MDTradeEntryID = trade.TradeId;
        else entry.MDTradeEntryIDRaw = 0; // not a field yet: zero, not null
    }

    public void Volumes(VolumeFact[] volumes, MessageTime time)
    {
        MDIncrementalRefreshVolume37Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshVolume37Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(volumes.Length);
        foreach (VolumeFact volume in volumes)
        {
            var entry = entries.Next();
            entry.MDEntrySize = volume.Volume;
            entry.SecurityID = volume.Instrument!.SecurityId;
            entry.RptSeq = volume.RptSeq;
            entry.MDUpdateAction = MDUpdateAction.Overlay;
        }

        packets.Append(message.EncodedLength, time, volumes, 0);
    }

    public void Orders(OrderFact[] orders, MessageTime time)
    {
        MDIncrementalRefreshOrderBook43Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshOrderBook43Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(orders.Length);
        foreach (OrderFact order in orders)
        {
            var entry = entries.Next();
            entry.OrderID = order.OrderId;
            entry.MDOrderPriority = order.Priority;
            entry.MDEntryPxMantissa = order.PriceNano / NanoPerMantissa;
            entry.MDDisplayQty = order.Quantity;
            entry.SecurityID = order.Instrument!.SecurityId;
            entry.MDUpdateAction = (MDUpdateAction)order.Action;
            entry.MDEntryType = order.IsBid ? MDEntryTypeBook.Bid : MDEntryTypeBook.Offer;
        }

        packets.Append(message.EncodedLength, time, orders, orders.Length);
    }

    private void SingleTrades(TradeFact[] trades, MessageTime time)
    {
        MDIncrementalRefreshTrade36Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshTrade36Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(trades.Length);
        foreach (TradeFact trade in trades)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = trade.PriceNano / NanoPerMantissa;
            entry.MDEntrySize = trade.Quantity;
            entry.SecurityID = trade.Instrument!.SecurityId;
            entry.RptSeq = trade.RptSeq;
            entry.NumberOfOrders = trade.OrderCount;
            entry.TradeID = (int)trade.TradeId;
            entry.AggressorSide = (AggressorSide)trade.Aggressor;
            entry.MDUpdateAction = (MDUpdateAction)trade.Action;
        }

        packets.Append(message.EncodedLength, time, [.. trades.Select(trade => trade with { Orders = [], OrderCount = trade.OrderCount })], 0);
    }
}

using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class CurrentForm
{
    public void Trades(TradeFact[] trades, MessageTime time)
    {
        MDIncrementalRefreshTradeSummary48Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshTradeSummary48Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(trades.Length);
        foreach (TradeFact trade in trades) Trade(entries.Next(), trade);
        AppendTrades(message, [.. trades.SelectMany(trade => trade.Orders)], time, trades);
    }

    public void TradeOrders(TradeOrderFact[] orders, MessageTime time)
    {
        MDIncrementalRefreshTradeSummary48Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshTradeSummary48Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        message.BeginNoMDEntries(0);
        AppendTrades(message, [.. orders.Select(each => each.Order)], time, orders);
    }

    private void AppendTrades(MDIncrementalRefreshTradeSummary48Encoder message, TradeOrder[] traded, MessageTime time, ExchangeFact[] facts)
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

    private static void Trade(MDIncrementalRefreshTradeSummary48Encoder.NoMDEntriesEntryEncoder entry, TradeFact trade)
    {
        entry.MDEntryPxMantissa = trade.PriceNano;
        entry.MDEntrySize = trade.Quantity;
        entry.SecurityID = trade.Instrument!.SecurityId;
        entry.RptSeq = trade.RptSeq;
        entry.NumberOfOrders = trade.OrderCount;
        entry.AggressorSide = (AggressorSide)trade.Aggressor;
        entry.MDUpdateAction = (MDUpdateAction)trade.Action;
        entry.MDTradeEntryID = trade.TradeId;
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
        MDIncrementalRefreshOrderBook47Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshOrderBook47Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(orders.Length);
        foreach (OrderFact order in orders)
        {
            var entry = entries.Next();
            entry.OrderID = order.OrderId;
            entry.MDOrderPriority = order.Priority;
            entry.MDEntryPxMantissa = order.PriceNano;
            entry.MDDisplayQty = order.Quantity;
            entry.SecurityID = order.Instrument!.SecurityId;
            entry.MDUpdateAction = (MDUpdateAction)order.Action;
            entry.MDEntryType = order.IsBid ? MDEntryTypeBook.Bid : MDEntryTypeBook.Offer;
        }

        packets.Append(message.EncodedLength, time, orders, orders.Length);
    }
}

using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchEventEncoder
{
    private void Trades(TradePrint[] trades, MatchEventIndicator indicator)
    {
        MDIncrementalRefreshTradeSummary48Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshTradeSummary48Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = _transactTimeNs;
        message.MatchEventIndicator = indicator;
        var entries = message.BeginNoMDEntries(trades.Length);
        foreach (var trade in trades) Trade(entries.Next(), trade);
        var orders = message.BeginNoOrderIDEntries(trades.Sum(trade => trade.OrderCount));
        foreach (var trade in trades)
        {
            for (var number = 0; number < trade.OrderCount; number++)
            {
                var order = orders.Next();
                order.OrderID = _nextOrderId++;
                order.LastQty = number == 0 ? trade.Quantity : trade.Quantity / (trade.OrderCount - 1);
            }
        }

        packets.Append(message.EncodedLength);
    }

    private static void Trade(MDIncrementalRefreshTradeSummary48Encoder.NoMDEntriesEntryEncoder entry, in TradePrint trade)
    {
        entry.MDEntryPxMantissa = trade.PriceNano;
        entry.MDEntrySize = trade.Quantity;
        entry.SecurityID = trade.Instrument.SecurityId;
        entry.RptSeq = ++trade.Instrument.RptSeq;
        entry.NumberOfOrders = trade.OrderCount;
        entry.AggressorSide = (AggressorSide)trade.Aggressor;
        entry.MDUpdateAction = MDUpdateAction.New;
        entry.MDTradeEntryID = ++trade.Instrument.TradeEntryId;
    }

    private void Volumes(SimulatedInstrument[] instruments, MatchEventIndicator indicator)
    {
        MDIncrementalRefreshVolume37Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshVolume37Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = _transactTimeNs;
        message.MatchEventIndicator = indicator;
        var entries = message.BeginNoMDEntries(instruments.Length);
        foreach (var instrument in instruments)
        {
            var entry = entries.Next();
            entry.MDEntrySize = instrument.Volume;
            entry.SecurityID = instrument.SecurityId;
            entry.RptSeq = ++instrument.RptSeq;
            entry.MDUpdateAction = MDUpdateAction.Overlay;
        }

        packets.Append(message.EncodedLength);
    }
}

using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;

namespace FeedHandler.Host.Reports.Events;

/// <summary>What is written of an event, by its kind, whatever the file.</summary>
internal static class EventFields
{
    /// <summary>Gives everything that is to be written of an event.</summary>
    /// <param name="number">The event's number, from 1.</param>
    /// <param name="marketEvent">The event.</param>
    /// <param name="names">Have taken it.</param>
    /// <param name="cells">Takes it.</param>
    public static void Write(long number, in MarketEvent marketEvent, IEventNames names, IEventCells cells)
    {
        cells.Number(EventColumn.Event, number);
        cells.Word(EventColumn.Kind, EventWords.Of(marketEvent.Kind));
        cells.Number(EventColumn.Channel, names.ChannelId(marketEvent));
        if (names.TryGetSecurityId(marketEvent, out long securityId)) WriteInstrument(marketEvent, securityId, names, cells);
        WriteFields(marketEvent, cells);
        WriteOrigin(marketEvent, cells);
    }

    private static void WriteInstrument(in MarketEvent marketEvent, long securityId, IEventNames names, IEventCells cells)
    {
        cells.Number(EventColumn.SecurityId, securityId);
        Span<char> symbol = stackalloc char[InstrumentDefinition.SymbolLengthMax];
        if (names.CopySymbol(marketEvent, symbol) is > 0 and var length) cells.Text(EventColumn.Symbol, symbol[..length]);
    }

    private static void WriteFields(in MarketEvent marketEvent, IEventCells cells)
    {
        switch (marketEvent.Kind)
        {
            case EventKind.Definition:
                WriteDefinition(marketEvent, cells);
                break;
            case EventKind.Book or EventKind.Trade or EventKind.MarketBest:
                WriteAction(marketEvent, cells);
                WriteAmounts(marketEvent, cells);
                break;
            case EventKind.Order or EventKind.TradeOrder:
                WriteOrder(marketEvent, cells);
                break;
            case EventKind.Statistic:
                cells.Word(EventColumn.Action, EventWords.Of(marketEvent.Action));
                cells.Word(EventColumn.Statistic, EventWords.Of(marketEvent.Statistic));
                WriteAmounts(marketEvent, cells);
                break;
            case EventKind.Status:
                WriteStatus(marketEvent, cells);
                break;
            case EventKind.Volume or EventKind.Gap or EventKind.LastTrade:
                WriteAmounts(marketEvent, cells, hasPrice: marketEvent.Kind == EventKind.LastTrade);
                break;
            default: // the kind says it all
                break;
        }
    }

    private static void WriteOrder(in MarketEvent marketEvent, IEventCells cells)
    {
        if (marketEvent.Kind == EventKind.Order) WriteAction(marketEvent, cells);
        WriteAmounts(marketEvent, cells);
        cells.Id(EventColumn.OrderId, marketEvent.OrderId);
        if (marketEvent.Kind == EventKind.Order) cells.Id(EventColumn.Priority, marketEvent.Priority);
    }

    private static void WriteDefinition(in MarketEvent marketEvent, IEventCells cells)
    {
        bool isAssumed = (marketEvent.Flags & EventFlags.Assumed) != 0;
        if (isAssumed) cells.True(EventColumn.Assumed);
        if (!isAssumed || marketEvent.IsFromCache) // else the depths are room for levels, which nobody told
        {
            cells.Number(EventColumn.Depth, marketEvent.Level);
            cells.Number(EventColumn.ImpliedDepth, marketEvent.Detail);
        }

        if ((marketEvent.Flags & EventFlags.Deleted) != 0) cells.True(EventColumn.Deleted);
        if (marketEvent.Orders != InstrumentBook.UntoldStatusCode) WriteStatus(marketEvent.Status, marketEvent.Orders, cells);
    }

    private static void WriteStatus(in MarketEvent marketEvent, IEventCells cells)
    {
        bool keepsStatus = ((StatusChange)marketEvent.Action & StatusChange.KeepsStatus) != 0;
        WriteStatus(keepsStatus ? null : marketEvent.Status, marketEvent.Detail, cells);
        cells.Number(EventColumn.TradingEvent, marketEvent.Orders);
        cells.Number(EventColumn.Reason, marketEvent.Quantity);
    }

    private static void WriteStatus(TradingStatus? status, int code, IEventCells cells)
    {
        if (status is { } told) cells.Word(EventColumn.TradingStatus, StatusWords.Of(told));
        cells.Number(EventColumn.Status, code);
    }

    private static void WriteAction(in MarketEvent marketEvent, IEventCells cells)
    {
        cells.Word(EventColumn.Action, EventWords.Of(marketEvent.Action));
        cells.Word(marketEvent.Kind == EventKind.Trade ? EventColumn.Aggressor : EventColumn.Side, EventWords.Of(marketEvent.Side));
        if (marketEvent.Kind != EventKind.Order && marketEvent.Level != 0) cells.Number(EventColumn.Level, marketEvent.Level);
    }

    private static void WriteAmounts(in MarketEvent marketEvent, IEventCells cells, bool hasPrice = true)
    {
        if (hasPrice && marketEvent.PriceNano != MarketEvent.NullPrice) cells.Price(EventColumn.Price, marketEvent.PriceNano);
        if (marketEvent.Quantity != MarketEvent.NullQuantity) cells.Number(EventColumn.Quantity, marketEvent.Quantity);
        bool hasOrders = marketEvent.Kind is EventKind.Book or EventKind.Trade && marketEvent.Orders != MarketEvent.NullOrders;
        if (hasOrders) cells.Number(EventColumn.Orders, marketEvent.Orders);
    }

    private static void WriteOrigin(in MarketEvent marketEvent, IEventCells cells)
    {
        cells.WireTime(EventColumn.TransactTimeNs, (ulong)marketEvent.TransactTimeNs);
        if (marketEvent.Kind != EventKind.Order) cells.Time(EventColumn.RxNs, marketEvent.RxNs);
        cells.Id(EventColumn.SeqNum, marketEvent.SeqNum);
        if (marketEvent.RptSeq != 0) cells.Number(EventColumn.RptSeq, marketEvent.RptSeq);
        if ((marketEvent.Flags & EventFlags.LastOfInstrument) != 0) cells.True(EventColumn.LastOfInstrument);
        if ((marketEvent.Flags & EventFlags.EndOfEvent) != 0) cells.True(EventColumn.EndOfEvent);
        if ((marketEvent.Flags & EventFlags.InDoubt) != 0) cells.True(EventColumn.InDoubt);
        if ((marketEvent.Flags & EventFlags.Recovery) != 0) cells.True(EventColumn.Recovery);
        if ((marketEvent.Flags & EventFlags.Restored) != 0) cells.True(EventColumn.Restored);
    }
}

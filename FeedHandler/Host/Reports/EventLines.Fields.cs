using System.Buffers.Text;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;

namespace FeedHandler.Host.Reports;

/// <content>The members of a line.</content>
internal sealed partial class EventLines
{
    private void WriteFields(in MarketEvent marketEvent)
    {
        switch (marketEvent.Kind)
        {
            case EventKind.Definition:
                WriteDefinition(marketEvent);
                break;
            case EventKind.Book or EventKind.Trade or EventKind.MarketBest:
                WriteAction(marketEvent);
                WriteAmounts(marketEvent);
                break;
            case EventKind.TradeOrder:
                WriteId("orderId"u8, marketEvent.OrderId);
                WriteAmounts(marketEvent);
                break;
            case EventKind.Statistic:
                WriteStatistic(marketEvent);
                break;
            case EventKind.Status:
                WriteStatus(marketEvent);
                break;
            case EventKind.Volume or EventKind.Gap:
                WriteAmounts(marketEvent, hasPrice: false);
                break;
            default: // the kind says it all
                break;
        }
    }

    private void WriteDefinition(in MarketEvent marketEvent)
    {
        if ((marketEvent.Flags & EventFlags.Assumed) != 0)
        {
            _writer.WriteBoolean("assumed"u8, value: true); // the depths are room for levels, which nobody told
        }
        else
        {
            _writer.WriteNumber("depth"u8, marketEvent.Level);
            _writer.WriteNumber("impliedDepth"u8, marketEvent.Detail);
        }

        if ((marketEvent.Flags & EventFlags.Deleted) != 0) _writer.WriteBoolean("deleted"u8, value: true);
        if (marketEvent.Orders != InstrumentBook.UntoldStatusCode) WriteStatus(marketEvent.Status, marketEvent.Orders);
    }

    private void WriteStatus(in MarketEvent marketEvent)
    {
        bool keepsStatus = ((StatusChange)marketEvent.Action & StatusChange.KeepsStatus) != 0;
        WriteStatus(keepsStatus ? null : marketEvent.Status, marketEvent.Detail);
        _writer.WriteNumber("tradingEvent"u8, marketEvent.Orders);
        _writer.WriteNumber("reason"u8, marketEvent.Quantity);
    }

    private void WriteStatus(TradingStatus? status, int code)
    {
        if (status is { } told) _writer.WriteString("tradingStatus"u8, StatusWords.Of(told));
        _writer.WriteNumber("status"u8, code);
    }

    private void WriteStatistic(in MarketEvent marketEvent)
    {
        _writer.WriteString("action"u8, EventWords.Of(marketEvent.Action));
        _writer.WriteString("statistic"u8, EventWords.Of(marketEvent.Statistic));
        WriteAmounts(marketEvent);
    }

    private void WriteAction(in MarketEvent marketEvent)
    {
        _writer.WriteString("action"u8, EventWords.Of(marketEvent.Action));
        _writer.WriteString(marketEvent.Kind == EventKind.Trade ? "aggressor"u8 : "side"u8, EventWords.Of(marketEvent.Side));
        if (marketEvent.Level != 0) _writer.WriteNumber("level"u8, marketEvent.Level);
    }

    private void WriteAmounts(in MarketEvent marketEvent, bool hasPrice = true)
    {
        if (hasPrice && marketEvent.PriceNano != MarketEvent.NullPrice)
        {
            Span<byte> price = stackalloc byte[DecimalText.BytesMax];
            _writer.WriteString("price"u8, price[..DecimalText.Format(marketEvent.PriceNano, price)]);
        }

        if (marketEvent.Quantity != MarketEvent.NullQuantity) _writer.WriteNumber("quantity"u8, marketEvent.Quantity);
        bool hasOrders = marketEvent.Kind is EventKind.Book or EventKind.Trade && marketEvent.Orders != MarketEvent.NullOrders;
        if (hasOrders) _writer.WriteNumber("orders"u8, marketEvent.Orders);
    }

    private void WriteOrigin(in MarketEvent marketEvent)
    {
        if (marketEvent.TransactTimeNs == 0) _writer.WriteNull("transactTimeNs"u8);
        else WriteId("transactTimeNs"u8, (ulong)marketEvent.TransactTimeNs);
        WriteTime("rxNs"u8, marketEvent.RxNs);
        WriteId("seqNum"u8, marketEvent.SeqNum);
        if (marketEvent.RptSeq != 0) _writer.WriteNumber("rptSeq"u8, marketEvent.RptSeq);
        if ((marketEvent.Flags & EventFlags.LastOfInstrument) != 0) _writer.WriteBoolean("lastOfInstrument"u8, value: true);
        if ((marketEvent.Flags & EventFlags.EndOfEvent) != 0) _writer.WriteBoolean("endOfEvent"u8, value: true);
        if ((marketEvent.Flags & EventFlags.InDoubt) != 0) _writer.WriteBoolean("inDoubt"u8, value: true);
        if ((marketEvent.Flags & EventFlags.Recovery) != 0) _writer.WriteBoolean("recovery"u8, value: true);
    }

    // Unlike the exchange's times, which are unsigned on the wire, those of captures may lie before 1970. 0 is none.
    private void WriteTime(ReadOnlySpan<byte> name, long unixNs)
    {
        if (unixNs == 0)
        {
            _writer.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(unixNs, text, out int written);
        _writer.WriteString(name, text[..written]);
    }

    // Beyond 2^53 a JSON number is rounded by most readers, so these are texts.
    private void WriteId(ReadOnlySpan<byte> name, ulong value)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out int written);
        _writer.WriteString(name, text[..written]);
    }
}

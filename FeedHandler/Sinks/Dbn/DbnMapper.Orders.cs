using FeedHandler.Core.Events;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <content>Orders, trades and fills.</content>
public sealed partial class DbnMapper
{
    private void MapOrder(in MarketEvent told)
    {
        switch (told.Kind)
        {
            case EventKind.Order:
                MboRecord order = MboOf(told, DbnWords.Action(told.Action), DbnWords.Side(told.Side));
                order.OrderId = told.OrderId;
                Add(told, order);
                break;
            case EventKind.Trade:
                if (IsNewTrade(told)) Add(told, MboOf(told, DbnAction.Trade, DbnWords.Side(told.Side)));
                break;
            case EventKind.TradeOrder:
                AddFill(told);
                break;
            case EventKind.OrderClear:
                AddClear(told);
                break;
            default:
                break;
        }
    }

    // A fill changes no book: the order's own event does.
    private void AddFill(in MarketEvent told)
    {
        if (!_trades.TryTakeResting(told, out BookSide side))
        {
            OmittedCount++;
            return;
        }

        MboRecord fill = MboOf(told, DbnAction.Fill, DbnWords.Side(side));
        fill.OrderId = told.OrderId;
        Add(told, fill);
    }

    private void AddClear(in MarketEvent told)
    {
        MboRecord clear = MboRecord.Create(_publisherId, IdOf(told), TimeOf(told));
        (clear.Action, clear.ChannelId, clear.Sequence) = (DbnAction.Clear, told.Channel, told.SeqNum);
        clear.Flags = FlagsOf(told, _orderDoubts[told.Channel].Has(told.InstrumentIndex));
        Add(told, clear);
    }

    private MboRecord MboOf(in MarketEvent told, DbnAction action, DbnSide side)
    {
        MboRecord record = MboRecord.Create(_publisherId, IdOf(told), TimeOf(told));
        (record.Price, record.Size) = (PriceOf(told, told.PriceNano), DbnWords.Size(told.Quantity));
        (record.Action, record.Side) = (action, side);
        record.Flags = FlagsOf(told, _orderDoubts[told.Channel].Has(told.InstrumentIndex));
        (record.ChannelId, record.Sequence) = (told.Channel, told.SeqNum);
        return record;
    }

    private TradeRecord TradeOf(in MarketEvent told)
    {
        TradeRecord record = TradeRecord.Create(_publisherId, IdOf(told), TimeOf(told));
        (record.Price, record.Size) = (PriceOf(told, told.PriceNano), DbnWords.Size(told.Quantity));
        (record.Action, record.Side) = (DbnAction.Trade, DbnWords.Side(told.Side));
        record.Flags = FlagsOf(told, isInDoubt: false);
        record.Sequence = told.SeqNum;
        return record;
    }
}

using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>
/// What a line of `--events` holds of an event, as an event. It leaves out the venue's bits of a statistic's type, and what a status does to implied
/// levels and statistics beside its code.
/// </summary>
internal static class LineForm
{
    private const EventFlags FlagsOfAll =
        EventFlags.LastOfInstrument | EventFlags.EndOfEvent | EventFlags.InDoubt | EventFlags.Recovery | EventFlags.Restored;

    private const EventFlags FlagsOfDefinitions = FlagsOfAll | EventFlags.Assumed | EventFlags.Deleted;

    /// <summary>An event that says nothing yet but its kind.</summary>
    public static MarketEvent Empty(EventKind kind) =>
        new() { Kind = kind, PriceNano = MarketEvent.NullPrice, Quantity = MarketEvent.NullQuantity };

    /// <summary>The event as a line of it is read.</summary>
    public static MarketEvent Of(in MarketEvent whole)
    {
        MarketEvent held = Empty(whole.Kind);
        held.InstrumentIndex = whole.InstrumentIndex;
        held.Flags = whole.Flags & (whole.Kind == EventKind.Definition ? FlagsOfDefinitions : FlagsOfAll);
        (held.TransactTimeNs, held.SeqNum, held.RptSeq) = (whole.TransactTimeNs, whole.SeqNum, whole.RptSeq);
        TakeFields(ref held, whole);
        return held;
    }

    private static void TakeFields(ref MarketEvent held, in MarketEvent whole)
    {
        switch (whole.Kind)
        {
            case EventKind.Definition:
                TakeDefinition(ref held, whole);
                break;
            case EventKind.Book or EventKind.Trade or EventKind.MarketBest:
                (held.Action, held.Side, held.Level) = (whole.Action, whole.Side, whole.Level);
                (held.PriceNano, held.Quantity) = (whole.PriceNano, whole.Quantity);
                if (whole.Kind != EventKind.MarketBest) held.Orders = whole.Orders;
                break;
            case EventKind.Order or EventKind.TradeOrder:
                TakeOrder(ref held, whole);
                break;
            case EventKind.Statistic:
                (held.Action, held.Statistic, held.PriceNano, held.Quantity) = (whole.Action, whole.Statistic, whole.PriceNano, whole.Quantity);
                break;
            case EventKind.Status:
                TakeStatus(ref held, whole);
                break;
            case EventKind.Volume or EventKind.Gap or EventKind.LastTrade:
                (held.PriceNano, held.Quantity) = (whole.Kind == EventKind.LastTrade ? whole.PriceNano : held.PriceNano, whole.Quantity);
                break;
            default: // the kind says it all
                break;
        }
    }

    private static void TakeOrder(ref MarketEvent held, in MarketEvent whole)
    {
        (held.OrderId, held.PriceNano, held.Quantity) = (whole.OrderId, whole.PriceNano, whole.Quantity);
        if (whole.Kind == EventKind.Order) (held.Action, held.Side, held.Priority) = (whole.Action, whole.Side, whole.Priority);
    }

    private static void TakeDefinition(ref MarketEvent held, in MarketEvent whole)
    {
        held.Quantity = whole.Quantity;
        if ((whole.Flags & EventFlags.Assumed) == 0 || whole.IsFromCache) (held.Level, held.Detail) = (whole.Level, whole.Detail);
        held.Orders = whole.Orders;
        if (whole.Orders != InstrumentBook.UntoldStatusCode) held.Status = whole.Status;
    }

    private static void TakeStatus(ref MarketEvent held, in MarketEvent whole)
    {
        bool keepsStatus = ((StatusChange)whole.Action & StatusChange.KeepsStatus) != 0;
        held.Action = keepsStatus ? (BookAction)StatusChange.KeepsStatus : default;
        if (!keepsStatus) held.Status = whole.Status;
        (held.Detail, held.Orders, held.Quantity) = (whole.Detail, whole.Orders, whole.Quantity);
    }
}

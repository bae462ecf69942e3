using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Makes of what a match event did to an instrument's orders what the venue tells of it: the levels, and each order that is another than it was told to
/// be, with the entry of its level where there is one (CME MDP 3.0, "Market by Order book management").
/// </summary>
/// <param name="chance">Chooses where the venue may tell a thing in several ways.</param>
/// <param name="hasOrders">Whether the schema has orders.</param>
internal sealed class BookPublisher(SeededRandom chance, bool hasOrders)
{
    private const int BarePerMille = 300; // a delete without price, quantity and priority
    private const int RenewedPerMille = 250; // an order with another priority, told as deleted and new

    /// <summary>Tells everything that changed since the last time.</summary>
    public void Publish(SimulatedInstrument instrument, MatchEvent published)
    {
        OrderBook book = instrument.Book;
        foreach (SimulatedOrder order in book.Touched)
        {
            if (order.Told == order.Shown) continue;
            ToldSide side = instrument.Told(order.IsBid);
            if (order.Told is { } told) side.Touch(told.PriceNano);
            if (order.IsResting) side.Touch(order.PriceNano);
        }

        instrument.Told(isBid: true).TellGone(published);
        instrument.Told(isBid: false).TellGone(published);
        instrument.Told(isBid: true).TellPresent(published);
        instrument.Told(isBid: false).TellPresent(published);
        foreach (SimulatedOrder order in book.Touched) Publish(instrument, order, published);
        book.Settle();
    }

    private void Publish(SimulatedInstrument instrument, SimulatedOrder order, MatchEvent published)
    {
        (PublishedOrder? told, PublishedOrder? shown) = (order.Told, order.Shown);
        order.Told = shown;
        if (told == shown || !hasOrders) return;
        bool isRenewed = told?.PriceNano == shown?.PriceNano && told?.Priority != shown?.Priority && chance.PerMille(RenewedPerMille);
        if (told is { } old && (shown is null || isRenewed)) Tell(instrument, order, BookAction.Delete, old, published);
        if (shown is { } now) Tell(instrument, order, told is null || isRenewed ? BookAction.New : BookAction.Change, now, published);
    }

    private void Tell(SimulatedInstrument instrument, SimulatedOrder order, BookAction action, PublishedOrder value, MatchEvent published)
    {
        bool isBare = action == BookAction.Delete && chance.PerMille(BarePerMille);
        published.Orders.Add(new OrderFact(
            instrument,
            order.OrderId,
            order.IsBid,
            action,
            isBare ? null : value.PriceNano,
            isBare ? null : value.DisplayedQuantity,
            isBare ? null : value.Priority,
            published.ReferenceTo(instrument, order.IsBid, value.PriceNano)));
    }
}

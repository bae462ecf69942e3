using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchingModel
{
    private const int IcebergPerMille = 120;
    private const int CancelPerMille = 480;

    // More orders than this on a side, beyond its depth, are never needed.
    private const int SpareOrders = 16;

    private void MoveOrders(SimulatedInstrument instrument)
    {
        for (int count = random.Between(1, 4); count > 0; count--)
        {
            bool isBid = random.Below(2) == 0;
            OrderSide side = instrument.Book.Side(isBid);
            bool isFull = IsFull(instrument, side);
            if (isFull || (side.Count > instrument.DirectDepth / 2 && random.PerMille(CancelPerMille))) ChangeOrder(instrument, Any(side), isFull);
            else AddOrder(instrument, isBid);
        }
    }

    private static bool IsFull(SimulatedInstrument instrument, OrderSide side) => side.OrderCount > (instrument.DirectDepth * 4) + SpareOrders;

    private SimulatedOrder Any(OrderSide side)
    {
        OrderQueue queue = side.Queues[random.Below(side.Count)];
        return queue.Orders[random.Below(queue.Orders.Count)];
    }

    // It goes, shows less in its place, shows more behind the others, or goes to another price.
    private void ChangeOrder(SimulatedInstrument instrument, SimulatedOrder order, bool isLast)
    {
        OrderBook book = instrument.Book;
        int choice = isLast ? 0 : random.Below(10);
        if (choice >= 6 && choice < 8 && order.Displayed > 1) book.Replace(order, order.PriceNano, random.Between(1, order.Displayed - 1));
        else if (choice == 8) book.Replace(order, order.PriceNano, order.Displayed + random.Between(1, 20));
        else if (choice == 9) book.Replace(order, PassivePrice(instrument, order.IsBid), order.Displayed);
        else book.Cancel(order);
    }

    private void AddOrder(SimulatedInstrument instrument, bool isBid) => instrument.Book.Rest(MakeOrder(instrument, isBid, PassivePrice(instrument, isBid)));

    private SimulatedOrder MakeOrder(SimulatedInstrument instrument, bool isBid, long priceNano)
    {
        int quantity = random.Between(1, 40);
        bool isIceberg = quantity > 4 && random.PerMille(IcebergPerMille);
        return instrument.Book.Make(isBid, priceNano, quantity, isIceberg ? random.Between(1, quantity / 2) : 0);
    }

    // A price on the right side of the opposite side's best, near the center.
    private long PassivePrice(SimulatedInstrument instrument, bool isBid)
    {
        long away = instrument.TickNano * random.Between(1, instrument.DirectDepth + 3);
        return instrument.Passive(isBid, isBid ? instrument.CenterNano - away : instrument.CenterNano + away);
    }

    // A side is pulled as a whole and quoted again in the same event.
    private void ClearSide(SimulatedInstrument instrument)
    {
        bool isBid = random.Below(2) == 0;
        foreach (SimulatedOrder order in instrument.Book.Side(isBid).Orders.ToArray()) instrument.Book.Cancel(order);
        for (int count = instrument.DirectDepth + 2; count > 0; count--) AddOrder(instrument, isBid);
        _event.ClearedSide = isBid ? BookSide.Bid : BookSide.Ask;
    }

    // All orders of a price go to one between the neighbours'; where there is none, they show another quantity.
    private void RepriceLevel(SimulatedInstrument instrument)
    {
        bool isBid = random.Below(2) == 0;
        OrderSide side = instrument.Book.Side(isBid);
        if (side.Count < 2)
        {
            MoveOrders(instrument);
            return;
        }

        int place = random.Below(Math.Min(side.Count - 1, instrument.DirectDepth));
        long priceNano = side.Queues[place + 1].PriceNano + (isBid ? instrument.TickNano : -instrument.TickNano);
        foreach (SimulatedOrder order in side.Queues[place].Orders.ToArray()) instrument.Book.Replace(order, priceNano, random.Between(1, 40));
        _event.Wording = BookWording.Overlay;
    }

    private void DeleteFrom(SimulatedInstrument instrument)
    {
        OrderSide side = instrument.Book.Side(random.Below(2) == 0);
        if (side.Count <= 2) return;
        for (int count = random.Between(1, Math.Min(2, instrument.DirectDepth)); count > 0; count--)
        {
            foreach (SimulatedOrder order in side.Queues[0].Orders.ToArray()) instrument.Book.Cancel(order);
        }

        _event.Wording = BookWording.DeleteFrom;
    }

    // The whole book of an instrument is emptied ('J') in an event of its own, and told again; meanwhile it implies nothing.
    private void ResetBook(SimulatedInstrument instrument, long nowNs)
    {
        instrument.Forget();
        _event.Add(LevelFact.Reset(instrument));
        TellImplied([instrument]);
        encoder.Encode(_event, nowNs);
        _event.Clear();
    }
}

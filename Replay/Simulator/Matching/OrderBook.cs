namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The exchange's own book of an instrument: orders that rest, by price and then by priority. An order that is made smaller keeps its priority; one that is
/// made larger or moved, and an iceberg that shows its next part, stand behind the others (CME Globex, "Order priority").
/// </summary>
internal sealed class OrderBook
{
    // Every instrument counts its orders from here, so that ids are of no two orders of one instrument, and of several of a channel.
    private const ulong FirstOrderId = 700_000_000_001;
    private const ulong PriorityStep = 3;
    private readonly List<SimulatedOrder> _touched = [];
    private ulong _nextOrderId = FirstOrderId;
    private ulong _nextPriority = 1_000;

    public OrderSide Bids { get; } = new(isBid: true);

    public OrderSide Asks { get; } = new(isBid: false);

    /// <summary>The orders that changed since the last <see cref="Settle"/>, each once, in the order in which they first changed.</summary>
    public IReadOnlyList<SimulatedOrder> Touched => _touched;

    public OrderSide Side(bool isBid) => isBid ? Bids : Asks;

    /// <summary>An id that no order had.</summary>
    public ulong NextOrderId() => _nextOrderId++;

    /// <summary>Makes an order that is not in the book yet.</summary>
    /// <param name="isBid">Whether it buys.</param>
    /// <param name="priceNano">Its limit.</param>
    /// <param name="quantity">All of it.</param>
    /// <param name="tip">How much an iceberg shows; 0 for an order that shows all.</param>
    public SimulatedOrder Make(bool isBid, long priceNano, int quantity, int tip = 0)
    {
        int displayed = tip == 0 ? quantity : Math.Min(tip, quantity);
        return new SimulatedOrder
        {
            OrderId = NextOrderId(),
            IsBid = isBid,
            PriceNano = priceNano,
            Displayed = displayed,
            Hidden = quantity - displayed,
            Tip = tip,
        };
    }

    /// <summary>An order joins the book, whatever it crosses: so it is while nothing is matched.</summary>
    public void Rest(SimulatedOrder order)
    {
        Touch(order);
        order.Priority = _nextPriority += PriorityStep;
        order.IsResting = true;
        Side(order.IsBid).Add(order);
    }

    public void Cancel(SimulatedOrder order)
    {
        Touch(order);
        Side(order.IsBid).Remove(order);
        order.IsResting = false;
    }

    /// <summary>Replaces an order by one of another price or quantity under its id; that it shows less at its price keeps its priority.</summary>
    public void Replace(SimulatedOrder order, long priceNano, int displayed)
    {
        Touch(order);
        if (priceNano == order.PriceNano && displayed < order.Displayed)
        {
            order.Displayed = displayed;
            return;
        }

        Side(order.IsBid).Remove(order);
        (order.PriceNano, order.Displayed) = (priceNano, displayed);
        Rest(order);
    }

    /// <summary>A resting order gives a quantity; an iceberg that showed no more shows its next part, behind the others.</summary>
    public void Take(SimulatedOrder order, int quantity)
    {
        Touch(order);
        order.Displayed -= quantity;
        if (order.Displayed > 0) return;
        Side(order.IsBid).Remove(order);
        order.IsResting = false;
        if (order.Hidden == 0) return;
        order.Refill();
        Rest(order);
    }

    /// <summary>Ends a match event: what changes is from now on the next one's.</summary>
    public void Settle()
    {
        foreach (SimulatedOrder order in _touched) order.IsTouched = false;
        _touched.Clear();
    }

    /// <summary>Nobody knows of any order any more, so that each is to be told again.</summary>
    public void Forget()
    {
        foreach (SimulatedOrder order in Bids.Orders.Concat(Asks.Orders))
        {
            order.Told = null;
            Touch(order);
        }
    }

    private void Touch(SimulatedOrder order)
    {
        if (order.IsTouched) return;
        order.IsTouched = true;
        _touched.Add(order);
    }
}

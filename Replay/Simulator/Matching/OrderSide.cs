namespace FeedHandler.Replay.Simulator;

/// <summary>One side of the exchange's own book: queues of orders by price, best first, of any depth.</summary>
internal sealed class OrderSide(bool isBid)
{
    private readonly List<OrderQueue> _queues = [];

    public bool IsBid => isBid;

    /// <summary>How many prices there are.</summary>
    public int Count => _queues.Count;

    /// <summary>How many orders there are.</summary>
    public int OrderCount { get; private set; }

    public IReadOnlyList<OrderQueue> Queues => _queues;

    /// <summary>Every order, best price first, in the order in which they trade.</summary>
    public IEnumerable<SimulatedOrder> Orders => _queues.SelectMany(static queue => queue.Orders);

    /// <summary>The best price, or null.</summary>
    public long? BestNano => _queues.Count == 0 ? null : _queues[0].PriceNano;

    /// <summary>The order that trades next; there is one.</summary>
    public SimulatedOrder First => _queues[0].Orders[0];

    public void Add(SimulatedOrder order)
    {
        int place = PlaceOf(order.PriceNano);
        if (place == _queues.Count || _queues[place].PriceNano != order.PriceNano) _queues.Insert(place, new OrderQueue(order.PriceNano));
        _queues[place].Add(order);
        OrderCount++;
    }

    public void Remove(SimulatedOrder order)
    {
        int place = PlaceOf(order.PriceNano);
        _queues[place].Remove(order);
        OrderCount--;
        if (_queues[place].Orders.Count == 0) _queues.RemoveAt(place);
    }

    /// <summary>Whether there are orders at a price.</summary>
    public bool Has(long priceNano)
    {
        int place = PlaceOf(priceNano);
        return place < _queues.Count && _queues[place].PriceNano == priceNano;
    }

    /// <summary>Whether a price is better than another.</summary>
    public bool IsBetter(long priceNano, long otherNano) => isBid ? priceNano > otherNano : priceNano < otherNano;

    private int PlaceOf(long priceNano)
    {
        int low = 0;
        int high = _queues.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (IsBetter(_queues[middle].PriceNano, priceNano)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

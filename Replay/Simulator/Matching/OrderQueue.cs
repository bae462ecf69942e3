namespace FeedHandler.Replay.Simulator;

/// <summary>The orders of one price in the order in which they trade.</summary>
internal sealed class OrderQueue(long priceNano)
{
    private readonly List<SimulatedOrder> _orders = [];

    public long PriceNano => priceNano;

    public IReadOnlyList<SimulatedOrder> Orders => _orders;

    /// <summary>The price level that is told of these orders.</summary>
    public SimulatedLevel Level
    {
        get
        {
            int quantity = 0;
            foreach (SimulatedOrder order in _orders) quantity += order.Displayed;
            return new SimulatedLevel(priceNano, quantity, _orders.Count);
        }
    }

    public void Add(SimulatedOrder order)
    {
        int place = _orders.Count;
        while (place > 0 && _orders[place - 1].Priority > order.Priority) place--;
        _orders.Insert(place, order);
    }

    public void Remove(SimulatedOrder order) => _orders.Remove(order);
}

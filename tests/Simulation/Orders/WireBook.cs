using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>The levels and the orders of an instrument as a reader of the packets makes them.</summary>
internal sealed class WireBook(int depth, int impliedDepth)
{
    private readonly List<SimulatedLevel> _impliedBids = [];
    private readonly List<SimulatedLevel> _impliedAsks = [];
    private readonly List<SimulatedLevel> _bids = [];
    private readonly List<SimulatedLevel> _asks = [];
    private readonly Dictionary<ulong, (bool IsBid, PublishedOrder Order)> _orders = [];

    public IReadOnlyList<SimulatedLevel> Levels(bool isBid) => isBid ? _bids : _asks;

    public IReadOnlyList<SimulatedLevel> Implied(bool isBid) => isBid ? _impliedBids : _impliedAsks;

    public PublishedOrder? Find(ulong orderId) => _orders.TryGetValue(orderId, out (bool IsBid, PublishedOrder Order) found) ? found.Order : null;

    /// <summary>The orders of a side: by price, then by priority, less first.</summary>
    public IEnumerable<PublishedOrder> Orders(bool isBid)
    {
        IEnumerable<PublishedOrder> orders = _orders.Values.Where(each => each.IsBid == isBid).Select(static each => each.Order);
        return orders.OrderBy(order => isBid ? -order.PriceNano : order.PriceNano).ThenBy(static order => order.Priority);
    }

    public void Clear()
    {
        _bids.Clear();
        _asks.Clear();
        _orders.Clear();
        ClearImplied();
    }

    public void ClearImplied()
    {
        _impliedBids.Clear();
        _impliedAsks.Clear();
    }

    public void Apply(WireOrder told)
    {
        bool isKnown = _orders.ContainsKey(told.OrderId);
        Assert.That(isKnown, Is.EqualTo(told.Action != BookAction.New), $"{told}: known before");
        if (told.Action == BookAction.Delete) _orders.Remove(told.OrderId);
        else _orders[told.OrderId] = (told.IsBid, new PublishedOrder(told.OrderId, told.Priority, told.PriceNano!.Value, told.Quantity));
    }

    public void Apply(WireLevel told)
    {
        List<SimulatedLevel> levels = told.Type switch { '0' => _bids, '1' => _asks, 'E' => _impliedBids, _ => _impliedAsks };
        SimulatedLevel level = new(told.PriceNano!.Value, told.Quantity, told.Orders);
        int place = told.Level - 1;
        if (told.Action == BookAction.New) levels.Insert(place, level);
        else if (told.Action is BookAction.Change or BookAction.Overlay) levels[place] = level;
        else if (told.Action == BookAction.Delete) levels.RemoveAt(place);
        else if (told.Action == BookAction.DeleteThru) levels.Clear();
        else levels.RemoveRange(0, told.Level);
        int kept = told.IsDirect ? depth : impliedDepth;
        if (levels.Count > kept) levels.RemoveAt(kept);
    }
}

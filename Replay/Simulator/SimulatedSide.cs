using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// One side of the exchange's own book: all levels, deeper than what is published, and what each change of it makes the exchange publish
/// (CME MDP 3.0, "Market by Price book management").
/// </summary>
internal sealed class SimulatedSide(SimulatedInstrument instrument, BookSide side, int depth)
{
    // Levels below the published ones come back when a level above goes; more of them than this are never needed.
    private const int HiddenCountMax = 6;
    private readonly List<SimulatedLevel> _levels = [];

    public int Count => _levels.Count;

    public int Depth => depth;

    public bool IsBid => side is BookSide.Bid or BookSide.ImpliedBid;

    public IReadOnlyList<SimulatedLevel> Levels => _levels;

    public SimulatedLevel this[int place] => _levels[place];

    /// <summary>Adds a quantity at a price.</summary>
    public void Add(long priceNano, int quantity, MatchEvent published)
    {
        int place = PlaceOf(priceNano);
        if (place < _levels.Count && _levels[place].PriceNano == priceNano)
        {
            SimulatedLevel old = _levels[place];
            _levels[place] = new SimulatedLevel(priceNano, old.Quantity + quantity, old.Orders + 1);
            Publish(BookAction.Change, place, published);
            return;
        }

        _levels.Insert(place, new SimulatedLevel(priceNano, quantity, 1));
        if (_levels.Count > depth + HiddenCountMax) _levels.RemoveAt(_levels.Count - 1);
        if (place < _levels.Count) Publish(BookAction.New, place, published);
    }

    /// <summary>Takes a quantity and an order away; the level goes when nothing is left.</summary>
    public void Reduce(int place, int quantity, MatchEvent published)
    {
        SimulatedLevel old = _levels[place];
        if (quantity >= old.Quantity)
        {
            Remove(place, published);
            return;
        }

        _levels[place] = old with { Quantity = old.Quantity - quantity, Orders = Math.Max(1, old.Orders - 1) };
        Publish(BookAction.Change, place, published);
    }

    public void Remove(int place, MatchEvent published)
    {
        Publish(BookAction.Delete, place, published);
        _levels.RemoveAt(place);
        if (place < depth && _levels.Count >= depth) Publish(BookAction.New, depth - 1, published);
    }

    /// <summary>Gives a level another price between its neighbours' (Overlay).</summary>
    public void Reprice(int place, long priceNano, int quantity, MatchEvent published)
    {
        _levels[place] = new SimulatedLevel(priceNano, quantity, _levels[place].Orders);
        Publish(BookAction.Overlay, place, published);
    }

    /// <summary>Empties the side (DeleteThru).</summary>
    public void Clear(MatchEvent published)
    {
        if (_levels.Count == 0) return;
        Publish(BookAction.DeleteThru, 0, published);
        _levels.Clear();
    }

    /// <summary>Empties the side and tells nobody: a reset of the instrument or the channel does.</summary>
    public void Forget() => _levels.Clear();

    /// <summary>Removes the best levels (DeleteFrom); those that come into depth are told after it.</summary>
    public void RemoveTop(int count, MatchEvent published)
    {
        int shown = Math.Min(_levels.Count, depth);
        Publish(BookAction.DeleteFrom, count - 1, published);
        _levels.RemoveRange(0, count);
        for (int place = shown - count; place < Math.Min(_levels.Count, depth); place++) Publish(BookAction.New, place, published);
    }

    /// <summary>Tells every level again, as after a reset.</summary>
    public void State(MatchEvent published)
    {
        for (int place = 0; place < Math.Min(_levels.Count, depth); place++) Publish(BookAction.New, place, published);
    }

    private int PlaceOf(long priceNano)
    {
        int place = 0;
        while (place < _levels.Count && (IsBid ? _levels[place].PriceNano > priceNano : _levels[place].PriceNano < priceNano)) place++;
        return place;
    }

    private void Publish(BookAction action, int place, MatchEvent published)
    {
        if (place < depth) published.Add(new LevelFact(instrument, side, action, place + 1, _levels[place]));
    }
}

/// <summary>One price level of a simulated book.</summary>
/// <param name="PriceNano">The price in 1e-9.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="Orders">How many orders make it up; of no meaning on implied sides.</param>
public readonly record struct SimulatedLevel(long PriceNano, int Quantity, int Orders);

using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// One implied side of the exchange's own book: all levels, deeper than what is published, and what each change of it makes the exchange publish
/// (CME MDP 3.0, "Market by Price book management"). There are no orders behind it.
/// </summary>
internal sealed class ImpliedSide(SimulatedInstrument instrument, BookSide side, int depth)
{
    // Levels below the published ones come back when a level above goes; more of them than this are never needed.
    private const int HiddenCountMax = 6;
    private readonly List<SimulatedLevel> _levels = [];

    public bool IsBid => side == BookSide.ImpliedBid;

    public IReadOnlyList<SimulatedLevel> Levels => _levels;

    /// <summary>Adds a quantity at a price.</summary>
    public void Add(long priceNano, int quantity, MatchEvent published)
    {
        int place = PlaceOf(priceNano);
        if (place < _levels.Count && _levels[place].PriceNano == priceNano)
        {
            _levels[place] = _levels[place] with { Quantity = _levels[place].Quantity + quantity };
            Publish(BookAction.Change, place, published);
            return;
        }

        _levels.Insert(place, new SimulatedLevel(priceNano, quantity, 0));
        if (_levels.Count > depth + HiddenCountMax) _levels.RemoveAt(_levels.Count - 1);
        if (place < _levels.Count) Publish(BookAction.New, place, published);
    }

    public void Remove(int place, MatchEvent published)
    {
        Publish(BookAction.Delete, place, published);
        _levels.RemoveAt(place);
        if (place < depth && _levels.Count >= depth) Publish(BookAction.New, depth - 1, published);
    }

    /// <summary>Empties the side and tells nobody: a reset of the instrument or the channel does.</summary>
    public void Forget() => _levels.Clear();

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

using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The levels of an implied side as they were told, and how the venue tells what they have become (CME MDP 3.0, "Market by Price book management"): what is
/// gone goes first, then what is new comes in from the top, and what drops off at the bottom goes without a word. There are no orders behind it.
/// </summary>
internal sealed class ImpliedSide(SimulatedInstrument instrument, BookSide side, int depth)
{
    private readonly List<SimulatedLevel> _told = [];

    public bool IsBid => side == BookSide.ImpliedBid;

    /// <summary>Nobody knows of any level any more: a reset of the instrument or the channel, or the end of implied matching, says so.</summary>
    public void Forget() => _told.Clear();

    /// <summary>Tells what the side has become.</summary>
    /// <param name="actual">Its levels, best first; none where nothing is implied.</param>
    /// <param name="published">Takes the entries.</param>
    public void Tell(IEnumerable<SimulatedLevel> actual, MatchEvent published)
    {
        List<SimulatedLevel> levels = Near(actual);
        for (int place = 0; place < _told.Count;)
        {
            if (levels.Exists(level => level.PriceNano == _told[place].PriceNano))
            {
                place++;
                continue;
            }

            Tell(published, BookAction.Delete, place, _told[place]);
            _told.RemoveAt(place);
        }

        for (int place = 0; place < Math.Min(depth, levels.Count); place++)
        {
            SimulatedLevel level = levels[place];
            if (place == _told.Count || _told[place].PriceNano != level.PriceNano) TellNew(published, place, level);
            else if (_told[place] != level) Tell(published, BookAction.Change, place, _told[place] = level);
        }
    }

    // Those that are told, and those behind them that may have been told before.
    private List<SimulatedLevel> Near(IEnumerable<SimulatedLevel> actual)
    {
        List<SimulatedLevel> levels = [];
        foreach (SimulatedLevel level in actual)
        {
            bool isDeep = levels.Count >= depth && (_told.Count == 0 || IsBetter(_told[^1].PriceNano, level.PriceNano));
            if (isDeep) break;
            levels.Add(level);
        }

        return levels;
    }

    private bool IsBetter(long priceNano, long otherNano) => IsBid ? priceNano > otherNano : priceNano < otherNano;

    private void TellNew(MatchEvent published, int place, SimulatedLevel level)
    {
        _told.Insert(place, level);
        if (_told.Count > depth) _told.RemoveAt(depth);
        Tell(published, BookAction.New, place, level);
    }

    private void Tell(MatchEvent published, BookAction action, int place, SimulatedLevel value) =>
        published.Add(new LevelFact(instrument, side, action, place + 1, value));
}

/// <summary>One price level of a simulated book.</summary>
/// <param name="PriceNano">The price in 1e-9.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="Orders">How many orders make it up; of no meaning on implied sides.</param>
public readonly record struct SimulatedLevel(long PriceNano, int Quantity, int Orders);

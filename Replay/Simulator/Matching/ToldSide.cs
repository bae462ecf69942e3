using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The price levels of a side as they were told, and how the venue tells what they have become (CME MDP 3.0, "Market by Price book management"): what is
/// gone goes first, then what is new comes in from the top, and what drops off at the bottom goes without a word.
/// </summary>
internal sealed class ToldSide(SimulatedInstrument instrument, OrderSide actual, int depth)
{
    private readonly List<SimulatedLevel> _told = [];
    private readonly HashSet<long> _touched = [];

    private BookSide Side => actual.IsBid ? BookSide.Bid : BookSide.Ask;

    /// <summary>Nobody knows of any level any more.</summary>
    public void Forget() => _told.Clear();

    /// <summary>Notes a price at which orders changed: its level is told though its quantity may be what it was.</summary>
    public void Touch(long priceNano) => _touched.Add(priceNano);

    /// <summary>Tells which levels are gone.</summary>
    public void TellGone(MatchEvent published)
    {
        if (published.Clears(Side) && _told.Count != 0)
        {
            Tell(published, BookAction.DeleteThru, 0, _told[0]);
            _told.Clear();
        }

        if (published.Wording == BookWording.DeleteFrom) TellTopGone(published);
        if (published.Wording == BookWording.Overlay) TellMoved(published);
        int place = 0;
        while (place < _told.Count)
        {
            if (actual.Has(_told[place].PriceNano))
            {
                place++;
                continue;
            }

            Tell(published, BookAction.Delete, place, _told[place]);
            _told.RemoveAt(place);
        }
    }

    /// <summary>Tells what came and what changed, when it is told what is gone.</summary>
    public void TellPresent(MatchEvent published)
    {
        BookAction change = published.Wording == BookWording.Overlay ? BookAction.Overlay : BookAction.Change;
        for (int place = 0; place < Math.Min(depth, actual.Count); place++)
        {
            SimulatedLevel level = actual.Queues[place].Level;
            if (place == _told.Count || _told[place].PriceNano != level.PriceNano) TellNew(published, place, level);
            else if (_told[place] != level || _touched.Contains(level.PriceNano)) Tell(published, change, place, _told[place] = level);
        }

        _touched.Clear();
    }

    private void TellNew(MatchEvent published, int place, SimulatedLevel level)
    {
        _told.Insert(place, level);
        if (_told.Count > depth) _told.RemoveAt(depth);
        Tell(published, BookAction.New, place, level);
    }

    private void TellTopGone(MatchEvent published)
    {
        int count = 0;
        while (count < _told.Count && !actual.Has(_told[count].PriceNano)) count++;
        if (count == 0) return;
        Tell(published, BookAction.DeleteFrom, count - 1, _told[count - 1]);
        _told.RemoveRange(0, count);
    }

    // A level whose orders all went to one other price, between its neighbours', is written over.
    private void TellMoved(MatchEvent published)
    {
        for (int place = 0; place < Math.Min(_told.Count, Math.Min(actual.Count, depth)); place++)
        {
            SimulatedLevel level = actual.Queues[place].Level;
            bool isBehind = place == 0 || actual.IsBetter(_told[place - 1].PriceNano, level.PriceNano);
            bool isAhead = place + 1 == _told.Count || actual.IsBetter(level.PriceNano, _told[place + 1].PriceNano);
            if (actual.Has(_told[place].PriceNano) || !isBehind || !isAhead) continue;
            Tell(published, BookAction.Overlay, place, _told[place] = level);
        }
    }

    private void Tell(MatchEvent published, BookAction action, int place, SimulatedLevel value) =>
        published.Add(new LevelFact(instrument, Side, action, place + 1, value));
}

/// <summary>The rarer words in which a match event tells its levels.</summary>
internal enum BookWording
{
    /// <summary>New, Change and Delete.</summary>
    Usual,

    /// <summary>Overlay for what is changed or moved.</summary>
    Overlay,

    /// <summary>DeleteFrom for the best levels that are gone.</summary>
    DeleteFrom,
}

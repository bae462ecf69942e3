using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Simulation.Slow;

/// <summary>Holds the trades and volumes that were told of a packet against those that it says, one by one and in their order.</summary>
internal sealed class SlowEvents
{
    private readonly List<(char What, long SecurityId, uint RptSeq, byte Action, long Price, long Quantity, byte Side)> _told = [];
    private bool _hasLive;

    /// <summary>Trades and volumes that were compared.</summary>
    public long Count { get; private set; }

    /// <summary>Takes an event; what tells of a state, and not of what happened, is passed over.</summary>
    public void Tell(in MarketEvent told, InstrumentTable instruments)
    {
        if ((told.Flags & EventFlags.Restored) != 0) return;
        if (told.Kind is not (EventKind.Book or EventKind.Trade or EventKind.Volume or EventKind.Statistic or EventKind.Order)) return;
        _hasLive = true;
        if (told.Kind is not (EventKind.Trade or EventKind.Volume)) return;
        bool isTrade = told.Kind == EventKind.Trade;
        _told.Add((
            isTrade ? 't' : 'v', instruments.Books[told.InstrumentIndex].SecurityId, told.RptSeq, isTrade ? (byte)told.Action : (byte)0, isTrade ? told.PriceNano : 0,
            told.Quantity, isTrade ? (byte)told.Side : (byte)0));
    }

    /// <summary>What differs first from what the packet says, or null.</summary>
    public string? Compare(IReadOnlyList<Said>? said)
    {
        if (!_hasLive) return null;
        _hasLive = false;
        int at = 0;
        foreach (Said one in said ?? [])
        {
            (char, long, uint, byte, long, long, byte)? due = one switch
            {
                TradeSaid trade => ('t', trade.SecurityId, trade.RptSeq, trade.Action, trade.Price, trade.Quantity, SideOf(trade.Aggressor)),
                VolumeSaid volume => ('v', volume.SecurityId, volume.RptSeq, 0, 0, volume.Volume, 0),
                _ => null,
            };
            if (due is null) continue;
            if (at == _told.Count || _told[at] != due) return $"{due} said, told {(at == _told.Count ? "none" : _told[at])}";
            at++;
        }

        string? wrong = at == _told.Count ? null : $"{_told[at]} told, and not said";
        Count += at;
        _told.Clear();
        return wrong;
    }

    private static byte SideOf(byte? aggressor) => (byte)(aggressor switch { 1 => BookSide.Bid, 2 => BookSide.Ask, _ => BookSide.None });
}

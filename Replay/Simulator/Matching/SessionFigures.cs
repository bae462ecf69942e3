using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// What an instrument's trades and quotes of a trade date come to: volume, open, high, low, average, highest bid and lowest offer (CME MDP 3.0, "Session
/// Statistics"). A trade that is corrected or taken back counts as it stands, but for the open, which is the first trade's price as it was told.
/// </summary>
internal sealed class SessionFigures(SimulatedInstrument instrument)
{
    private static readonly StatisticKind[] Kinds =
        [StatisticKind.SessionHigh, StatisticKind.SessionLow, StatisticKind.Open, StatisticKind.HighestBid, StatisticKind.LowestOffer];

    private readonly SortedSet<long> _prices = [];
    private readonly Dictionary<long, int> _tradeCounts = [];
    private readonly Dictionary<StatisticKind, long> _told = [];
    private Int128 _turnoverNano;
    private long? _openNano;
    private long? _highBidNano;
    private long? _lowOfferNano;

    /// <summary>The cumulative volume.</summary>
    public int Volume { get; private set; }

    /// <summary>The price of the last trade as it was told, in 1e-9; null before the first.</summary>
    public long? LastNano { get; private set; }

    /// <summary>The average price by volume in 1e-9, or null without any.</summary>
    public long? AverageNano => Volume == 0 ? null : (long)(_turnoverNano / Volume);

    /// <summary>A trade happens.</summary>
    public void Trade(long priceNano, int quantity)
    {
        _openNano ??= priceNano;
        LastNano = priceNano;
        Count(priceNano, quantity);
    }

    /// <summary>A trade stands at a price.</summary>
    public void Count(long priceNano, int quantity)
    {
        Weigh(priceNano, quantity);
        _prices.Add(priceNano);
        _tradeCounts[priceNano] = _tradeCounts.GetValueOrDefault(priceNano) + 1;
    }

    /// <summary>A trade that stood at a price does so no more.</summary>
    public void Discount(long priceNano, int quantity)
    {
        Weigh(priceNano, -quantity);
        if (--_tradeCounts[priceNano] != 0) return;
        _tradeCounts.Remove(priceNano);
        _prices.Remove(priceNano);
    }

    /// <summary>Notes the best prices of orders, while they are matched.</summary>
    public void NoteBest()
    {
        if (instrument.Book.Bids.BestNano is { } bidNano && !(bidNano <= _highBidNano)) _highBidNano = bidNano;
        if (instrument.Book.Asks.BestNano is { } askNano && !(askNano >= _lowOfferNano)) _lowOfferNano = askNano;
    }

    /// <summary>Tells what is other than it was told, and what stands no more.</summary>
    public void Tell(MatchEvent published)
    {
        foreach (StatisticKind kind in Kinds)
        {
            bool wasTold = _told.TryGetValue(kind, out long toldNano);
            if (ValueOf(kind) is { } nano)
            {
                if (wasTold && toldNano == nano) continue;
                _told[kind] = nano;
                published.Statistics.Add(StatisticFact.Session(instrument, kind, nano));
            }
            else if (_told.Remove(kind))
            {
                published.Statistics.Add(StatisticFact.Session(instrument, kind, toldNano) with { IsDeleted = true });
            }
        }
    }

    /// <summary>Nobody knows of any of it any more.</summary>
    public void Forget() => _told.Clear();

    /// <summary>A new trade date begins, and everybody knows.</summary>
    public void Reset()
    {
        _prices.Clear();
        _tradeCounts.Clear();
        _told.Clear();
        (Volume, _turnoverNano) = (0, 0);
        LastNano = _openNano = _highBidNano = _lowOfferNano = null;
    }

    private long? ValueOf(StatisticKind kind) => kind switch
    {
        StatisticKind.SessionHigh => _prices.Count == 0 ? null : _prices.Max,
        StatisticKind.SessionLow => _prices.Count == 0 ? null : _prices.Min,
        StatisticKind.Open => _openNano,
        StatisticKind.HighestBid => _highBidNano,
        _ => _lowOfferNano,
    };

    private void Weigh(long priceNano, int quantity)
    {
        Volume += quantity;
        _turnoverNano += (Int128)priceNano * quantity;
    }
}

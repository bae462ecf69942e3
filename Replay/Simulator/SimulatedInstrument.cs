using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>One instrument of a simulated channel: what it is, the exchange's own book of it, and the book as published.</summary>
public sealed class SimulatedInstrument
{
    private readonly ImpliedSide[] _implied;
    private readonly ToldSide _toldBids;
    private readonly ToldSide _toldAsks;

    internal SimulatedInstrument(int index, SimulatedKind kind, int directDepth, int impliedDepth)
    {
        (Kind, DirectDepth, ImpliedDepth) = (kind, directDepth, impliedDepth);
        SecurityId = 40_000 + (index * 7);
        (Symbol, Group) = kind switch
        {
            SimulatedKind.Future => ($"SIM{index:D3}", "SF"),
            SimulatedKind.Spread => ($"SIM{index:D3}-SIM{index + 1:D3}", "SS"),
            _ => ($"SIM{index:D3} C", "SO"),
        };
        Asset = "SIM" + (char)('A' + (index % 4));
        TickNano = 250_000_000L * (1 + (index % 4));
        CenterNano = kind == SimulatedKind.Spread ? 0 : TickNano * (4000 + (index * 100));
        _implied = [new ImpliedSide(this, BookSide.ImpliedBid, impliedDepth), new ImpliedSide(this, BookSide.ImpliedAsk, impliedDepth)];
        (_toldBids, _toldAsks) = (new ToldSide(this, Book.Bids, directDepth), new ToldSide(this, Book.Asks, directDepth));
        Truth = new PublishedInstrument(directDepth, impliedDepth);
    }

    /// <summary>The venue's id (FIX tag 48).</summary>
    public int SecurityId { get; }

    /// <summary>The kind.</summary>
    public SimulatedKind Kind { get; }

    /// <summary>The name (FIX tag 55).</summary>
    public string Symbol { get; }

    /// <summary>The group that shares a schedule (FIX tag 1151).</summary>
    public string Group { get; }

    /// <summary>The product (FIX tag 6937).</summary>
    public string Asset { get; }

    /// <summary>The smallest price step in 1e-9.</summary>
    public long TickNano { get; }

    /// <summary>How many direct levels are published.</summary>
    public int DirectDepth { get; }

    /// <summary>How many implied levels are published.</summary>
    public int ImpliedDepth { get; }

    /// <summary>The cumulative volume of the trade date.</summary>
    public int Volume { get; internal set; }

    /// <summary>Everything that was published of it so far; it changes with every packet that the feed gives out.</summary>
    public PublishedInstrument Truth { get; }

    /// <summary>Whether the exchange trades it now: it was defined and was not withdrawn.</summary>
    internal bool IsLive { get; set; }

    internal long DisplayFactorNano { get; set; } = 10_000_000;

    internal bool IsImpliedOn { get; set; } = true;

    /// <summary>The status as the exchange has it, ahead of what is published.</summary>
    internal byte Status { get; set; } = (byte)SecurityTradingStatus.PreOpen;

    internal bool IsHaltedAlone { get; set; }

    internal StatisticFact? IndicativeOpen { get; set; }

    /// <summary>Trades of this trade date that may still be corrected or taken back, in order.</summary>
    internal List<TradeFact> OpenTrades { get; } = [];

    /// <summary>How many trades are kept at most, as published and to be corrected.</summary>
    internal int TradesKept
    {
        get => Truth.TradesKept;
        set => Truth.TradesKept = value;
    }

    internal long CenterNano { get; set; }

    internal uint RptSeq { get; set; }

    internal long? HighNano { get; set; }

    internal long? LowNano { get; set; }

    internal long? HighBidNano { get; set; }

    internal long? LowOfferNano { get; set; }

    internal uint TradeEntryId { get; set; }

    /// <summary>A side of the book as everything published so far makes it.</summary>
    /// <param name="side">The side.</param>
    /// <returns>The levels; they change with every packet that the feed gives out.</returns>
    public PublishedSide Published(BookSide side) => Truth[side];

    /// <summary>A side of the exchange's own book, without the levels that are too deep to be published; ahead of what is published.</summary>
    /// <param name="side">The side.</param>
    /// <returns>The levels, best first.</returns>
    public IEnumerable<SimulatedLevel> Actual(BookSide side) => side switch
    {
        BookSide.Bid => Book.Bids.Queues.Take(DirectDepth).Select(static queue => queue.Level),
        BookSide.Ask => Book.Asks.Queues.Take(DirectDepth).Select(static queue => queue.Level),
        _ => Implied(side).Levels.Take(ImpliedDepth),
    };

    /// <summary>The orders.</summary>
    internal OrderBook Book { get; } = new();

    /// <summary>The price levels of a side as they were told.</summary>
    internal ToldSide Told(bool isBid) => isBid ? _toldBids : _toldAsks;

    internal ImpliedSide Implied(BookSide side) => _implied[side - BookSide.ImpliedBid];

    /// <summary>A price that does not meet the best one of the opposite side.</summary>
    internal long Passive(bool isBid, long priceNano, long? oppositeNano)
    {
        if (oppositeNano is not { } bestNano) return priceNano;
        return isBid ? Math.Min(priceNano, bestNano - TickNano) : Math.Max(priceNano, bestNano + TickNano);
    }

    /// <summary>The channel is reset: the sequence starts again, and nobody knows of the book.</summary>
    internal void Restart()
    {
        RptSeq = 0;
        IndicativeOpen = null;
        Forget();
    }

    /// <summary>Nobody knows of the book any more: what rests is to be told again, and what was implied is gone.</summary>
    internal void Forget()
    {
        Book.Forget();
        _toldBids.Forget();
        _toldAsks.Forget();
        foreach (ImpliedSide side in _implied) side.Forget();
    }

    internal void Obey(StatusFact status)
    {
        var tradingEvent = (SecurityTradingEvent)status.TradingEvent;
        if (tradingEvent == SecurityTradingEvent.ResetStatistics) ResetStatistics();
        if (tradingEvent == SecurityTradingEvent.ImpliedMatchingON) IsImpliedOn = true;
        if (tradingEvent == SecurityTradingEvent.ImpliedMatchingOFF)
        {
            IsImpliedOn = false;
            foreach (ImpliedSide side in _implied) side.Forget();
        }

        if (status.Set is not { } code || (status.Instrument is null && IsHaltedAlone)) return;
        Status = code;
        if (status.Instrument is not null) IsHaltedAlone = code == StatusFact.Halt;
    }

    private void ResetStatistics()
    {
        Volume = 0;
        HighNano = LowNano = HighBidNano = LowOfferNano = null;
        IndicativeOpen = null;
        OpenTrades.Clear();
    }
}

/// <summary>The kind of a simulated instrument; it decides the template of its definition.</summary>
public enum SimulatedKind
{
    /// <summary>A future (template 54).</summary>
    Future,

    /// <summary>A calendar spread of two futures (template 56); its prices may be negative.</summary>
    Spread,

    /// <summary>An option (template 55).</summary>
    Option,
}

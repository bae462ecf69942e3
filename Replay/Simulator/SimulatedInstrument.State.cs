using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

// How it stands at the exchange, ahead of what is published.
public sealed partial class SimulatedInstrument
{
    /// <summary>Whether the exchange trades it now: it was defined and was not withdrawn.</summary>
    internal bool IsLive { get; set; }

    internal long DisplayFactorNano { get; set; } = 10_000_000;

    internal bool IsImpliedOn { get; set; } = true;

    /// <summary>The status as the exchange has it, ahead of what is published.</summary>
    internal byte Status { get; set; } = (byte)SecurityTradingStatus.PreOpen;

    internal bool IsHaltedAlone { get; set; }

    /// <summary>Whether what crosses is matched.</summary>
    internal bool IsOpen => Status == (byte)SecurityTradingStatus.ReadyToTrade;

    /// <summary>Whether orders enter while it is not open (CME Globex, "Market states"): in pre-open alone.</summary>
    internal bool TakesOrders => Status == (byte)SecurityTradingStatus.PreOpen;

    /// <summary>Whether orders are cancelled while it is not open: in pre-open until its last part, and in a halt.</summary>
    internal bool TakesCancels => (TakesOrders && !IsNoCancel) || Status == StatusFact.Halt;

    internal bool IsNoCancel { get; private set; }

    /// <summary>Whether nobody knows of its book: it was reset and is not told again yet.</summary>
    internal bool IsForgotten { get; set; }

    /// <summary>Of which spread and legs it is, or null.</summary>
    internal Combination? Combination { get; private set; }

    /// <summary>What its trades and prices of this trade date come to.</summary>
    internal SessionFigures Session { get; }

    internal StatisticFact? IndicativeOpen { get; set; }

    /// <summary>Trades of this trade date that may still be corrected or taken back, in order.</summary>
    internal List<TradeFact> OpenTrades { get; } = [];

    /// <summary>How many trades are kept at most, as published and to be corrected.</summary>
    internal int TradesKept
    {
        get => Truth.TradesKept;
        set => Truth.TradesKept = value;
    }

    /// <summary>Around what traders quote, in 1e-9; of a spread what its legs are apart.</summary>
    internal long CenterNano
    {
        get => Combination?.Spread == this ? Combination.Members[1].CenterNano - Combination.Members[2].CenterNano : _centerNano;
        set
        {
            if (Combination?.Spread == this) Combination.Members[1].CenterNano = value + Combination.Members[2].CenterNano;
            else _centerNano = value;
        }
    }

    internal uint RptSeq { get; set; }

    internal uint TradeEntryId { get; set; }

    /// <summary>What implies a side now, or null.</summary>
    internal ImpliedSource? ImpliedSource(bool isBid) => Combination is { IsActive: true } active ? active.Source(this, isBid) : null;

    /// <summary>The best price of a side, of orders or implied, or null.</summary>
    internal long? BestNano(bool isBid)
    {
        long? ownNano = Book.Side(isBid).BestNano;
        long? impliedNano = ImpliedSource(isBid)?.BestNano;
        if (ownNano is not { } own || impliedNano is not { } implied) return ownNano ?? impliedNano;
        return isBid ? Math.Max(own, implied) : Math.Min(own, implied);
    }

    /// <summary>A price that does not meet the best one of the opposite side, of orders or implied.</summary>
    internal long Passive(bool isBid, long priceNano)
    {
        if (BestNano(!isBid) is not { } bestNano) return priceNano;
        return isBid ? Math.Min(priceNano, bestNano - TickNano) : Math.Max(priceNano, bestNano + TickNano);
    }

    /// <summary>Tells what its implied sides have become.</summary>
    internal void TellImplied(MatchEvent published)
    {
        if (IsForgotten) return; // they are told with the book
        foreach (ImpliedSide side in _implied) side.Tell(ImpliedLevels(side.IsBid), published);
    }

    /// <summary>The channel is reset: the sequence starts again, and nobody knows of the book.</summary>
    internal void Restart()
    {
        RptSeq = 0;
        IndicativeOpen = null;
        Session.Forget();
        Forget();
    }

    /// <summary>Nobody knows of the book any more: what rests is to be told again, and what was implied is gone.</summary>
    internal void Forget()
    {
        IsForgotten = true;
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
        (Status, IsNoCancel) = (code, tradingEvent == SecurityTradingEvent.NoCancel);
        if (status.Instrument is not null) IsHaltedAlone = code == StatusFact.Halt;
    }

    private void ResetStatistics()
    {
        Session.Reset();
        IndicativeOpen = null;
        OpenTrades.Clear();
    }

    private IEnumerable<SimulatedLevel> ImpliedLevels(bool isBid) => ImpliedSource(isBid)?.Levels() ?? [];
}

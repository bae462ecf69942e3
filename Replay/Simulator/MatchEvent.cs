using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>What one match event has to tell, by stage (CME MDP 3.0, "Match Event Indicator").</summary>
internal sealed class MatchEvent
{
    public List<TradeFact> Trades { get; } = [];

    /// <summary>Orders of the trades, where they are told behind all of them.</summary>
    public List<TradeOrderFact> TradeOrders { get; } = [];

    public List<SimulatedInstrument> Volumes { get; } = [];

    public List<OrderFact> Orders { get; } = [];

    public List<ExchangeFact> Book { get; } = [];

    public List<StatisticFact> Statistics { get; } = [];

    public List<ExchangeFact> Implied { get; } = [];

    /// <summary>Whether the venue sends it again after a fault of its own.</summary>
    public bool IsRecovery { get; set; }

    /// <summary>Whether a message without entries ends the event.</summary>
    public bool EndsEmpty { get; set; }

    public bool IsEmpty => Trades.Count + Volumes.Count + Orders.Count + Book.Count + Statistics.Count + Implied.Count == 0;

    public void Add(LevelFact level)
    {
        if (level.Side is BookSide.ImpliedBid or BookSide.ImpliedAsk) Implied.Add(level);
        else Book.Add(level);
    }

    /// <summary>Tells the orders of all trades behind the trades; a trade says only how many there will be.</summary>
    public void SplitTrades()
    {
        foreach (TradeFact trade in Trades) TradeOrders.AddRange(trade.Orders.Select(order => new TradeOrderFact(trade.Instrument!, trade.PriceNano, order)));
        for (int place = 0; place < Trades.Count; place++) Trades[place] = Trades[place] with { Orders = [] };
    }

    public void Clear()
    {
        Trades.Clear();
        TradeOrders.Clear();
        Volumes.Clear();
        Orders.Clear();
        Book.Clear();
        Statistics.Clear();
        Implied.Clear();
        IsRecovery = false;
        EndsEmpty = false;
    }
}

using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>What one match event has to tell, by stage (CME MDP 3.0, "Match Event Indicator").</summary>
internal sealed class MatchEvent
{
    public List<TradeFact> Trades { get; } = [];

    /// <summary>Orders of the trades, where they are told behind all of them.</summary>
    public List<TradeOrderFact> TradeOrders { get; } = [];

    public List<SimulatedInstrument> Volumes { get; } = [];

    /// <summary>What happened to orders, each with the number of its level's entry in <see cref="Book"/>, or 0.</summary>
    public List<OrderFact> Orders { get; } = [];

    public List<ExchangeFact> Book { get; } = [];

    public List<StatisticFact> Statistics { get; } = [];

    public List<ExchangeFact> Implied { get; } = [];

    /// <summary>The words in which levels are told.</summary>
    public BookWording Wording { get; set; }

    /// <summary>The side that is told as emptied (DeleteThru) before what it holds now, or none.</summary>
    public BookSide ClearedSide { get; set; } = BookSide.None;

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

    public bool Clears(BookSide side) => ClearedSide == side;

    /// <summary>The number, from 1, of the entry that tells the level of orders at a price, or 0.</summary>
    public int ReferenceTo(SimulatedInstrument instrument, bool isBid, long priceNano)
    {
        BookSide side = isBid ? BookSide.Bid : BookSide.Ask;
        return 1 + Book.FindIndex(fact =>
            fact is LevelFact { IsOfOrders: true } level && level.Instrument == instrument && level.Side == side && level.Value.PriceNano == priceNano);
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
        Wording = BookWording.Usual;
        ClearedSide = BookSide.None;
        IsRecovery = false;
        EndsEmpty = false;
    }
}

using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>What one match event has to tell, by stage (CME MDP 3.0, "Match Event Indicator").</summary>
internal sealed class MatchEvent
{
    public List<TradePrint> Trades { get; } = [];

    public List<SimulatedInstrument> Volumes { get; } = [];

    public List<LevelUpdate> Book { get; } = [];

    public List<StatisticPrint> Statistics { get; } = [];

    public List<LevelUpdate> Implied { get; } = [];

    /// <summary>Whether the venue sends it again after a fault of its own.</summary>
    public bool IsRecovery { get; set; }

    /// <summary>Whether a message without entries ends the event.</summary>
    public bool EndsEmpty { get; set; }

    public bool IsEmpty => Trades.Count + Volumes.Count + Book.Count + Statistics.Count + Implied.Count == 0;

    public void Add(in LevelUpdate update)
    {
        if (update.Side is BookSide.ImpliedBid or BookSide.ImpliedAsk) Implied.Add(update);
        else Book.Add(update);
    }

    public void Clear()
    {
        Trades.Clear();
        Volumes.Clear();
        Book.Clear();
        Statistics.Clear();
        Implied.Clear();
        IsRecovery = false;
        EndsEmpty = false;
    }
}

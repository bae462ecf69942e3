namespace FeedHandler.Latency.FlightRecorder;

/// <summary>What a flight recorder keeps, and when it is asked for it.</summary>
/// <param name="BudgetNs">Nanoseconds that a packet may take on the feed thread, and an event until its strategy is done with it.</param>
public sealed record FlightOptions(long BudgetNs)
{
    /// <summary>The longest budget, in nanoseconds: one minute.</summary>
    public const long BudgetNsMax = 60_000_000_000;

    /// <summary>The most packets before, and after, one that took too long.</summary>
    public const int AroundMax = 4096;

    /// <summary>Packets that are saved before the one that took too long.</summary>
    public int Before { get; init; } = 32;

    /// <summary>Packets that are saved after it.</summary>
    public int After { get; init; } = 16;

    /// <summary>Whether the budget is of events too, until their strategy is done with them; not in a replay, where they queue in the ring.</summary>
    public bool WatchesEvents { get; init; } = true;

    /// <summary>How many spikes of a run are saved.</summary>
    public int SpikesMax { get; init; } = 16;
}

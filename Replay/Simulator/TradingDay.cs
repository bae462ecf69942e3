namespace FeedHandler.Replay.Simulator;

/// <summary>
/// A session with its phases (CME MDP 3.0, "Security Status"): pre-open, in which orders enter and may cross and nothing is matched, its end without
/// cancels, the auction at the open, continuous trading with halts that end in auctions, and the close, at which instruments expire.
/// </summary>
public sealed record TradingDay
{
    private const int OrdersMax = 20;

    /// <summary>Orders that enter an instrument in pre-open, beside those that make its first book: 0 to 20, default 12.</summary>
    public int PreOpenOrderCount { get; init; } = 12;

    /// <summary>Orders of an instrument that a halt moves: 0 to 20, default 6; half are cancelled in it, half enter in the pre-open behind.</summary>
    public int HaltOrderCount { get; init; } = 6;

    /// <summary>Halts of a group, each with its auction, spread evenly over the events; default 1.</summary>
    public int HaltCount { get; init; } = 1;

    /// <summary>Instruments that expire at the close, fewer than there are; default 1, or none where there is one instrument.</summary>
    public int ExpiryCount { get; init; } = 1;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(PreOpenOrderCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PreOpenOrderCount, OrdersMax);
        ArgumentOutOfRangeException.ThrowIfNegative(HaltOrderCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HaltOrderCount, OrdersMax);
        ArgumentOutOfRangeException.ThrowIfNegative(HaltCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HaltCount, 1000);
        ArgumentOutOfRangeException.ThrowIfNegative(ExpiryCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ExpiryCount, 1000);
    }
}

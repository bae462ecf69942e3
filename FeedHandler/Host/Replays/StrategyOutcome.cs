using FeedHandler.Core.Events;

namespace FeedHandler.Host.Replays;

/// <summary>What one strategy was given and did.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Of the events that it was given.</param>
/// <param name="BuySignals">How often a book began to lean to the bid.</param>
/// <param name="SellSignals">How often a book began to lean to the ask.</param>
/// <param name="Trades">Trades that it saw.</param>
/// <param name="Rejected">Events that its own books could not apply.</param>
/// <param name="HasFeedsBooks">Whether its own books ended equal to the feed thread's.</param>
/// <param name="AllocatedBytes">What its thread allocated; 0 on the feed thread, which counts for itself.</param>
/// <param name="Updates">Book updates and trades by dense instrument index.</param>
internal sealed record StrategyOutcome(
    string Name,
    EventDigest Digest,
    long BuySignals,
    long SellSignals,
    long Trades,
    long Rejected,
    bool HasFeedsBooks,
    long AllocatedBytes,
    Func<int, long> Updates);

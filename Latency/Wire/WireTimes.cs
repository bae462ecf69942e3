using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Wire;

/// <summary>How long packets of one group were on their way here, in nanoseconds up to a minute, to a part in a hundred.</summary>
/// <param name="isStamped">Whether kernel or card say when they were received.</param>
public sealed class WireTimes(bool isStamped)
{
    /// <summary>Whether kernel or card say when packets were received; otherwise <see cref="ToUser"/> stays empty.</summary>
    public bool IsStamped => isStamped;

    /// <summary>From the venue's sending time to the receive time: it means something where this machine's clock follows the venue's.</summary>
    public DurationHistogram ToReceive { get; } = new(StageHistograms.HighestNs, DurationHistogram.CoarseDigits);

    /// <summary>From the receive time to the hand-over on the feed thread.</summary>
    public DurationHistogram ToUser { get; } = new(StageHistograms.HighestNs, DurationHistogram.CoarseDigits);
}

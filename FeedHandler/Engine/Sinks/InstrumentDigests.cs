using FeedHandler.Core.Events;

namespace FeedHandler.Engine;

/// <summary>
/// Takes the digest of each instrument's events alone, which depends neither on other instruments and channels nor on what this process calls them. A
/// sink from the first event on; allocates nothing after it was made.
/// </summary>
/// <param name="channelCount">How many channels there are.</param>
/// <param name="instrumentCountMax">How many instruments a channel can have.</param>
public sealed class InstrumentDigests(int channelCount, int instrumentCountMax) : IFeedSink
{
    private readonly EventDigest[][] _digests = [.. Enumerable.Range(0, channelCount).Select(_ => new EventDigest[instrumentCountMax])];

    /// <inheritdoc/>
    public string Name => "instrument-digests";

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        EventDigest[] digests = _digests[marketEvent.Channel];
        if ((uint)marketEvent.InstrumentIndex < (uint)digests.Length) digests[marketEvent.InstrumentIndex].AddOfInstrument(marketEvent);
    }

    /// <summary>A report with the digests of its instruments.</summary>
    /// <param name="report">The report of the feed that gave its events to this.</param>
    public FeedReport Complete(FeedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report with { Instruments = [.. report.Instruments.Select(Complete)] };
    }

    private InstrumentReport Complete(InstrumentReport instrument)
    {
        EventDigest digest = _digests[instrument.Channel][instrument.Index];
        return instrument with { Digest = DigestText.Of(digest), EventCount = digest.Count };
    }
}

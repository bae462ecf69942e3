using FeedHandler.Core.Events;
using FeedHandler.Distribution;
using FeedHandler.Gateway.Sessions;

namespace FeedHandler.Engine;

/// <summary>
/// Publishes a feed to a broker (docs/nats.md): a subscriber of the shared feed as others are, on threads of its own. Nobody waits for it but a replay, which
/// may go on only as far as the journal can follow.
/// </summary>
internal sealed class FeedPublication : IFeedSink, IDisposable
{
    private const int LookMs = 1;
    private readonly FeedPublisher _publisher;
    private readonly string? _ownFile;
    private readonly long _aheadMax;
    private readonly string _origin;
    private long _eventCount;
    private bool _isDisposed;

    private FeedPublication(FeedPublisher publisher, string origin, string? ownFile, long aheadMax) =>
        (_publisher, _origin, _ownFile, _aheadMax) = (publisher, origin, ownFile, aheadMax);

    /// <inheritdoc/>
    public string Name => "publish";

    /// <summary>What it counts, as it stands.</summary>
    public PublishReport Read() => _publisher.Read();

    /// <summary>One number of it, as it stands.</summary>
    public long Count(PublishCount count) => _publisher.Count(count);

    /// <summary>Where a feed is shared that is published and has no name: in a file that is no other feed's.</summary>
    public static ShareOptions OwnShare(PublishOptions options) =>
        FeedGateway.OwnShare(options.Origin) with { EventCount = 4 * ShareOptions.EventCountDefault };

    /// <summary>Begins.</summary>
    /// <param name="options">How.</param>
    /// <param name="share">Where the feed is shared.</param>
    /// <param name="isOwn">Whether that file goes with it.</param>
    /// <param name="feed">The feed.</param>
    /// <exception cref="FeedException">The journal cannot be kept.</exception>
    public static FeedPublication Start(PublishOptions options, ShareOptions share, bool isOwn, Feed feed)
    {
        int[] channelIds = [.. feed.Status.Channels.Select(static channel => channel.Id).Distinct()];
        try
        {
            FeedPublisher publisher = FeedPublisher.Start(options, share.Path, feed.VenueName, channelIds);
            return new FeedPublication(publisher, options.Origin, isOwn ? share.Path : null, share.EventCount / 2);
        }
        catch (GatewayException failure)
        {
            if (isOwn) File.Delete(share.Path);
            throw new FeedException($"{options.Origin}: {failure.Message}");
        }
    }

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent) => _eventCount++;

    /// <inheritdoc/>
    public void OnBatchEnd()
    {
        while (_eventCount - _publisher.JournaledCount > _aheadMax && _publisher.CanGoOn) Thread.Sleep(LookMs);
    }

    /// <summary>Waits until the broker has all, as long as was asked for, and tells the report. Only behind the feed's last event.</summary>
    public FeedReport Complete(FeedReport report)
    {
        PublishReport published = _publisher.Complete();
        Dispose();
        report = report with { Publish = published };
        if (published.Failure is { } failure) report = report with { Failures = [.. report.Failures, $"{_origin}: {failure}"] };
        return report with { Warnings = [.. report.Warnings, .. Shortfalls(published)] };
    }

    private IEnumerable<string> Shortfalls(PublishReport published)
    {
        (long lost, long behind) = (published.Counts[PublishCount.Lost], published.Counts[PublishCount.Behind]);
        if (lost > 0) yield return FormattableString.Invariant($"{_origin}: {lost:N0} events were lost before they could be sent: make the journal larger");
        if (behind > 0) yield return FormattableString.Invariant($"{_origin}: {behind:N0} events were not acknowledged; the journal keeps them");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _publisher.Dispose();
        if (_ownFile is not null) File.Delete(_ownFile);
    }
}

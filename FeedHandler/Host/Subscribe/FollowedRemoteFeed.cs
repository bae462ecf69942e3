using FeedHandler.Client;

namespace FeedHandler.Host.Subscribe;

/// <summary>A feed behind gateways. The client connects again by itself; this says so, and when it is to be given up.</summary>
/// <param name="feed">The feed.</param>
/// <param name="waits">Whether it is waited for, however long that takes.</param>
internal sealed class FollowedRemoteFeed(RemoteFeed feed, bool waits) : FollowedFeed(feed)
{
    private GatewayEndpoint? _told;
    private bool _wasServed, _hasToldWait, _hasToldEnd;
    private long _resumeCount;
    private Dictionary<GatewayHealth, long> _failuresBefore = [];

    /// <inheritdoc/>
    public override string Standing
    {
        get
        {
            string beat = feed.SinceHeartbeat is { } since ? FormattableString.Invariant($"heard {since.TotalMilliseconds:0} ms ago") : "nothing heard yet";
            return feed.Connected is { } gateway ? $"{beat}  {gateway}" : $"not connected: {Failure ?? "connecting"}";
        }
    }

    /// <inheritdoc/>
    public override FeedEnd Look(SharedFeedPoll poll)
    {
        if (feed.Refusal is { } refusal) return Over(_wasServed && feed.Count > 0 ? FeedEnd.Gone : FeedEnd.Unreachable, WithoutAddress(refusal));
        if (waits) return FeedEnd.None;
        if (feed.HasEnded && poll == SharedFeedPoll.Ended) return Over(FeedEnd.Ended, "it has ended");
        bool isThere = feed.HasWriter || feed.AwaitsBooks || feed.HasEnded; // the last books of a feed that is gone are still shown
        if (feed.Connected is not null) return isThere ? FeedEnd.None : Over(FeedEnd.Gone, GoneWords);
        bool haveAllFailed = feed.Gateways.All(gateway => gateway.FailureCount > _failuresBefore.GetValueOrDefault(gateway));
        if (!haveAllFailed) return FeedEnd.None;
        return _wasServed
            ? Over(FeedEnd.Gone, $"no gateway of it is left ({Failure}): what was told last may be old")
            : Over(FeedEnd.Unreachable, $"{Failure}: {Advice}");
    }

    /// <inheritdoc/>
    public override FeedEnd EndOfTime() => _wasServed || waits
        ? FeedEnd.None
        : Over(FeedEnd.Unreachable, "no gateway answered in time: give it longer, or wait for it with --wait");

    /// <inheritdoc/>
    public override string? News()
    {
        if (feed.Connected != _told) return OfConnection();
        bool hasEnded = feed.HasEnded && !feed.AwaitsBooks;
        if (hasEnded != _hasToldEnd)
        {
            _hasToldEnd = hasEnded;
            return waits && _hasToldEnd ? "the feed has ended: waiting for it" : null;
        }

        if (_wasServed || !waits || _hasToldWait || feed.LastFailure is null) return null;
        _hasToldWait = true;
        return $"{Failure}: waiting for it";
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Shortfalls()
    {
        if (feed.LostCount > 0) yield return FormattableString.Invariant($"{feed.LostCount} events were lost, with a connection or to a slow reader");
        if (feed.LeftOutCount > 0) yield return FormattableString.Invariant($"there was no room for {feed.LeftOutCount} instruments: subscribe to fewer");
        if (feed.Count == 0 && !feed.AwaitsBooks) yield return "none of the instruments of the feed was meant, or may be seen";
    }

    /// <inheritdoc/>
    public override bool IsBack() => true;

    private string OfConnection()
    {
        bool wasConnected = _told is not null;
        (_told, long resumed) = (feed.Connected, feed.ResumeCount - _resumeCount);
        _resumeCount = feed.ResumeCount;
        if (_told is null || wasConnected) _failuresBefore = feed.Gateways.ToDictionary(static gateway => gateway, static gateway => gateway.FailureCount);
        if (_told is null) return $"connection lost ({Failure}): trying the next gateway";
        string how = resumed > 0 ? "went on where it was, nothing is missing" : _wasServed ? "books begin again" : "connected";
        _wasServed = true;
        return $"{how} ({_told})";
    }

    private string? Failure => feed.LastFailure is { } words ? WithoutAddress(words) : null;

    // Of a single gateway the address stands in front of whatever is said of the feed.
    private string WithoutAddress(string words)
    {
        string address = $"{feed.Gateways[0].Endpoint}: ";
        return feed.Gateways.Count == 1 && words.StartsWith(address, StringComparison.Ordinal) ? words[address.Length..] : words;
    }

    private string Advice => feed.LastFault switch
    {
        GatewayFault.UntrustedCertificate => "name the authority that signed it by --tls-ca FILE",
        GatewayFault.OtherName => "name the host of its certificate by --tls-name NAME",
        _ => "start feedhandler gateway, or wait for it with --wait",
    };
}

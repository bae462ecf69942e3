using FeedHandler.Client;
using FeedHandler.Core.Sharing;
using FeedHandler.Distribution;
using FeedHandler.Nats;

namespace FeedHandler.Host.Subscribe;

/// <summary>A feed that is published to NATS. The client connects again by itself; this says when it is to be given up.</summary>
/// <param name="feed">The feed.</param>
/// <param name="waits">Whether it is waited for, however long that takes.</param>
internal sealed class FollowedNatsFeed(NatsFeed feed, bool waits) : FollowedFeed(feed)
{
    private string? _told;
    private bool _wasThere;

    /// <inheritdoc/>
    public override string Standing
    {
        get
        {
            string beat = feed.SinceHeartbeat is { } since ? FormattableString.Invariant($"heard {since.TotalMilliseconds:0} ms ago") : "nothing heard yet";
            return feed.LastFailure is { } failure ? $"{beat}  {failure}" : FormattableString.Invariant($"{beat}  {feed.ChannelCount} channels");
        }
    }

    /// <summary>Connects.</summary>
    /// <exception cref="SharedFeedException">The server cannot be reached, or refuses.</exception>
    public static FollowedNatsFeed Open(string address, NatsFeedOptions options, bool waits)
    {
        try
        {
            return new FollowedNatsFeed(NatsFeed.Open(address, options), waits);
        }
        catch (BrokerException failure)
        {
            throw new SharedFeedException(failure.Message, isTransient: waits && !failure.IsLasting);
        }
    }

    /// <inheritdoc/>
    public override FeedEnd Look(SharedFeedPoll poll)
    {
        _wasThere |= feed.HasWriter;
        if (waits) return FeedEnd.None;
        if (feed.HasEnded && poll == SharedFeedPoll.Ended) return Over(FeedEnd.Ended, "it has ended");
        bool isThere = feed.HasWriter || feed.AwaitsBooks || feed.HasEnded || !_wasThere;
        string why = feed.LastFailure is { } failure ? $" ({failure})" : "";
        return isThere ? FeedEnd.None : Over(FeedEnd.Gone, $"nobody publishes it any more{why}: what was told last may be old");
    }

    /// <inheritdoc/>
    public override FeedEnd EndOfTime() => !feed.AwaitsBooks || waits
        ? FeedEnd.None
        : Over(FeedEnd.Unreachable, feed.LastFailure ?? "nothing of it is published: start feedhandler run with --publish, or wait for it with --wait");

    /// <inheritdoc/>
    public override string? News()
    {
        string? failure = feed.LastFailure;
        if (failure == _told) return null;
        _told = failure;
        return failure ?? "goes on";
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Shortfalls()
    {
        if (feed.LostCount > 0) yield return FormattableString.Invariant($"{feed.LostCount} events were lost, as the server kept them no longer");
        if (feed.LeftOutCount > 0) yield return FormattableString.Invariant($"there was no room for {feed.LeftOutCount} instruments: subscribe to fewer");
        if (feed.Count == 0 && !feed.AwaitsBooks) yield return "none of the instruments of the feed was meant";
    }

    /// <inheritdoc/>
    public override bool IsBack() => true;
}

using FeedHandler.Client;

namespace FeedHandler.Host.Subscribe;

/// <summary>A feed in shared memory, of which the system knows whether its process is there.</summary>
/// <param name="feed">The feed.</param>
/// <param name="isByOrder">Whether orders were asked for.</param>
internal sealed class FollowedSharedFeed(SharedFeed feed, bool isByOrder = false) : FollowedFeed(feed)
{
    /// <inheritdoc/>
    public override string Standing
    {
        get
        {
            string beat = feed.SinceHeartbeat is { } since ? FormattableString.Invariant($"heartbeat {since.TotalMilliseconds:0} ms ago") : "no heartbeat yet";
            return FormattableString.Invariant($"behind {feed.Lag}  {beat}  process {feed.WriterProcessId}");
        }
    }

    /// <inheritdoc/>
    public override FeedEnd Look(SharedFeedPoll poll)
    {
        if (poll == SharedFeedPoll.Ended && !feed.HasWriter) return Over(FeedEnd.Ended, "it has ended");
        if (feed.IsReplaced) return Over(FeedEnd.Gone, "its file was replaced");
        bool isGone = poll != SharedFeedPoll.Ended && !feed.HasWriter;
        return isGone ? Over(FeedEnd.Gone, GoneWords) : FeedEnd.None;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Shortfalls()
    {
        if (feed.LostCount > 0) yield return FormattableString.Invariant($"{feed.LostCount} events came faster than they were taken; books were begun again");
        if (feed.Count == 0 && !feed.AwaitsBooks)
            yield return FormattableString.Invariant($"none of the {feed.InstrumentCount} instruments of the feed was meant");
        if (isByOrder && !feed.HasOrders) yield return "the feed keeps no books by order: run it with --orders, or ring.ordersMax";
        if (feed.LeftOutCount > 0)
            yield return FormattableString.Invariant($"{feed.LeftOutCount} instruments have no room in the feed's memory: raise share.instruments");
        if (feed.AwaitsBooks && EndWords.Length > 0)
            yield return "books that it had not shown, or had half written, are missing: start the feed again, and its file is made anew";
    }

    /// <inheritdoc/>
    public override bool IsBack() => feed.IsReplaced || feed.HasWriter || feed.HasBegunAgain; // it may have ended again meanwhile
}

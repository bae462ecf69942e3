using FeedHandler.Client;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Subscribe;

/// <summary>A journal, which ends where its files did when it was opened.</summary>
/// <param name="feed">The journal.</param>
internal sealed class FollowedJournal(JournalFeed feed) : FollowedFeed(feed)
{
    /// <inheritdoc/>
    public override string Standing => feed.RxNs == 0 ? "beginning" : FormattableString.Invariant($"event {feed.Sequence}  {TimeText.Of(feed.RxNs)}");

    /// <inheritdoc/>
    public override FeedEnd Look(SharedFeedPoll poll) => poll == SharedFeedPoll.Ended
        ? Over(feed.Faults.Count > 0 ? FeedEnd.Gone : FeedEnd.Ended, feed.Faults.Count > 0 ? feed.Faults[0] : "it has ended")
        : FeedEnd.None;

    /// <inheritdoc/>
    public override IEnumerable<string> Shortfalls()
    {
        foreach (string fault in feed.Faults.Skip(1)) yield return fault;
        if (feed.LostCount > 0) yield return FormattableString.Invariant($"{feed.LostCount} events are missing in the journal; books were begun again");
        if (feed.Count == 0) yield return FormattableString.Invariant($"none of the {feed.InstrumentCount} instruments of the journal was meant");
        if (feed.LeftOutCount > 0) yield return FormattableString.Invariant($"{feed.LeftOutCount} instruments had no room");
    }

    /// <inheritdoc/>
    public override bool IsBack() => false;
}

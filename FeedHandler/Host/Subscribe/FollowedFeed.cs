using FeedHandler.Client;

namespace FeedHandler.Host.Subscribe;

/// <summary>Whether a feed is over, and how.</summary>
internal enum FeedEnd
{
    /// <summary>It goes on.</summary>
    None = 0,

    /// <summary>It ended by itself.</summary>
    Ended = 1,

    /// <summary>It is gone without a word, or another is in its place.</summary>
    Gone = 2,

    /// <summary>It never was there.</summary>
    Unreachable = 3,
}

/// <summary>A feed that is followed for somebody who looks, and what is to be said of where it comes from.</summary>
internal abstract class FollowedFeed(IBookFeed feed) : IDisposable
{
    /// <summary>That nobody writes it any more, in words.</summary>
    protected const string GoneWords = "its process ended without a word: what was told last may be old";

    /// <summary>The feed.</summary>
    public IBookFeed Feed => feed;

    /// <summary>How it stands, for a line of a screen.</summary>
    public abstract string Standing { get; }

    /// <summary>What the last end was, in words.</summary>
    public string EndWords { get; protected set; } = "";

    /// <summary>Whether it is over.</summary>
    /// <param name="poll">What the last poll found, which was nothing new.</param>
    public abstract FeedEnd Look(SharedFeedPoll poll);

    /// <summary>What it is when the time for it is over and it still goes on, as far as anybody knows.</summary>
    public virtual FeedEnd EndOfTime() => FeedEnd.None;

    /// <summary>What became of the way to it since this was asked last; null for nothing.</summary>
    public virtual string? News() => null;

    /// <summary>What is to be said of how much was missed, when it is over.</summary>
    public abstract IEnumerable<string> Shortfalls();

    /// <summary>Whether it may be there again, when it is over.</summary>
    public abstract bool IsBack();

    /// <inheritdoc/>
    public void Dispose() => feed.Dispose();

    /// <summary>It is over.</summary>
    /// <param name="end">How.</param>
    /// <param name="words">The same in words.</param>
    protected FeedEnd Over(FeedEnd end, string words)
    {
        EndWords = words;
        return end;
    }
}

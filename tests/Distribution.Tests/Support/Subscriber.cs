using System.Globalization;
using FeedHandler.Client;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Nats;

namespace FeedHandler.Distribution.Tests.Support;

/// <summary>Polls a feed, and keeps what it was told.</summary>
internal sealed class Subscriber : IStreamSubscriber, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // a cluster takes a while to agree on another leader
    private readonly SortedDictionary<int, EventDigest> _digests = [];
    private readonly SortedDictionary<string, string> _books = [];

    /// <summary>Subscribes to all instruments.</summary>
    public Subscriber(NatsFeed feed)
    {
        Feed = feed;
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        feed.Add(all!);
    }

    /// <summary>The feed.</summary>
    public NatsFeed Feed { get; }

    /// <summary>Events that were told.</summary>
    public long EventCount { get; private set; }

    /// <summary>What was told beside books, in order.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The digest of all events, as `replay` tells it.</summary>
    public string Digest =>
        EventDigest.Combine([.. _digests.Select(static digest => (digest.Key, digest.Value.Value))]).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Each book as it was told last.</summary>
    public IReadOnlyDictionary<string, string> Books => _books;

    /// <summary>Polls until something holds.</summary>
    public void PollUntil(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(() => Take() && condition(), Patience)) Assert.Fail($"Gave up waiting: {what}");
    }

    /// <summary>Polls until the feed has ended.</summary>
    public void PollToEnd() => PollUntil(() => Feed is { HasEnded: true, AwaitsBooks: false }, "the end of the feed");

    /// <inheritdoc/>
    public void OnTaken(in MarketEvent marketEvent, long sequence, int channelId)
    {
        EventDigest digest = _digests.GetValueOrDefault(channelId);
        digest.Add(marketEvent);
        _digests[channelId] = digest;
        EventCount++;
    }

    /// <inheritdoc/>
    public void OnSnapshot(in SubscribedBook book) => Note(book);

    /// <inheritdoc/>
    public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => Note(book);

    /// <inheritdoc/>
    public void OnChange(in SubscribedBook book) => Note(book);

    /// <inheritdoc/>
    public void OnLost(long lostCount) => Told.Add(string.Create(CultureInfo.InvariantCulture, $"lost {lostCount}"));

    /// <inheritdoc/>
    public void OnRestart()
    {
        Told.Add("restart");
        _digests.Clear();
        _books.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => Feed.Dispose();

    private bool Take()
    {
        while (Feed.Poll(this) == SharedFeedPoll.Taken)
        {
            // all that there is
        }

        return true;
    }

    private void Note(in SubscribedBook book)
    {
        string levels = "";
        foreach (BookSide side in (BookSide[])[BookSide.Bid, BookSide.Ask])
        {
            for (int level = 1; level <= book.Book.Depth(side); level++)
            {
                if (book.Book.TryGetLevel(side, level, out Level found))
                    levels += string.Create(CultureInfo.InvariantCulture, $" {found.Quantity}@{found.PriceNano}");
            }
        }

        _books[book.Instrument.Symbol] = $"{book.Book.State} {book.Book.Status}{levels}";
    }
}

using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>The instruments that are subscribed to, by where events place them, and their books.</summary>
/// <param name="countMax">For how many there is room.</param>
internal sealed class SubscriptionTable(int countMax) : IDisposable
{
    private readonly List<Subscription>[] _ofChannel = [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => new List<Subscription>())];
    private readonly List<Subscription>[] _changedOf = [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => new List<Subscription>())];
    private readonly Dictionary<(int Channel, int Index), Subscription> _ofPlace = [];
    private readonly BookTable _books = new(countMax, touchedCount: 0);

    /// <summary>How many there are.</summary>
    public int Count => _ofPlace.Count;

    /// <summary>Above the highest channel of any.</summary>
    public int ChannelCount { get; private set; }

    /// <summary>Those of a channel.</summary>
    public List<Subscription> OfChannel(byte channel) => _ofChannel[channel];

    /// <summary>Those of a channel that changed and were not told yet; whoever tells them empties it.</summary>
    public List<Subscription> ChangedOf(byte channel) => _changedOf[channel];

    /// <summary>Notes that a subscription's book is another than was told.</summary>
    public void NoteChange(Subscription subscription)
    {
        if (subscription.IsChanged) return;
        subscription.IsChanged = true;
        _changedOf[subscription.Instrument.Channel].Add(subscription);
    }

    /// <summary>The book of a subscription.</summary>
    public ref InstrumentBook BookOf(Subscription subscription) => ref _books[subscription.BookIndex];

    /// <summary>The subscription of an event's instrument; null for none.</summary>
    public Subscription? Find(in MarketEvent marketEvent) => Find(marketEvent.Channel, marketEvent.InstrumentIndex);

    /// <summary>The subscription of an instrument; null for none.</summary>
    public Subscription? Find(int channel, int index) => _ofPlace.GetValueOrDefault((channel, index));

    /// <summary>Subscribes to an instrument.</summary>
    /// <returns>The subscription, of which nothing is known yet; null when there is no room.</returns>
    public Subscription? Add(SubscribedInstrument instrument)
    {
        int bookIndex = _books.Add(instrument.SecurityId);
        if (bookIndex < 0) return null;
        Subscription subscription = new(instrument, bookIndex);
        _ofPlace.Add((instrument.Channel, instrument.InstrumentIndex), subscription);
        _ofChannel[instrument.Channel].Add(subscription);
        ChannelCount = Math.Max(ChannelCount, instrument.Channel + 1);
        return subscription;
    }

    /// <summary>Nothing is subscribed to any more.</summary>
    public void Forget()
    {
        foreach (List<Subscription> subscriptions in _ofChannel) subscriptions.Clear();
        foreach (List<Subscription> subscriptions in _changedOf) subscriptions.Clear();
        _ofPlace.Clear();
        _books.Reset();
        ChannelCount = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _books.Dispose();
}

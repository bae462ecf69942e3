using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>The instruments that are subscribed to, by where events place them, and their books.</summary>
/// <param name="countMax">For how many there is room.</param>
internal sealed class SubscriptionTable(int countMax) : IDisposable
{
    private const int PageBits = 8; // indexes are dense, but a gateway's client may be told of a few of them alone
    private const int PageSize = 1 << PageBits;
    private readonly List<Subscription>[] _ofChannel = [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => new List<Subscription>())];
    private readonly List<Subscription>[] _changedOf = [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => new List<Subscription>())];
    private readonly Subscription?[]?[][] _pagesOf =
        [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => Array.Empty<Subscription?[]?>())];

    private readonly BookTable _books = new(countMax, touchedCount: 0);
    private OrderBooks? _orders;

    /// <summary>Whether orders are kept of those that are added.</summary>
    public bool HasOrders => _orders is not null;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

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
    public Subscription? Find(int channel, int index)
    {
        Subscription?[]?[] pages = _pagesOf[channel];
        int page = index >> PageBits;
        return (uint)page < (uint)pages.Length && pages[page] is { } subscriptions ? subscriptions[index % PageSize] : null;
    }

    /// <summary>Keeps orders of those that are added from here on.</summary>
    /// <param name="limits">How many.</param>
    public void KeepOrders(in OrderLimits limits) => _orders = new OrderBooks(limits);

    /// <summary>Keeps none any more; nothing is subscribed to at that time.</summary>
    public void ForgetOrders()
    {
        _orders?.Dispose();
        _orders = null;
    }

    /// <summary>Subscribes to an instrument.</summary>
    /// <returns>The subscription, of which nothing is known yet; null when there is no room.</returns>
    public Subscription? Add(SubscribedInstrument instrument)
    {
        int bookIndex = _books.Add(instrument.SecurityId);
        if (bookIndex < 0) return null;
        Subscription subscription = new(instrument, bookIndex, _orders is null ? null : new InstrumentOrders(_orders, bookIndex));
        Place(subscription);
        _ofChannel[instrument.Channel].Add(subscription);
        ChannelCount = Math.Max(ChannelCount, instrument.Channel + 1);
        return subscription;
    }

    /// <summary>Nothing is subscribed to any more.</summary>
    public void Forget()
    {
        foreach (List<Subscription> subscriptions in _ofChannel) subscriptions.Clear();
        foreach (List<Subscription> subscriptions in _changedOf) subscriptions.Clear();
        foreach (Subscription?[]?[] pages in _pagesOf) Array.Clear(pages);
        _books.Reset();
        (Count, ChannelCount) = (0, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _books.Dispose();
        ForgetOrders();
    }

    private void Place(Subscription subscription)
    {
        ref Subscription?[]?[] pages = ref _pagesOf[subscription.Instrument.Channel];
        int index = subscription.Instrument.InstrumentIndex;
        int page = index >> PageBits;
        if (page >= pages.Length) Array.Resize(ref pages, Math.Max(page + 1, 2 * pages.Length));
        Subscription?[] subscriptions = pages[page] ??= new Subscription?[PageSize];
        subscriptions[index % PageSize] = subscription;
        Count++;
    }
}

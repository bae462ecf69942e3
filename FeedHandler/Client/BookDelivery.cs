using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>Applies events to the books that are subscribed to, and tells of them as often as was asked for, wherever the events come from.</summary>
/// <param name="table">The books.</param>
/// <param name="delivery">When they are told.</param>
/// <param name="intervalMs">How often, with <see cref="Delivery.Interval"/>.</param>
internal sealed class BookDelivery(SubscriptionTable table, Delivery delivery, int intervalMs)
{
    private readonly bool[] _isWithinEvent = new bool[SharedFeedHeader.ChannelCountMax];
    private readonly bool[] _isDue = new bool[SharedFeedHeader.ChannelCountMax];
    private long _intervalEnd = Environment.TickCount64 + intervalMs;

    /// <summary>Whether a book is told with the last event of its instrument in a match event, as the channel's last one may be of another instrument, which
    /// does not come here.</summary>
    public bool SeesPart { get; init; }

    /// <summary>Takes the next event.</summary>
    /// <param name="marketEvent">The event.</param>
    /// <param name="sequence">Its number in the feed's stream.</param>
    /// <param name="channelId">The channel's number at the venue.</param>
    /// <param name="subscriber">Is told.</param>
    public void Take(in MarketEvent marketEvent, long sequence, int channelId, IBookSubscriber subscriber)
    {
        bool isOfChannel = marketEvent.InstrumentIndex == MarketEvent.NoInstrument;
        if (isOfChannel) TakeOfChannel(marketEvent, sequence, channelId, subscriber);
        else TakeOfInstrument(marketEvent, sequence, subscriber);
        bool isEnd = (marketEvent.Flags & EventFlags.EndOfEvent) != 0;
        _isWithinEvent[marketEvent.Channel] = !isEnd && !isOfChannel;
        if (!isEnd) return;
        if (TellsByEvent) TellChanges(marketEvent.Channel, subscriber);
        subscriber.OnMatchEventEnd(marketEvent.Channel, sequence);
    }

    /// <summary>Takes an event that comes once more, for those books that are not beyond it; it is not told again.</summary>
    /// <param name="marketEvent">The event.</param>
    /// <param name="sequence">Its number in the feed's stream.</param>
    /// <param name="subscriber">Is told of books that it changes.</param>
    public void TakeAgain(in MarketEvent marketEvent, long sequence, IBookSubscriber subscriber)
    {
        if (marketEvent.InstrumentIndex != MarketEvent.NoInstrument) return; // an instrument's comes to it alone
        ApplyToAll(marketEvent, sequence);
        if (delivery != Delivery.Interval) TellChanges(marketEvent.Channel, subscriber);
    }

    /// <summary>With <see cref="Delivery.Interval"/>: tells what changed, when that is due. A channel that is within a match event is told as soon as that is
    /// over.</summary>
    /// <param name="subscriber">Is told.</param>
    public void TellByTime(IBookSubscriber subscriber)
    {
        if (delivery != Delivery.Interval) return;
        long now = Environment.TickCount64;
        if (now >= _intervalEnd)
        {
            _intervalEnd = now + intervalMs;
            Array.Fill(_isDue, value: true, 0, table.ChannelCount);
        }

        for (int channel = 0; channel < table.ChannelCount; channel++)
        {
            if (!_isDue[channel] || _isWithinEvent[channel]) continue;
            _isDue[channel] = false;
            TellChanges((byte)channel, subscriber);
        }
    }

    private bool TellsByEvent => delivery is Delivery.EndOfEvent or Delivery.TopOfBook;

    private void TakeOfInstrument(in MarketEvent marketEvent, long sequence, IBookSubscriber subscriber)
    {
        if (table.Find(marketEvent) is not { } subscription) return;
        ref InstrumentBook book = ref table.BookOf(subscription);
        if (!subscription.Take(marketEvent, sequence, ref book)) return;
        if (delivery == Delivery.EveryEvent) subscriber.OnEvent(new SubscribedBook(subscription, in book), marketEvent);
        else table.NoteChange(subscription);
        if (SeesPart && TellsByEvent && (marketEvent.Flags & EventFlags.LastOfInstrument) != 0 && table.ChangedOf(marketEvent.Channel).Remove(subscription))
            Tell(subscription, subscriber);
    }

    private void TakeOfChannel(in MarketEvent marketEvent, long sequence, int channelId, IBookSubscriber subscriber)
    {
        ApplyToAll(marketEvent, sequence);
        subscriber.OnChannel(channelId, marketEvent, sequence);
        if (marketEvent.Kind != EventKind.EventEnd && delivery != Delivery.Interval) TellChanges(marketEvent.Channel, subscriber);
    }

    private void ApplyToAll(in MarketEvent marketEvent, long sequence)
    {
        foreach (Subscription subscription in table.OfChannel(marketEvent.Channel))
        {
            bool isTaken = subscription.Take(marketEvent, sequence, ref table.BookOf(subscription));
            if (isTaken && marketEvent.Kind != EventKind.EventEnd) table.NoteChange(subscription);
        }
    }

    private void TellChanges(byte channel, IBookSubscriber subscriber)
    {
        List<Subscription> changed = table.ChangedOf(channel);
        foreach (Subscription subscription in changed) Tell(subscription, subscriber);
        changed.Clear();
    }

    private void Tell(Subscription subscription, IBookSubscriber subscriber)
    {
        subscription.IsChanged = false;
        ref InstrumentBook book = ref table.BookOf(subscription);
        if (delivery == Delivery.TopOfBook && !subscription.HasOtherTop(book)) return;
        subscriber.OnChange(new SubscribedBook(subscription, in book));
    }
}

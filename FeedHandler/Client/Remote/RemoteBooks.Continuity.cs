using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <content>Whether what comes builds on what was had.</content>
internal sealed partial class RemoteBooks
{
    private long _resumedBehind, _pastThrough;

    /// <summary>The connection is another: until it is known how a selector's instruments go on, nothing of them is told.</summary>
    public void Hold()
    {
        (_resumedBehind, _pastThrough) = (0, 0);
        for (int channel = 0; channel < _table.ChannelCount; channel++)
        {
            foreach (Subscription subscription in _table.OfChannel((byte)channel)) (subscription.IsAwaited, subscription.ResumedThrough) = (true, 0);
        }
    }

    /// <summary>The events behind those that were had follow, of which the first ones name what was had as what came before them.</summary>
    /// <param name="isMeant">Of which instruments.</param>
    /// <param name="had">Up to which event all was had.</param>
    /// <param name="through">Up to which event they are of the past.</param>
    public void Resume(Predicate<SubscribedInstrument> isMeant, long had, long through)
    {
        (_resumedBehind, _pastThrough) = (had, through);
        for (int channel = 0; channel < _table.ChannelCount; channel++)
        {
            foreach (Subscription subscription in _table.OfChannel((byte)channel))
            {
                if (!isMeant(subscription.Instrument)) continue;
                (subscription.IsAwaited, subscription.ResumedThrough) = (false, through);
                _chain.Begin((byte)channel, subscription.Instrument.InstrumentIndex, had);
            }
        }
    }

    /// <summary>Whether an instrument that comes begins with its definition, as no snapshot follows that.</summary>
    public bool BeginsWithDefinitions { get; set; }

    /// <summary>Events were lost: until snapshots come nothing is told.</summary>
    /// <param name="isMeant">Of which instruments.</param>
    /// <returns>Whether there were any.</returns>
    public bool Lose(Predicate<SubscribedInstrument> isMeant)
    {
        bool hadAny = false;
        for (int channel = 0; channel < _table.ChannelCount; channel++)
        {
            foreach (Subscription subscription in _table.OfChannel((byte)channel))
            {
                if (!isMeant(subscription.Instrument)) continue;
                (subscription.IsAwaited, hadAny) = (true, true);
                _chain.End((byte)channel, subscription.Instrument.InstrumentIndex);
            }
        }

        return hadAny;
    }

    // What is told of the past is told before anything else of these instruments. A gateway that began behind what was had knows of none of them what came
    // before its begin, and names that.
    private void PassPast(in MarketEvent told, in EventPlace place)
    {
        if (_table.Find(told) is not { ResumedThrough: > 0 } subscription || place.Sequence <= subscription.ResumedThrough) return;
        _chain.Begin(told.Channel, told.InstrumentIndex, subscription.ResumedThrough);
        subscription.ResumedThrough = 0;
    }

    // Where states come, what lies between two of them is in the next one. An event of a channel that is missing is no loss to books that are beyond it.
    private bool IsBroken(in MarketEvent told, in EventPlace place)
    {
        bool isOfChannel = told.InstrumentIndex == MarketEvent.NoInstrument;
        if (!ComesByEvent)
        {
            if (!isOfChannel) _chain.Begin(told.Channel, told.InstrumentIndex, place.Sequence);
            return false;
        }

        if (!isOfChannel) return true;
        foreach (Subscription subscription in _table.OfChannel(told.Channel))
        {
            long known = place.Sequence > subscription.ResumedThrough ? Math.Max(subscription.Sequence, subscription.ResumedThrough) : subscription.Sequence;
            if (!subscription.IsAwaited && Math.Max(known, _resumedBehind) < place.PreviousOfChannel) return true;
        }

        return false;
    }

    // An instrument of which a snapshot was lost with a connection has no book to go on with. One that came meanwhile has all of its events in what is told
    // of the past, from its definition on.
    private string? TakeUnknown(in MarketEvent told, in EventPlace place, Predicate<SubscribedInstrument> isWanted, IBookSubscriber subscriber)
    {
        bool isDefinition = told.Kind == EventKind.Definition;
        if (isDefinition && place.Sequence > _pastThrough && !BeginsWithDefinitions) return null; // its snapshot follows
        StrayCount += isDefinition ? 0 : 1;
        if (told.InstrumentIndex == MarketEvent.NoInstrument || _table.Count == _countMax) return null;
        if (!isDefinition) return isWanted(InstrumentOf(told, place, securityId: 0)) ? "events of an instrument come without its book" : null;
        if (Subscribe(told, place, told.Quantity, isWanted) is not { } subscription) return null;
        subscription.IsAwaited = false;
        _chain.Begin(told.Channel, told.InstrumentIndex, place.Sequence);
        ref InstrumentBook book = ref _table.BookOf(subscription);
        subscription.Take(told, place.Sequence, ref book);
        subscriber.OnSnapshot(new SubscribedBook(subscription, in book));
        return null;
    }
}

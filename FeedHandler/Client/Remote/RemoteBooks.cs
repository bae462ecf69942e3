using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <summary>
/// The books of a feed that comes in frames. Each event proves by its place that none is missing before it; where one is, nothing more is told until
/// snapshots have come.
/// </summary>
internal sealed partial class RemoteBooks : IDisposable
{
    private readonly SubscriptionTable _table;
    private readonly BookDelivery _bookDelivery;
    private readonly SequenceChain _chain;
    private readonly Dictionary<(int Channel, int Index), SubscribedInstrument> _instruments = [];
    private readonly HashSet<(int Channel, int Index)> _leftOut = [];
    private readonly Delivery _delivery;
    private readonly int _countMax;

    /// <summary>Takes the room.</summary>
    public RemoteBooks(RemoteFeedOptions options)
    {
        (_delivery, _countMax) = (options.Delivery, options.InstrumentCountMax);
        ComesByEvent = _delivery is Delivery.EveryEvent or Delivery.EndOfEvent;
        _table = new SubscriptionTable(_countMax);
        if (options.Orders) _table.KeepOrders(new OrderLimits(_countMax, options.OrderCountMax, options.OrderCountMax) { IsTouched = false });
        _bookDelivery = new BookDelivery(_table, _delivery, options.IntervalMs) { SeesPart = true };
        _chain = new SequenceChain(instrumentCount: 64);
    }

    /// <summary>How many instruments are subscribed to.</summary>
    public int Count => _table.Count;

    /// <summary>How many are known.</summary>
    public int InstrumentCount => _instruments.Count;

    /// <summary>How many had no room; no more are counted than have room.</summary>
    public int LeftOutCount => _leftOut.Count;

    /// <summary>Messages of instruments that nobody asked for, or of before what is known; they were left alone.</summary>
    public long StrayCount { get; private set; }

    /// <summary>The last event of the stream of which all that concerns these books was had.</summary>
    public long Sequence { get; private set; }

    /// <summary>Whether each event comes, so that they prove that none is missing. States need no proof.</summary>
    public bool ComesByEvent { get; init; }

    /// <summary>Another stream begins.</summary>
    public void Forget()
    {
        _table.Forget();
        _chain.Clear();
        _instruments.Clear();
        _leftOut.Clear();
        Sequence = 0;
    }

    /// <summary>Takes an event.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="isWanted">Whether a selector takes an instrument.</param>
    /// <param name="subscriber">Is told.</param>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public string? TakeEvent(ReadOnlySpan<byte> frame, Predicate<SubscribedInstrument> isWanted, IBookSubscriber subscriber)
    {
        if (!FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out FrameFault fault))
            return fault == FrameFault.Template ? null : FaultWords.Of(fault); // of a later version: skipped
        if (told.Kind == EventKind.Definition && TakeDefinition(frame) is { } wrong) return wrong;
        PassPast(told, place);
        ChainLink link = _chain.Take(told, place);
        if (link is ChainLink.Missing or ChainLink.MissingOfChannel && IsBroken(told, place))
        {
            return FormattableString.Invariant(
                $"event {place.Sequence} names {place.Previous} and {place.PreviousOfChannel} before it, of which one never came");
        }

        if (link == ChainLink.Known) _bookDelivery.TakeAgain(told, place.Sequence, subscriber);
        else if (link != ChainLink.Unfollowed) Deliver(told, place, subscriber);
        else if (_table.Find(told) is null && TakeUnknown(told, place, isWanted, subscriber) is { } unknown) return unknown;
        NoteThrough(place.Sequence);
        return null;
    }

    /// <summary>With <see cref="Delivery.Interval"/> where each event comes: tells what changed, when that is due.</summary>
    /// <param name="subscriber">Is told.</param>
    public void TellByTime(IBookSubscriber subscriber) => _bookDelivery.TellByTime(subscriber);

    /// <summary>All of the stream up to an event was told, as far as it concerns these books.</summary>
    public void NoteThrough(long sequence) => Sequence = Math.Max(Sequence, sequence);

    /// <summary>Takes a snapshot.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="isWanted">Whether a selector takes an instrument.</param>
    /// <param name="subscriber">Is told.</param>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public string? TakeSnapshot(ReadOnlySpan<byte> frame, Predicate<SubscribedInstrument> isWanted, IBookSubscriber subscriber)
    {
        if (!FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out FrameFault fault)) return FaultWords.Of(fault);
        bool isUpdate = snapshot.Cause is SnapshotCause.Interval or SnapshotCause.Conflated && _delivery != Delivery.EveryEvent;
        Restore(snapshot, isUpdate, isWanted, subscriber);
        return null;
    }

    /// <summary>Whether the book of an instrument is here already, and follows from what comes.</summary>
    /// <param name="head">Names the instrument.</param>
    public bool Knows(in MarketEvent head) => _table.Find(head) is { IsAwaited: false };

    /// <summary>Tells all books, and their orders, as they stand.</summary>
    /// <param name="subscriber">Is told.</param>
    public void TellAll(IBookSubscriber subscriber)
    {
        for (int channel = 0; channel < _table.ChannelCount; channel++)
        {
            foreach (Subscription subscription in _table.OfChannel((byte)channel))
            {
                if (subscription.IsAwaited) continue;
                SubscribedBook book = new(subscription, in _table.BookOf(subscription));
                subscriber.OnSnapshot(book);
                if (subscription.Orders is { IsExpected: false }) subscriber.OnOrders(book);
            }
        }
    }

    /// <summary>Takes best prices.</summary>
    /// <param name="frame">Their frame.</param>
    /// <param name="isWanted">Whether a selector takes an instrument.</param>
    /// <param name="subscriber">Is told.</param>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public string? TakeTop(ReadOnlySpan<byte> frame, Predicate<SubscribedInstrument> isWanted, IBookSubscriber subscriber)
    {
        if (!FrameDecoder.TryDecodeTop(frame, out DecodedTop top, out FrameFault fault)) return FaultWords.Of(fault);
        DecodedSnapshot snapshot = new() { Head = top.Head, Place = top.Place, Statistics = StatisticSet.Unheard };
        TopImage.Make(top, SecurityIdOf(top.Head), out snapshot.Image);
        Restore(snapshot, isUpdate: true, isWanted, subscriber);
        return null;
    }

    /// <summary>The book of an instrument, unless its snapshot is awaited.</summary>
    public bool TryGet(byte channel, int index, out SubscribedBook book)
    {
        Subscription? subscription = _table.Find(channel, index);
        bool isThere = subscription is { IsAwaited: false };
        book = isThere ? new SubscribedBook(subscription!, in _table.BookOf(subscription!)) : default;
        return isThere;
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private void Deliver(in MarketEvent told, in EventPlace place, IBookSubscriber subscriber)
    {
        if (told.Kind == EventKind.Definition && _table.Find(told) is { IsAwaited: false } subscription && HasOtherName(subscription))
            subscriber.OnDefinition(new SubscribedBook(subscription, in _table.BookOf(subscription)));
        if (!IsStatement(told)) _bookDelivery.Take(told, place.Sequence, place.ChannelId, subscriber);
    }

    private bool HasOtherName(Subscription subscription)
    {
        SubscribedInstrument before = subscription.Instrument;
        subscription.Instrument = _instruments.GetValueOrDefault((before.Channel, before.InstrumentIndex), before);
        return subscription.Instrument != before;
    }

    // What an instrument is that nobody defined is said as an earlier run's definition would be; it says nothing of the book.
    private bool IsStatement(in MarketEvent told) =>
        told.IsFromCache && _instruments.TryGetValue((told.Channel, told.InstrumentIndex), out SubscribedInstrument? instrument) && !instrument.IsDefined;

    private string? TakeDefinition(ReadOnlySpan<byte> frame)
    {
        bool isRead = FrameDecoder.TryDecodeDefinition(
            frame, out MarketEvent told, out EventPlace place, out InstrumentDefinition definition, out _, out FrameFault fault);
        if (!isRead) return FaultWords.Of(fault);
        (int, int) key = (told.Channel, told.InstrumentIndex);
        if (_instruments.Count < _countMax || _instruments.ContainsKey(key)) _instruments[key] = SubscribedInstrument.Of(told, place.ChannelId, definition);
        else LeaveOut(told);
        return null;
    }

    // An instrument that has no room is told again and again.
    private void LeaveOut(in MarketEvent head)
    {
        if (_leftOut.Count < _countMax) _leftOut.Add((head.Channel, head.InstrumentIndex));
    }

    private void Restore(in DecodedSnapshot snapshot, bool isUpdate, Predicate<SubscribedInstrument> isWanted, IBookSubscriber subscriber)
    {
        (MarketEvent head, long sequence) = (snapshot.Head, snapshot.Place.Sequence);
        Subscription? subscription = _table.Find(head) ?? Subscribe(head, snapshot.Place, snapshot.Image.SecurityId, isWanted);
        bool isOld = subscription is { IsAwaited: false } && sequence < subscription.Sequence; // no book goes back
        if (subscription is null || isOld)
        {
            StrayCount++;
            return;
        }

        bool isFirst = subscription.IsAwaited;
        if (isFirst) HasOtherName(subscription);
        ref InstrumentBook book = ref _table.BookOf(subscription);
        subscription.IsChanged = subscription.IsChanged && !_table.ChangedOf(head.Channel).Remove(subscription);
        bool isChange = isUpdate && !isFirst;
        StatisticSet statistics = snapshot.Statistics;
        if (subscription.Instrument.IsDeleted) statistics.Withdraw(); // which no snapshot says
        subscription.Orders?.Expect();
        subscription.ResumedThrough = 0;
        bool hasOtherTop = subscription.Restore(snapshot.Image, statistics, sequence, head.SeqNum, head.TransactTimeNs, ref book);
        if (isChange) subscription.CountState();
        _chain.Begin(head.Channel, head.InstrumentIndex, sequence);
        NoteThrough(sequence);
        SubscribedBook told = new(subscription, in book);
        if (!isChange) subscriber.OnSnapshot(told);
        else if (hasOtherTop || _delivery != Delivery.TopOfBook) subscriber.OnChange(told);
    }

    private Subscription? Subscribe(in MarketEvent head, in EventPlace place, long securityId, Predicate<SubscribedInstrument> isWanted)
    {
        SubscribedInstrument instrument = InstrumentOf(head, place, securityId);
        if (!isWanted(instrument)) return null;
        Subscription? added = _table.Add(instrument);
        if (added is null) LeaveOut(head);
        else added.IsAwaited = true;
        return added;
    }

    private SubscribedInstrument InstrumentOf(in MarketEvent head, in EventPlace place, long securityId) =>
        _instruments.TryGetValue((head.Channel, head.InstrumentIndex), out SubscribedInstrument? instrument)
            ? instrument : SubscribedInstrument.Unnamed(head.Channel, place.ChannelId, head.InstrumentIndex, securityId);

    private long SecurityIdOf(in MarketEvent head) =>
        _instruments.TryGetValue((head.Channel, head.InstrumentIndex), out SubscribedInstrument? instrument) ? instrument.SecurityId : 0;
}

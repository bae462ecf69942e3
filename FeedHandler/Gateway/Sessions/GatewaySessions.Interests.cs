using FeedHandler.Client;
using FeedHandler.Codecs.Normalized;
using Delivery = FeedHandler.Client.Delivery;

namespace FeedHandler.Gateway.Sessions;

/// <content>Which instruments a client is told of. Each is of the first subscription that means it.</content>
internal sealed partial class GatewaySessions
{
    private int[] _marks = [];
    private int _mark;
    private long _interestCount;

    // Null when all is well.
    private RejectReason? FindInterests(ref Session session, int index)
    {
        InstrumentSelector selector = session.Subscriptions[index].Selector;
        MarkInterests(session);
        int refusedCount = 0;
        if (selector.Symbol is { } symbol)
        {
            foreach (InstrumentFeed instrument in _instruments.OfSymbol(symbol)) refusedCount += TryTakeInterest(ref session, index, instrument);
        }
        else
        {
            for (int place = 0; place < _instruments.Count; place++) refusedCount += TryTakeInterest(ref session, index, _instruments[place]);
        }

        if (session.Interests.Count > Limits.InstrumentsMax) return RejectReason.TooManySubscriptions;
        if (_interestCount > Limits.InterestsMax) return RejectReason.Overload;
        return refusedCount > 0 && session.Subscriptions[index].InterestCount == 0 ? RejectReason.NotEntitled : null;
    }

    // 1 when it may not be seen.
    private int TryTakeInterest(ref Session session, int index, InstrumentFeed instrument)
    {
        if (!session.Subscriptions[index].Selector.Takes(instrument.Instrument)) return 0;
        if (!session.Entitlement!.Allows(instrument.Instrument)) return 1;
        if (_marks[instrument.Place] != _mark && !HasNoRoom(session)) AddInterest(ref session, index, instrument);
        return 0;
    }

    // One more than there may be: whoever asked is refused then.
    private bool HasNoRoom(in Session session) => session.Interests.Count > Limits.InstrumentsMax || _interestCount > Limits.InterestsMax;

    private void MarkInterests(in Session session)
    {
        if (_marks.Length < _instruments.Count) Array.Resize(ref _marks, Math.Max(2 * _marks.Length, _instruments.Count));
        _mark++;
        foreach (ref readonly Interest interest in session.Interests.Items) _marks[interest.Place] = _mark;
    }

    // An instrument is new, or is another than it was: who is told of it follows from what it is now.
    private void Adopt(InstrumentFeed instrument, bool isKnown)
    {
        for (int slot = 0; slot < _sessions.Length; slot++)
        {
            ref Session session = ref _sessions[slot];
            if (session.Phase != SessionPhase.Live || session.Subscriptions.Count == 0) continue;
            int interest = isKnown ? IndexOfInterest(session, instrument.Place) : -1;
            bool isAllowed = session.Entitlement!.Allows(instrument.Instrument);
            if (interest >= 0) Redefine(ref session, interest, instrument, isAllowed);
            else if (isAllowed && !IsFull(session)) Adopt(ref session, instrument);
        }
    }

    private bool IsFull(in Session session) => session.Interests.Count >= Limits.InstrumentsMax || _interestCount >= Limits.InterestsMax;

    private void Adopt(ref Session session, InstrumentFeed instrument)
    {
        for (int index = 0; index < session.Subscriptions.Count; index++)
        {
            if (!session.Subscriptions[index].Selector.Takes(instrument.Instrument)) continue;
            AddInterest(ref session, index, instrument);
            AwaitPump(ref session);
            return;
        }
    }

    // Whoever is told events has the definition with them; what may not be seen any more is told of as refused.
    private void Redefine(ref Session session, int index, InstrumentFeed instrument, bool isAllowed)
    {
        Interest interest = session.Interests[index];
        ClientSubscription subscription = session.Subscriptions[interest.Subscription];
        if (!isAllowed)
        {
            RemoveInterest(ref session, index);
            RefuseRequest(ref session, subscription.RequestId, RejectReason.NotEntitled, "an instrument of it was defined otherwise");
        }
        else if (interest.IsLive && subscription.Delivery is Delivery.TopOfBook or Delivery.Interval && ModeOf(session.Id.Slot) == SessionMode.Events)
        {
            bool isKnown = TryGetBook(instrument, out SubscribedBook book);
            if (isKnown && _maker.TryMakeDefinition(instrument, book, book.Sequence, out SharedFrame frame)) Send(session.Id, frame);
        }
    }

    private bool TryGetBook(InstrumentFeed instrument, out SubscribedBook book)
    {
        book = default;
        return _feed.Feed is { } feed && feed.TryGetBook((byte)instrument.Instrument.Channel, instrument.Instrument.InstrumentIndex, out book);
    }

    private static int IndexOfInterest(in Session session, int place)
    {
        ReadOnlySpan<Interest> interests = session.Interests.Items;
        for (int i = 0; i < interests.Length; i++)
        {
            if (interests[i].Place == place) return i;
        }

        return -1;
    }

    private void AddInterest(ref Session session, int subscriptionIndex, InstrumentFeed instrument)
    {
        ClientSubscription subscription = session.Subscriptions[subscriptionIndex];
        session.Interests.Add(new Interest { Place = instrument.Place, Position = -1, Subscription = (ushort)subscriptionIndex });
        subscription.InterestCount++;
        subscription.PendingCount++;
        Counters.Set(GatewayCount.Interests, ++_interestCount);
        if (subscription.HasEvents) JoinChannel(ref session, (byte)instrument.Instrument.Channel);
    }

    private void RemoveInterest(ref Session session, int index)
    {
        Withdraw(ref session, index);
        Interest interest = session.Interests[index];
        ClientSubscription subscription = session.Subscriptions[interest.Subscription];
        subscription.InterestCount--;
        if (!interest.IsLive) subscription.PendingCount--;
        Counters.Set(GatewayCount.Interests, --_interestCount);
        byte channel = (byte)_instruments[interest.Place].Instrument.Channel;
        if (subscription.HasEvents) LeaveChannel(ref session, channel);
        session.Interests.RemoveAt(index);
        session.Cursor = Math.Min(session.Cursor, index);
        if (index >= session.Interests.Count) return;
        Interest moved = session.Interests[index];
        if (moved.Position >= 0) ListOf(session, moved)[moved.Position].Interest = index;
    }

    private ref PooledList<Subscriber> ListOf(in Session session, in Interest interest) =>
        ref _instruments[interest.Place].ListOf(session.Subscriptions[interest.Subscription].Delivery);

    // From here on it is told what happens to the instrument.
    private void Enlist(ref Session session, int index)
    {
        ref Interest interest = ref session.Interests[index];
        interest.IsLive = true;
        if (session.Subscriptions[interest.Subscription].Delivery == Delivery.Interval) return;
        ref PooledList<Subscriber> list = ref ListOf(session, interest);
        interest.Position = list.Count;
        list.Add(new Subscriber(session.Id.Slot, session.Id.Generation, index));
    }

    private void Withdraw(ref Session session, int index)
    {
        ref Interest interest = ref session.Interests[index];
        if (interest.Position < 0) return;
        ref PooledList<Subscriber> list = ref ListOf(session, interest);
        list.RemoveAt(interest.Position);
        if (interest.Position < list.Count)
        {
            Subscriber moved = list[interest.Position];
            _sessions[moved.Slot].Interests[moved.Interest].Position = interest.Position;
        }

        interest.Position = -1;
    }

    // All its instruments begin with snapshots again.
    private void ResetInterests(ref Session session, SnapshotCause cause)
    {
        for (int index = 0; index < session.Interests.Count; index++)
        {
            Withdraw(ref session, index);
            session.Interests[index].IsLive = false;
        }

        foreach (ClientSubscription subscription in session.Subscriptions.Items)
        {
            subscription.PendingCount = subscription.InterestCount;
            subscription.TellsEnd = true;
        }

        (session.Cursor, session.Cause) = (0, cause);
        AwaitPump(ref session);
    }

    private void RemoveInterests(ref Session session)
    {
        for (int index = session.Interests.Count - 1; index >= 0; index--) RemoveInterest(ref session, index);
    }

    private void RemoveSubscriptions(ref Session session)
    {
        RemoveInterests(ref session);
        Counters.Add(GatewayCount.Subscriptions, -session.Subscriptions.Count);
        session.Subscriptions.Clear();
        session.Answers.Clear();
    }

    private void RemoveSubscription(ref Session session, int removed)
    {
        int last = session.Subscriptions.Count - 1;
        for (int index = session.Interests.Count - 1; index >= 0; index--)
        {
            if (session.Interests[index].Subscription == removed) RemoveInterest(ref session, index);
        }

        session.Subscriptions.RemoveAt(removed);
        Counters.Add(GatewayCount.Subscriptions, -1);
        foreach (ref Interest interest in session.Interests.Items)
        {
            if (interest.Subscription == last) interest.Subscription = (ushort)removed;
        }
    }

    private void JoinChannel(ref Session session, byte channel)
    {
        foreach (ref ChannelInterest known in session.Channels.Items)
        {
            if (known.Channel != channel) continue;
            known.InterestCount++;
            return;
        }

        ref PooledList<Subscriber> list = ref _channelSubscribers[channel];
        session.Channels.Add(new ChannelInterest { Channel = channel, InterestCount = 1, Position = list.Count });
        list.Add(new Subscriber(session.Id.Slot, session.Id.Generation, session.Channels.Count - 1));
    }

    private void LeaveChannel(ref Session session, byte channel)
    {
        int index = 0;
        while (session.Channels[index].Channel != channel) index++;
        ref ChannelInterest left = ref session.Channels[index];
        if (--left.InterestCount > 0) return;
        ref PooledList<Subscriber> list = ref _channelSubscribers[channel];
        list.RemoveAt(left.Position);
        if (left.Position < list.Count) _sessions[list[left.Position].Slot].Channels[list[left.Position].Interest].Position = left.Position;
        session.Channels.RemoveAt(index);
        if (index < session.Channels.Count) _channelSubscribers[session.Channels[index].Channel][session.Channels[index].Position].Interest = index;
    }
}

using FeedHandler.Client;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using Delivery = FeedHandler.Client.Delivery;

namespace FeedHandler.Gateway.Sessions;

/// <content>Books as they stand: at the beginning, by time, in the place of events; as many at once as the client takes.</content>
internal sealed partial class GatewaySessions
{
    private PooledList<ConnectionId> _pumping;
    private PooledList<ConnectionId> _due;

    private void AwaitPump(ref Session session)
    {
        if (session.IsPumping) return;
        session.IsPumping = true;
        _pumping.Add(session.Id);
    }

    // Whether anything was told. While books of the feed are awaited, there are none to give.
    private bool Pump()
    {
        if (!_feed.IsWhole) return false;
        long before = Counters[GatewayCount.Messages];
        for (int i = _pumping.Count - 1; i >= 0; i--)
        {
            ref Session session = ref _sessions[_pumping[i].Slot];
            bool isThere = session.Id == _pumping[i] && session.Phase == SessionPhase.Live;
            if (isThere && !IsPumped(ref session)) continue;
            if (isThere) session.IsPumping = false;
            _pumping.RemoveAt(i);
        }

        return Counters[GatewayCount.Messages] != before;
    }

    private bool IsPumped(ref Session session)
    {
        SessionMode mode = ModeOf(session.Id.Slot);
        if (mode != SessionMode.Events && session.Cursor == 0 && _loop.Backlog(session.Id) > 0) return false; // it has not even taken what there is
        if (mode == SessionMode.Skipping) EndSkip(ref session);
        int from = session.Cursor;
        if (!TryPumpAll(ref session, mode) || (mode == SessionMode.Conflating && !TryLevel(ref session, from))) return false;
        session.Cause = SnapshotCause.Begin;
        TellEnds(ref session);
        return true;
    }

    private bool TryPumpAll(ref Session session, SessionMode mode)
    {
        for (; session.Cursor < session.Interests.Count; session.Cursor++)
        {
            if (_loop.Backlog(session.Id) >= Limits.SnapshotBytes) return false;
            if (!TryPump(ref session, session.Cursor, mode)) return false;
            if (mode == SessionMode.Conflating) Progress(ref session);
        }

        return true;
    }

    // Books that were told in an earlier turn may have changed since, of which it was told nothing: it is level when it has all of them as of one turn.
    private bool TryLevel(ref Session session, int from)
    {
        if (from > 0) session.Cursor = 0;
        if (!TryPumpAll(ref session, SessionMode.Conflating)) return false;
        EndConflation(ref session);
        return true;
    }

    private bool TryPump(ref Session session, int index, SessionMode mode)
    {
        Interest interest = session.Interests[index];
        InstrumentFeed instrument = _instruments[interest.Place];
        if (!interest.IsLive) return TryBegin(ref session, index, instrument);
        if (mode != SessionMode.Conflating || interest.ToldAt == MarkOf(session, interest)) return true;
        return TryTell(ref session, index, instrument, SnapshotCause.Conflated);
    }

    private bool TryBegin(ref Session session, int index, InstrumentFeed instrument)
    {
        if (!TryTell(ref session, index, instrument, session.Cause)) return false;
        Enlist(ref session, index);
        session.Subscriptions[session.Interests[index].Subscription].PendingCount--;
        return true;
    }

    private bool TryTell(ref Session session, int index, InstrumentFeed instrument, SnapshotCause cause)
    {
        ref Interest interest = ref session.Interests[index];
        if (!TryGetBook(instrument, out SubscribedBook book)) return true;
        if (book.Sequence > _feed.Through) return false; // shown ahead of its events: told now, states that are told next would be older
        bool isTop = cause == SnapshotCause.Conflated && session.Subscriptions[interest.Subscription].Delivery == Delivery.TopOfBook;
        bool tellsOrders = !isTop && session.Subscriptions[interest.Subscription].TellsOrders;
        long asOf = _feed.Through;
        if (tellsOrders && !AreOrdersReady(session, book, _maker.PlaceOf(instrument, asOf))) return false;
        (long, bool, SnapshotCause) told = (asOf, _isWithinEvent[instrument.Instrument.Channel], cause);
        bool isMade = isTop ? _maker.TryMakeTop(instrument, book, asOf, out SharedFrame frame) : _maker.TryMakeSnapshot(instrument, book, told, out frame);
        if (!isMade) return false;
        Send(session.Id, frame);
        if (tellsOrders) TellOrders(session.Id);
        Counters.Add(GatewayCount.Snapshots);
        interest.ToldAt = MarkOf(session, interest);
        return true;
    }

    // The last event that is in what an interest was told. Whoever has events proves by those of the channel too that none is missing, also by such as are in
    // no book.
    private uint MarkOf(in Session session, in Interest interest)
    {
        InstrumentFeed instrument = _instruments[interest.Place];
        bool hasEvents = session.Subscriptions[interest.Subscription].HasEvents;
        return (uint)(hasEvents ? Math.Max(instrument.ChangedAt, _previous.OfChannel((byte)instrument.Instrument.Channel)) : instrument.ChangedAt);
    }

    private void TellEnds(ref Session session)
    {
        foreach (ClientSubscription subscription in session.Subscriptions.Items)
        {
            if (!subscription.TellsEnd || subscription.PendingCount > 0) continue;
            subscription.TellsEnd = false;
            Notice(ref session, NoticeKind.SnapshotsEnd, subscription.RequestId, subscription.InterestCount);
        }
    }

    private void StartInterval(ref Session session)
    {
        long next = long.MaxValue;
        foreach (ClientSubscription subscription in session.Subscriptions.Items)
        {
            if (subscription.Delivery == Delivery.Interval) next = Math.Min(next, subscription.DueMs);
        }

        if (next != long.MaxValue) _loop.StartTimer(session.Id, IntervalTimer, (int)Math.Clamp(next - _loop.NowMs, 0, int.MaxValue));
    }

    // A client that has not taken what it was told last is told again when it is due the next time.
    private void OnInterval(ref Session session)
    {
        bool isSlow = _loop.Backlog(session.Id) >= Limits.SnapshotBytes || ModeOf(session.Id.Slot) != SessionMode.Events;
        foreach (ClientSubscription subscription in session.Subscriptions.Items)
        {
            if (subscription.Delivery != Delivery.Interval || subscription.DueMs > _loop.NowMs) continue;
            subscription.DueMs = _loop.NowMs + subscription.IntervalMs;
            subscription.IsDue = !isSlow;
        }

        StartInterval(ref session);
        if (isSlow || session.IsDue) return;
        session.IsDue = true;
        _due.Add(session.Id);
    }

    private void TellDue()
    {
        if (!_feed.IsWhole) return;
        for (int i = _due.Count - 1; i >= 0; i--)
        {
            ref Session session = ref _sessions[_due[i].Slot];
            bool isThere = session.Id == _due[i] && session.Phase == SessionPhase.Live;
            if (isThere && !IsTold(ref session)) continue;
            if (isThere) session.IsDue = false;
            _due.RemoveAt(i);
        }
    }

    // A channel that is within a match event is told of as soon as that is over.
    private bool IsTold(ref Session session)
    {
        bool isTold = true;
        for (int index = 0; index < session.Interests.Count; index++)
        {
            Interest interest = session.Interests[index];
            InstrumentFeed instrument = _instruments[interest.Place];
            if (!interest.IsLive || !session.Subscriptions[interest.Subscription].IsDue || interest.ToldAt == MarkOf(session, interest)) continue;
            if (_isWithinEvent[instrument.Instrument.Channel]) isTold = false;
            else isTold &= TryTell(ref session, index, instrument, SnapshotCause.Interval);
        }

        if (!isTold) return false;
        foreach (ClientSubscription subscription in session.Subscriptions.Items) subscription.IsDue = false;
        return true;
    }
}

using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Sessions;

/// <content>Going on behind what a client had, where the feed still has it.</content>
internal sealed partial class GatewaySessions
{
    private const int ResumeBatchCount = 256;
    private readonly MarketEvent[] _past = new MarketEvent[ResumeBatchCount];
    private readonly int[] _channelMarks = new int[Core.Sharing.SharedFeedHeader.ChannelCountMax];
    private PreviousSequences? _pastSequences;

    // Events are read twice: first to know that all are there, then to send them. What is not there any more, or is more than a client may be given at once,
    // is told by snapshots. The writer does not wait meanwhile: what it wrote over between the two is lost, and the rest is told by snapshots too.
    private bool TryResume(ref Session session, ClientSubscription subscription, long had)
    {
        if (_feed.Feed is null || !_feed.IsWhole || ModeOf(session.Id.Slot) != SessionMode.Events) return false;
        if (subscription.Delivery is Client.Delivery.TopOfBook or Client.Delivery.Interval) return false;
        MarkSubscription(ref session, subscription, out int mark);
        if (!CanResume(session, subscription) || !TryMeasure(had, mark, out long bytes) || bytes > _context.Options.BacklogBytes) return false;
        AcceptSubscription(ref session, subscription, isResumed: true);
        long through = SendPast(ref session, had, mark);
        if (through == _feed.Through)
        {
            EnlistAll(ref session, subscription);
            Counters.Add(GatewayCount.Resumes);
        }
        else Notice(ref session, NoticeKind.Lost, subscription.RequestId, _feed.Through - through);

        AwaitPump(ref session);
        return true;
    }

    // A book that is ahead of the events that are taken next would have its client miss them.
    private bool CanResume(in Session session, ClientSubscription subscription)
    {
        foreach (ref readonly Interest interest in session.Interests.Items)
        {
            if (session.Subscriptions[interest.Subscription] != subscription) continue;
            if (!TryGetBook(_instruments[interest.Place], out Client.SubscribedBook book) || book.Sequence > _feed.Through) return false;
        }

        return true;
    }

    private void MarkSubscription(ref Session session, ClientSubscription subscription, out int mark)
    {
        mark = ++_mark;
        foreach (ref readonly Interest interest in session.Interests.Items)
        {
            if (session.Subscriptions[interest.Subscription] != subscription) continue;
            _marks[interest.Place] = mark;
            _channelMarks[_instruments[interest.Place].Instrument.Channel] = mark;
        }
    }

    private bool TryMeasure(long had, int mark, out long bytes)
    {
        bytes = 0;
        for (long first = had + 1; ;)
        {
            if (!_feed.Feed!.TryReadPast(first, _past, out int count)) return false;
            for (int i = 0; i < count; i++) bytes += IsMarked(_past[i], mark) ? FrameEncoder.EventBytesMax / 2 : 0;
            first += count;
            if (count == 0) return true;
        }
    }

    // Up to which event all was sent.
    private long SendPast(ref Session session, long had, int mark)
    {
        _pastSequences ??= new PreviousSequences(had);
        _pastSequences.Restart(had);
        Span<byte> frame = stackalloc byte[FrameEncoder.EventBytesMax];
        for (long first = had + 1; ;)
        {
            if (!_feed.Feed!.TryReadPast(first, _past, out int count) || count == 0) return first - 1;
            for (int i = 0; i < count; i++) SendPast(ref session, first + i, _past[i], mark, frame);
            first += count;
        }
    }

    private void SendPast(ref Session session, long sequence, in MarketEvent past, int mark, Span<byte> frame)
    {
        InstrumentFeed? instrument = _instruments.Find(past.Channel, past.InstrumentIndex);
        EventPlace place = _pastSequences!.Take(past, sequence, _channelIds[past.Channel]);
        if (!IsMarked(past, mark)) return;
        int bytes = FrameMaker.Encode(past, place, instrument?.Instrument, frame);
        if (bytes == 0) return;
        Send(session.Id, frame[..bytes]);
        Counters.Add(GatewayCount.ResumedEvents);
    }

    private bool IsMarked(in MarketEvent past, int mark)
    {
        if (past.InstrumentIndex == MarketEvent.NoInstrument) return _channelMarks[past.Channel] == mark;
        return _instruments.Find(past.Channel, past.InstrumentIndex) is { } instrument && _marks[instrument.Place] == mark;
    }

    private void EnlistAll(ref Session session, ClientSubscription subscription)
    {
        for (int index = 0; index < session.Interests.Count; index++)
        {
            if (session.Subscriptions[session.Interests[index].Subscription] != subscription) continue;
            session.Interests[index].ToldAt = MarkOf(session, session.Interests[index]);
            Enlist(ref session, index);
        }

        subscription.PendingCount = 0;
    }
}

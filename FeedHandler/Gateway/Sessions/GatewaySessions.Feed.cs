using FeedHandler.Client;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Clocks;
using FeedHandler.Wire;
using Delivery = FeedHandler.Client.Delivery;

namespace FeedHandler.Gateway.Sessions;

/// <content>What the feed tells, and who is told of it.</content>
internal sealed partial class GatewaySessions : IFeedFollower
{
    private readonly PooledList<InstrumentFeed>[] _awaitedTops = new PooledList<InstrumentFeed>[Core.Sharing.SharedFeedHeader.ChannelCountMax];
    private readonly bool[] _isWithinEvent = new bool[Core.Sharing.SharedFeedHeader.ChannelCountMax];
    private readonly int[] _channelIds = new int[Core.Sharing.SharedFeedHeader.ChannelCountMax];
    private long _lastRxNs;

    /// <inheritdoc/>
    public void OnBegin()
    {
        _previous.Restart(_feed.Through);
        Array.Clear(_isWithinEvent);
    }

    /// <inheritdoc/>
    public void OnSnapshot(in SubscribedBook book)
    {
        InstrumentFeed? known = _instruments.Find((byte)book.Instrument.Channel, book.Instrument.InstrumentIndex);
        InstrumentFeed instrument = known ?? _instruments.Add(book.Instrument);
        bool isOther = known is null || known.Instrument != book.Instrument;
        if (isOther) _instruments.Redefine(instrument, book.Instrument);
        instrument.ChangedAt = book.Sequence;
        instrument.HasOtherTop(book.Book);
        _channelIds[book.Instrument.Channel] = book.Instrument.ChannelId;
        Counters.Set(GatewayCount.Instruments, _instruments.Count);
        if (isOther) Adopt(instrument, isKnown: known is not null);
    }

    /// <inheritdoc/>
    public void OnDefinition(in SubscribedBook book)
    {
        if (_instruments.Find((byte)book.Instrument.Channel, book.Instrument.InstrumentIndex) is not { } instrument) return;
        _instruments.Redefine(instrument, book.Instrument);
        Adopt(instrument, isKnown: true);
    }

    /// <inheritdoc/>
    public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent)
    {
        byte channel = marketEvent.Channel;
        _isWithinEvent[channel] = true;
        Counters.Add(GatewayCount.Events);
        if (_instruments.Find(channel, marketEvent.InstrumentIndex) is not { } instrument) return;
        EventPlace place = _previous.Take(marketEvent, book.Sequence, instrument.Instrument.ChannelId);
        instrument.ChangedAt = book.Sequence;
        if (instrument.Tops.Count > 0) AwaitTop(instrument);
        if (instrument.Events.Count == 0) return;
        if (marketEvent.Kind != EventKind.Order) _lastRxNs = marketEvent.RxNs;
        if (_maker.TryMakeEvent(marketEvent, place, instrument.Instrument, out SharedFrame frame)) Counters.Add(GatewayCount.Encoded);
        FanOut(instrument.Events.Items, frame);
    }

    /// <inheritdoc/>
    public void OnChange(in SubscribedBook book)
    {
        if (_instruments.Find((byte)book.Instrument.Channel, book.Instrument.InstrumentIndex) is not { } instrument) return;
        instrument.ChangedAt = book.Sequence;
        if (instrument.Tops.Count > 0) AwaitTop(instrument);
    }

    /// <inheritdoc/>
    public void OnChannel(int channelId, in MarketEvent marketEvent, long sequence)
    {
        Counters.Add(GatewayCount.Events);
        _isWithinEvent[marketEvent.Channel] = false;
        _channelIds[marketEvent.Channel] = channelId;
        EventPlace place = _previous.Take(marketEvent, sequence, channelId);
        Span<Subscriber> subscribers = _channelSubscribers[marketEvent.Channel].Items;
        if (subscribers.IsEmpty) return;
        if (_maker.TryMakeEvent(marketEvent, place, instrument: null, out SharedFrame frame)) Counters.Add(GatewayCount.Encoded);
        FanOut(subscribers, frame);
    }

    /// <inheritdoc/>
    public void OnMatchEventEnd(byte channel, long sequence)
    {
        _isWithinEvent[channel] = false;
        TellTops(channel, sequence);
    }

    /// <inheritdoc/>
    public void OnLost(long lostCount)
    {
        Counters.Add(GatewayCount.FeedLost, lostCount);
        BeginAgain(NoticeKind.FeedLost, lostCount);
    }

    /// <inheritdoc/>
    public void OnRestart()
    {
        Counters.Add(GatewayCount.FeedRestarts);
        for (int slot = 0; slot < _sessions.Length; slot++) RemoveInterests(ref _sessions[slot]);
        _instruments.Clear();
        Array.Clear(_isWithinEvent); // what was under way when the life before ended does not go on
        BeginAgain(NoticeKind.FeedRestarted, count: 0);
    }

    /// <inheritdoc/>
    public void OnGone() => TellAll(NoticeKind.FeedGone, count: 0);

    /// <inheritdoc/>
    public void OnEnded() => TellAll(NoticeKind.FeedEnded, count: 0);

    private void BeginAgain(NoticeKind kind, long count)
    {
        _feed.Doubt();
        _previous.Restart(_feed.Through);
        for (int channel = 0; channel < _awaitedTops.Length; channel++) ForgetTops(channel);
        TellAll(kind, count);
        for (int slot = 0; slot < _sessions.Length; slot++)
        {
            ref Session session = ref _sessions[slot];
            if (session.Phase != SessionPhase.Live) continue;
            SetMode(slot, SessionMode.Events);
            session.UntoldCount = 0;
            ResetInterests(ref session, SnapshotCause.Restart);
        }
    }

    // A frame of length 0 is one that could not be made: whoever should have had it begins with snapshots again.
    private void FanOut(ReadOnlySpan<Subscriber> subscribers, in SharedFrame frame)
    {
        long sentCount = 0;
        foreach (ref readonly Subscriber subscriber in subscribers)
        {
            byte state = _states[subscriber.Slot];
            if (state == 0 && frame.Length > 0)
            {
                _loop.Send(new ConnectionId(subscriber.Slot, subscriber.Generation), frame.Segment, frame.Offset, frame.Length);
                sentCount++;
            }
            else if (state >> ModeShift == (int)SessionMode.Events && frame.Length > 0)
            {
                _protocols[state & KindMask]!.Send(new ConnectionId(subscriber.Slot, subscriber.Generation), frame);
                sentCount++;
            }
            else LeaveOut(subscriber.Slot, isForMemory: frame.Length == 0);
        }

        Counters.Add(GatewayCount.Messages, sentCount);
        Counters.Add(GatewayCount.Bytes, sentCount * frame.Length);
    }

    // What concerns a whole channel ends no match event, and best prices are others all the same.
    private void TellTops()
    {
        for (int channel = 0; channel < _awaitedTops.Length; channel++)
        {
            if (_awaitedTops[channel].Count > 0 && !_isWithinEvent[channel]) TellTops((byte)channel, _feed.Through);
        }
    }

    private void AwaitTop(InstrumentFeed instrument)
    {
        if (instrument.IsTopAwaited) return;
        instrument.IsTopAwaited = true;
        _awaitedTops[instrument.Instrument.Channel].Add(instrument);
    }

    private void TellTops(byte channel, long sequence)
    {
        ref PooledList<InstrumentFeed> awaited = ref _awaitedTops[channel];
        foreach (InstrumentFeed instrument in awaited.Items)
        {
            instrument.IsTopAwaited = false;
            if (!TryGetBook(instrument, out SubscribedBook book) || !instrument.HasOtherTop(book.Book)) continue;
            _maker.TryMakeTop(instrument, book, sequence, out SharedFrame frame);
            FanOut(instrument.Tops.Items, frame);
        }

        awaited.Clear();
    }

    private void ForgetTops(int channel)
    {
        foreach (InstrumentFeed instrument in _awaitedTops[channel].Items) instrument.IsTopAwaited = false;
        _awaitedTops[channel].Clear();
    }

    // One look at the clock for a batch: its newest event is the one that waited least.
    private void Measure()
    {
        if (_lastRxNs > 0) Counters.Latency.Record(WallClock.NowNs() - _lastRxNs);
        _lastRxNs = 0;
        long lag = _feed.Feed?.Lag ?? 0;
        Counters.Set(GatewayCount.Lag, lag);
        if (lag > Counters[GatewayCount.LagMax]) Counters.Set(GatewayCount.LagMax, lag);
    }
}

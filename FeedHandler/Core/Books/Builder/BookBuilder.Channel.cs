using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>What concerns the whole channel.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Packets were lost: every instrument is in doubt until its own sequence proves otherwise.</summary>
    /// <param name="lostCount">How many numbers.</param>
    /// <param name="nextSeqNum">The number that comes next.</param>
    /// <param name="rxNs">When that was noticed, nanoseconds since the Unix epoch.</param>
    public void OnGap(ulong lostCount, ulong nextSeqNum, long rxNs)
    {
        BeginAnnouncement(nextSeqNum, rxNs);
        LoseAll();
        Announce(EventKind.Gap, (long)lostCount, EventFlags.InDoubt);
    }

    /// <summary>The venue's sequence started again: all state of the channel is dropped.</summary>
    /// <param name="seqNum">The first number of the new sequence.</param>
    /// <param name="rxNs">When it was noticed, nanoseconds since the Unix epoch.</param>
    /// <param name="isFirst">Whether that is the first that the venue gives: then no order rests yet.</param>
    public void OnRestart(ulong seqNum, long rxNs, bool isFirst = false)
    {
        BeginAnnouncement(seqNum, rxNs);
        DropAll(isFirst);
        Announce(EventKind.ChannelReset, 0, EventFlags.None, isKnownEmpty: Orders is not null && isFirst);
    }

    /// <summary>This machine dropped packets that may have been of the channel, or it is proved that none was.</summary>
    /// <param name="isInDoubt">Whether they may.</param>
    /// <param name="nextSeqNum">The number that comes next.</param>
    /// <param name="rxNs">When that was noticed, nanoseconds since the Unix epoch.</param>
    public void OnDoubt(bool isInDoubt, ulong nextSeqNum, long rxNs)
    {
        DoubtAll(isInDoubt);
        if (!TSink.IsEnabled) return;
        // Inside a match event it neither ends nor interrupts it: the events of the feed stay as they are.
        MarketEvent before = _template;
        StampAnnouncement(nextSeqNum, rxNs);
        if (!isInDoubt) LookForHealedOfAll(); // the doubt hid what was whole
        Claim(isInDoubt ? EventKind.Doubt : EventKind.DoubtEnd, MarketEvent.NoInstrument).Flags = isInDoubt ? EventFlags.InDoubt : EventFlags.None;
        _matchEventFirst++; // it is none of the match event's
        Publish();
        _template = before; // by which the match event may still be ended
    }

    /// <summary>The venue reset the channel: every book is empty, and every instrument's own sequence starts again at 1.</summary>
    public void ResetChannel()
    {
        EmptyAll();
        if (TSink.IsEnabled) Claim(EventKind.BookClear, MarketEvent.NoInstrument);
    }

    private void LoseAll()
    {
        _hasLost = true;
        NeedAll(BookSource.Sequence);
        _instruments.Books.SuspectAll();
        Orders?.SuspectAll();
        for (int index = 0; index < _instruments.Count; index++) _instruments.Statistics(index).Suspect();
    }

    private void DropAll(bool isFirst)
    {
        _instruments.Books.DoubtAll(isInDoubt: false);
        RestartInstruments(isKnownEmpty: false);
        for (int index = 0; index < _instruments.Count; index++) _instruments.Definition(index).DefinedSeqNum = 0;
        _hasLost = false;
        NeedAll(BookSource.Incremental);
        Orders?.Restart(isFirst, isInDoubt: false);
    }

    private void EmptyAll()
    {
        _counters.ChannelResets++;
        RestartInstruments(isKnownEmpty: true);
        Orders?.Restart(isKnownEmpty: true, Orders.IsInDoubt);
        HealAll();
    }

    private readonly void DoubtAll(bool isInDoubt)
    {
        _instruments.Books.DoubtAll(isInDoubt);
        if (Orders is not null) Orders.IsInDoubt = isInDoubt;
    }

    // A match event that was going on will not be seen to its end.
    private void BeginAnnouncement(ulong seqNum, long rxNs)
    {
        if (!TSink.IsEnabled) return;
        StampAnnouncement(seqNum, rxNs);
        if (_touchedCount > 0) EndForInstruments();
    }

    private void StampAnnouncement(ulong seqNum, long rxNs)
    {
        _template.Flags = EventFlags.None;
        _template.TransactTimeNs = 0;
        BeginPacket((uint)seqNum, rxNs, TStamps.Enabled ? _stamps.Now() : 0);
    }

    private void Announce(EventKind kind, long quantity, EventFlags flags, bool isKnownEmpty = false)
    {
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(kind, MarketEvent.NoInstrument);
        slot.Quantity = quantity;
        slot.Detail = isKnownEmpty ? (byte)1 : (byte)0;
        slot.Flags = flags | EventFlags.EndOfEvent;
        _matchEventFirst = _claimed;
        Publish();
    }

    private void RestartInstruments(bool isKnownEmpty)
    {
        for (int index = 0; index < _instruments.Count; index++)
        {
            _instruments.Books[index].Restart(isKnownEmpty);
            _instruments.Statistics(index).Clear();
        }
    }
}

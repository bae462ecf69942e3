using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    // The template holds what all events of a message share, and nothing else: one copy of a cache line sets every byte of the slot.
    private ref MarketEvent Claim(EventKind kind, int instrumentIndex)
    {
        ref var slot = ref _sink.Claim();
        slot = _template;
        slot.Kind = kind;
        slot.InstrumentIndex = instrumentIndex;
        return ref slot;
    }

    /// <inheritdoc/>
    public void OnGap(uint lostCount, uint nextSeqNum, long rxNs)
    {
        _instruments.Books.SuspectAll();
        Announce(EventKind.Gap, nextSeqNum, rxNs, lostCount);
    }

    /// <inheritdoc/>
    public void OnRestart(uint seqNum, long rxNs)
    {
        RestartInstruments(isKnownEmpty: false);
        Announce(EventKind.ChannelReset, seqNum, rxNs, 0);
    }

    private void Announce(EventKind kind, uint seqNum, long rxNs, long quantity)
    {
        if (!TSink.IsEnabled) return;
        _template.Flags = EventFlags.None;
        _template.TransactTimeNs = 0;
        _template.SeqNum = seqNum;
        _template.RxNs = rxNs;
        _template.StampTicks = TStamps.Enabled ? _stamps.Now() : 0;
        ref var slot = ref Claim(kind, MarketEvent.NoInstrument);
        slot.Quantity = quantity;
        slot.Flags = EventFlags.EndOfEvent;
        Publish(_template.StampTicks);
    }

    private void RestartInstruments(bool isKnownEmpty)
    {
        for (var index = 0; index < _instruments.Count; index++)
        {
            _instruments.Books[index].Restart(isKnownEmpty);
            _instruments.Statistics(index).Clear();
        }
    }
}

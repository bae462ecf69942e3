using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Wire;

/// <summary>The composite "event", with which every event and state begins, as it lies on the wire.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct EventHead
{
    public const int Bytes = 56;

    private long _sequence;
    private long _previous;
    private long _previousOfChannel;
    private long _transactTimeNs;
    private long _receivedTimeNs;
    private uint _seqNum;
    private uint _rptSeq;
    private int _instrument;
    private ushort _channelId;
    private byte _channel;
    private EventFlags _flags;

    /// <summary>Writes what an event and its place say.</summary>
    /// <param name="told">The event.</param>
    /// <param name="place">Its place.</param>
    /// <param name="frame">The frame that it is for.</param>
    public static void Write(in MarketEvent told, in EventPlace place, Span<byte> frame)
    {
        EventHead head = new EventHead
        {
            _sequence = place.Sequence,
            _previous = place.Previous,
            _previousOfChannel = place.PreviousOfChannel,
            _transactTimeNs = told.TransactTimeNs,
            _receivedTimeNs = told.Kind == EventKind.Order ? 0 : told.RxNs, // its priority has that place
            _seqNum = told.SeqNum,
            _rptSeq = told.RptSeq,
            _instrument = told.InstrumentIndex,
            _channelId = (ushort)place.ChannelId,
            _channel = told.Channel,
            _flags = told.Flags,
        };
        MemoryMarshal.Write(frame[FrameHeader.Bytes..], in head);
    }

    /// <summary>Reads an event without what its message says, and its place.</summary>
    /// <param name="frame">A frame with a block that is at least as long as this.</param>
    /// <param name="told">The event, of no kind.</param>
    /// <param name="place">Its place.</param>
    /// <returns>What is wrong with it.</returns>
    public static FrameFault Read(ReadOnlySpan<byte> frame, out MarketEvent told, out EventPlace place)
    {
        EventHead head = MemoryMarshal.Read<EventHead>(frame[FrameHeader.Bytes..]);
        told = default;
        place = new EventPlace(head._sequence, head._previous, head._previousOfChannel, head._channelId);
        if ((head._sequence | head._previous | head._previousOfChannel) < 0) return FrameFault.Value;
        if (head._instrument is < MarketEvent.NoInstrument or > MarketEvent.InstrumentIndexMax) return FrameFault.Instrument;
        told.Channel = head._channel;
        told.InstrumentIndex = head._instrument;
        told.Flags = head._flags;
        told.TransactTimeNs = head._transactTimeNs;
        told.RxNs = head._receivedTimeNs;
        told.SeqNum = head._seqNum;
        told.RptSeq = head._rptSeq;
        return FrameFault.None;
    }
}

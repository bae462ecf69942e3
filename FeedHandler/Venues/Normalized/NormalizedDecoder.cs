using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
using FeedHandler.Wire;
using EventFlags = FeedHandler.Core.Events.EventFlags;
using PacketHeader = FeedHandler.Core.Arbitration.PacketHeader;

namespace FeedHandler.Venues.Normalized;

/// <summary>
/// Follows another feed handler: its events are told here as they are there, and go into the same books. Nothing of the market is judged anew; what is
/// decided here is what this machine lost, and what of the books that concerns.
/// </summary>
/// <typeparam name="TSink">Takes the events.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public unsafe partial struct NormalizedDecoder<TSink, TStamps> : IMessageDecoder<NormalizedDecoder<TSink, TStamps>, TSink, TStamps>
    where TSink : struct, IEventSink
    where TStamps : struct, IStamps
{
    private readonly MessageCounters _messages;
    private readonly long* _templateCounts;
    private readonly UpstreamInstruments _upstream;
    private readonly RestingOrder[] _part; // the orders of the part at hand
    private readonly BookTable _trial; // one book: as it would be by the snapshot at hand, where levels can be moved
    private BookBuilder<TSink, TStamps> _builder;
    private ulong _epoch;
    private uint _packet; // the lower bits of the number of the packet at hand
    private Line _line;
    private bool _isInDoubt; // this machine may have dropped packets
    private bool _isUpstreamInDoubt; // the other may have
    private long _doubtToldAt; // with which event the other said so last, or that it has not
    private bool _seesOrders; // the other tells snapshots of orders

    private NormalizedDecoder(int channel, InstrumentTable instruments, TSink sink, TStamps stamps)
    {
        _messages = new MessageCounters();
        _templateCounts = _messages.First;
        _builder = new BookBuilder<TSink, TStamps>(channel, instruments, sink, stamps);
        _upstream = new UpstreamInstruments(instruments.Books.CountMax);
        instruments.Upstream = _upstream;
        _part = new RestingOrder[NormalizedTemplates.PartOrdersMax];
        _trial = new BookTable(1);
        _trial.Add(0);
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(NormalizedTemplates).TypeHandle); // now, not with the first packet
    }

    /// <inheritdoc/>
    public readonly MessageCounters Messages => _messages;

    /// <inheritdoc/>
    public readonly BookCounters Entries => _builder.Counters;

    /// <inheritdoc/>
    public readonly InstrumentTable Instruments => _builder.Instruments;

    /// <inheritdoc/>
    public static NormalizedDecoder<TSink, TStamps> Create(int channel, InstrumentTable instruments, TSink sink, TStamps stamps)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        return new NormalizedDecoder<TSink, TStamps>(channel, instruments, sink, stamps);
    }

    /// <inheritdoc/>
    public void Decode(in Packet packet, in PacketHeader header, Line line, long stampTicks)
    {
        _line = line;
        _epoch = header.Epoch;
        _packet = (uint)header.First;
        if (header.First == NormalizedFeed.FirstNumber) _upstream.Begin();
        _builder.BeginPacket(_packet, packet.RxNs, stampTicks);
        foreach (ReadOnlySpan<byte> frame in DatagramHeader.FramesOf(packet.Bytes))
        {
            _builder.StampMessage();
            DecodeFrame(frame);
        }

        _builder.EndPacket();
    }

    /// <inheritdoc/>
    public void OnGap(ulong lostCount, ulong nextSeqNum, long rxNs)
    {
        _upstream.DoubtAll();
        _builder.OnGap(lostCount, nextSeqNum, rxNs);
        if (_isUpstreamInDoubt) _builder.OnDoubt(isInDoubt: true, nextSeqNum, rxNs); // whose end may have been lost
    }

    /// <inheritdoc/>
    public void OnRestart(ulong seqNum, long rxNs)
    {
        _upstream.Restart();
        _isInDoubt = _isUpstreamInDoubt = _seesOrders = false;
        _doubtToldAt = 0;
        _builder.OnRestart(seqNum, rxNs); // what rests at the exchange the other will tell
    }

    /// <inheritdoc/>
    public void OnDoubt(bool isInDoubt, ulong nextSeqNum, long rxNs)
    {
        _isInDoubt = isInDoubt;
        if (isInDoubt || !_isUpstreamInDoubt) _builder.OnDoubt(isInDoubt, nextSeqNum, rxNs);
    }

    /// <inheritdoc/>
    public void OnJoin() => _builder.OnJoin();

    /// <inheritdoc/>
    public void Forget() => _builder.Forget();

    private void DecodeFrame(ReadOnlySpan<byte> frame)
    {
        FrameFault fault = FrameHeader.Read(frame, out FrameHeader header);
        if (fault == FrameFault.Schema) _messages.UnknownSchema++;
        if (fault != FrameFault.None) return;
        _templateCounts[MessageCounters.SlotOf(_line, (ushort)header.TemplateId)]++;
        if (header.TemplateId == Definition.TemplateId) FollowDefinition(frame);
        else if (FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out fault)) Follow(told, place);
        else if (fault == FrameFault.Template) _messages.UnknownTemplate++;
    }

    private void Follow(in MarketEvent told, in EventPlace place)
    {
        _builder.BeginMessage(told.TransactTimeNs, EventFlags.None);
        if (told.InstrumentIndex == MarketEvent.NoInstrument) FollowChannel(told, place);
        else FollowInstrument(told, place);
        _builder.EndMessage(endsMatchEvent: false); // the event itself says whether it does
    }

    private void FollowInstrument(in MarketEvent told, in EventPlace place)
    {
        int index = _upstream.IndexOf(told.InstrumentIndex);
        _upstream.Follow(place.Sequence);
        if (index < 0) // met before this one joined: the loop has its definition
        {
            _builder.FollowEnd(told);
            return;
        }

        InstrumentBook* book = BookAt(index);
        if (_upstream.IsDoubted(index)) Prove(book, told, place);
        if (told.Kind < EventKind.Order) _builder.Follow(book, told);
        else if (_upstream.RestoresOrders(index)) _builder.FollowEnd(told);
        else _builder.FollowOrders(book, told);
    }

    // The first event of an instrument behind a loss: either nothing of it was lost, or nobody knows what.
    private void Prove(InstrumentBook* book, in MarketEvent told, in EventPlace place)
    {
        int index = book->Index;
        if (!_upstream.IsProven(index, place.Previous, place.PreviousOfChannel)) _builder.Distrust(book, told.RptSeq);
        _upstream.EndDoubt(index);
    }

    private void FollowChannel(in MarketEvent told, in EventPlace place)
    {
        _upstream.FollowChannel(place.Sequence, place.PreviousOfChannel);
        if (told.Kind is EventKind.Doubt or EventKind.DoubtEnd) (_isUpstreamInDoubt, _doubtToldAt) = (told.Kind == EventKind.Doubt, place.Sequence);
        if (told.Kind == EventKind.ChannelReset) _isUpstreamInDoubt = false;
        if (told.Kind == EventKind.DoubtEnd && _isInDoubt) return; // our own goes on
        _builder.FollowChannel(told);
        bool hidesDoubt = told.Kind is EventKind.Gap or EventKind.ChannelReset;
        if (hidesDoubt && _isInDoubt) _builder.OnDoubt(isInDoubt: true, _packet, told.RxNs);
    }

    private void FollowDefinition(ReadOnlySpan<byte> frame)
    {
        bool isRead = FrameDecoder.TryDecodeDefinition(
            frame, out MarketEvent told, out EventPlace place, out InstrumentDefinition definition, out InstrumentDetails details, out _);
        if (!isRead) return;
        _upstream.Follow(place.Sequence);
        _builder.BeginMessage(told.TransactTimeNs, EventFlags.None);
        int index = _upstream.IndexOf(told.InstrumentIndex);
        if (index >= 0 && _upstream.IsDoubted(index)) Prove(BookAt(index), told, place);
        if (!TryDefine(told, ref definition, details, _packet)) _builder.FollowEnd(told);
        else if (index < 0) ProveNew(_upstream.IndexOf(told.InstrumentIndex), place);
        _builder.EndMessage(endsMatchEvent: false);
    }

    // One that was announced behind a loss has lost nothing. Where it has, the next event of it says so, as nobody knows it before this one.
    private void ProveNew(int index, in EventPlace place)
    {
        if (_upstream.IsProven(index, place.Previous, place.PreviousOfChannel)) _upstream.EndDoubt(index);
    }

    private bool TryDefine(in MarketEvent told, ref InstrumentDefinition definition, in InstrumentDetails details, uint packet)
    {
        (definition.LastUpdateTimeNs, definition.DefinedSeqNum) = (told.TransactTimeNs, packet);
        InstrumentBook* book = _builder.FollowDefinition(told, definition, details);
        return book != null && _upstream.TryMap(told.InstrumentIndex, book->Index);
    }

    private readonly InstrumentBook* BookAt(int index) => (InstrumentBook*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref Instruments.Books[index]);
}

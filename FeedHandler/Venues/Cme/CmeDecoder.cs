using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
using Book32 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook32;
using Book46 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook46;

namespace FeedHandler.Venues.Cme;

/// <summary>
/// Decodes CME MDP 3.0 packets, schema versions 5 to 13, and tells a book builder what they say. One pass, in place: entries are read
/// straight from the packet, which <see cref="CmeMdp3.IsWhole"/> has seen to be whole.
/// </summary>
/// <typeparam name="TSink">Takes the events.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public unsafe partial struct CmeDecoder<TSink, TStamps> : IMessageDecoder<CmeDecoder<TSink, TStamps>, TSink, TStamps>
    where TSink : struct, IEventSink
    where TStamps : struct, IStamps
{
    private readonly MessageCounters _messages;
    private readonly BookCounters _counters;
    private readonly PendingTrades _pending;
    private readonly long* _templateCounts;
    private BookBuilder<TSink, TStamps> _builder;
    private OneInstrument _replay;
    private long _ordersOf; // whose are gone through once more; NoInstrumentId while the sequence is read
    private ChannelRecovery? _loop; // whose loop is read; null while the sequence is
    private uint _seqNum; // of the packet at hand
    private Line _line;

    /// <summary>Joins a decoder to what it fills.</summary>
    /// <param name="channel">The channel's index, which its events carry.</param>
    /// <param name="instruments">The instruments and their books.</param>
    /// <param name="sink">Takes the events.</param>
    /// <param name="stamps">The stage stamps.</param>
    public CmeDecoder(int channel, InstrumentTable instruments, TSink sink, TStamps stamps)
    {
        _messages = new MessageCounters();
        _templateCounts = _messages.First;
        _builder = new BookBuilder<TSink, TStamps>(channel, instruments, sink, stamps);
        _counters = _builder.Counters;
        _ordersOf = NoInstrumentId;
        _pending = new PendingTrades();
        RuntimeHelpers.RunClassConstructor(typeof(CmeSides).TypeHandle); // now, not when the first entry needs the table
        RuntimeHelpers.RunClassConstructor(typeof(CmeClasses).TypeHandle); // nor the first packet
    }

    /// <inheritdoc/>
    public readonly MessageCounters Messages => _messages;

    /// <inheritdoc/>
    public readonly BookCounters Entries => _counters;

    /// <inheritdoc/>
    public readonly InstrumentTable Instruments => _builder.Instruments;

    /// <summary>Takes the events.</summary>
    public readonly TSink Sink => _builder.Sink;

    /// <inheritdoc/>
    public static CmeDecoder<TSink, TStamps> Create(int channel, InstrumentTable instruments, TSink sink, TStamps stamps) =>
        new(channel, instruments, sink, stamps);

    /// <inheritdoc/>
    public void Decode(in Packet packet, in PacketHeader header, Line line, long stampTicks)
    {
        _line = line;
        _seqNum = (uint)header.First;
        _builder.BeginPacket((uint)header.First, packet.RxNs, stampTicks);
        DecodeMessages(ref MemoryMarshal.GetReference(packet.Bytes), packet.Bytes.Length);
        _builder.EndPacket();
    }

    /// <inheritdoc/>
    public void OnGap(ulong lostCount, ulong nextSeqNum, long rxNs)
    {
        _pending.Tear();
        _builder.OnGap(lostCount, nextSeqNum, rxNs);
    }

    /// <inheritdoc/>
    public void OnRestart(ulong seqNum, long rxNs)
    {
        _pending.End();
        _builder.OnRestart(seqNum, rxNs, seqNum <= CmeMdp3.FirstNumber);
    }

    /// <inheritdoc/>
    public void OnDoubt(bool isInDoubt, ulong nextSeqNum, long rxNs) => _builder.OnDoubt(isInDoubt, nextSeqNum, rxNs);

    /// <inheritdoc/>
    public void Forget()
    {
        _pending.Tear();
        _builder.Forget();
    }

    // The length of each message comes from the wire; CmeFrames has seen that they fill the packet to its end.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecodeMessages(ref byte packet, int packetBytes)
    {
        ref byte frame = ref Unsafe.Add(ref packet, CmeMdp3.PacketHeaderBytes);
        ref byte end = ref Unsafe.Add(ref packet, packetBytes);
        while (Unsafe.IsAddressLessThan(ref frame, ref end))
        {
            frame = ref DecodeBooks<Book32.NoMDEntriesEntry>(ref frame, ref end, CmeFrames.PlainBook32);
            if (!Unsafe.IsAddressLessThan(ref frame, ref end)) return;
            frame = ref DecodeBooks<Book46.NoMDEntriesEntry>(ref frame, ref end, CmeFrames.PlainBook46);
            if (Unsafe.IsAddressLessThan(ref frame, ref end)) frame = ref DecodeMessage(ref frame);
        }
    }
}

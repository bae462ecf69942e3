using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Venues.Cme;

/// <summary>
/// Decodes CME MDP 3.0 packets, schema versions 5 to 13, applies them to books and makes events. One pass, in place: a message is checked
/// as a whole,
/// then its entries are read straight from the packet.
/// </summary>
/// <typeparam name="TSink">Takes the events.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public unsafe partial struct CmeDecoder<TSink, TStamps> : IMessageDecoder
    where TSink : struct, IEventSink
    where TStamps : struct, IStamps
{
    private readonly InstrumentTable _instruments;
    private readonly CmeCounters _counters;

    // Of the two above, what every entry needs, without the hops through objects; the memory behind them never moves.
    private readonly SecurityIdLookup _lookup;
    private readonly InstrumentBook* _books;
    private readonly long* _templateCounts;
    private TSink _sink;
    private TStamps _stamps;
    private MarketEvent _template;
    private Line _line;
    private int _claimedBefore;
    private long _messageTicks;

    /// <summary>Joins a decoder to what it fills.</summary>
    /// <param name="instruments">The instruments and their books.</param>
    /// <param name="sink">Takes the events.</param>
    /// <param name="stamps">The stage stamps.</param>
    public CmeDecoder(InstrumentTable instruments, TSink sink, TStamps stamps)
    {
        _instruments = instruments;
        _counters = new CmeCounters();
        _lookup = instruments.Lookup;
        _books = instruments.Books.First;
        _templateCounts = _counters.First;
        _sink = sink;
        _stamps = stamps;
        _template = new MarketEvent { InstrumentIndex = MarketEvent.NoInstrument };
        RuntimeHelpers.RunClassConstructor(typeof(CmeSides).TypeHandle); // now, not when the first entry needs the table
    }

    /// <summary>The instruments and their books.</summary>
    public readonly InstrumentTable Instruments => _instruments;

    /// <summary>What was met so far.</summary>
    public readonly CmeCounters Counters => _counters;

    /// <summary>Takes the events.</summary>
    public readonly TSink Sink => _sink;

    /// <inheritdoc/>
    public void Decode(in Packet packet, in PacketHeader header, long stampTicks)
    {
        _line = (Line)(packet.Group & 1);
        if (TSink.IsEnabled)
        {
            _template.SeqNum = (uint)header.First;
            _template.RxNs = packet.RxNs;
            _template.StampTicks = stampTicks;
        }

        if (!DecodeMessages(ref MemoryMarshal.GetReference(packet.Bytes), packet.Bytes.Length)) _counters.MalformedPackets++;
        if (TSink.IsEnabled && _sink.ClaimedCount != 0) Publish(stampTicks);
    }

    // The length of each message comes from the wire: a broken one leaves no way to find the next, so the rest of the packet is skipped.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DecodeMessages(ref byte packet, int packetBytes)
    {
        var isWellFormed = true;
        ref var frame = ref Unsafe.Add(ref packet, CmeMdp3.PacketHeaderBytes);
        for (var remaining = packetBytes - CmeMdp3.PacketHeaderBytes; remaining != 0;)
        {
            if (remaining < CmeMdp3.MessageHeaderBytes) return Malformed();
            int messageBytes = Unsafe.ReadUnaligned<ushort>(ref frame);
            if (messageBytes < CmeMdp3.MessageHeaderBytes || messageBytes > remaining) return Malformed();
            var body = MemoryMarshal.CreateReadOnlySpan(
                ref Unsafe.Add(ref frame, CmeMdp3.MessageHeaderBytes), messageBytes - CmeMdp3.MessageHeaderBytes);
            if (!DecodeMessage(ref frame, body)) isWellFormed = Malformed();
            remaining -= messageBytes;
            frame = ref Unsafe.Add(ref frame, messageBytes);
        }

        return isWellFormed;
    }

    private readonly bool Malformed()
    {
        _counters.Malformed++;
        return false;
    }

    private void Publish(long stampTicks)
    {
        if (!TStamps.Enabled)
        {
            _sink.Publish(0);
            return;
        }

        var startTicks = _stamps.Now();
        _sink.Publish((ushort)Math.Clamp(_stamps.DurationNs(startTicks - stampTicks), 0, ushort.MaxValue));
        _stamps.Record(Stage.Publish, startTicks, _stamps.Now());
    }
}

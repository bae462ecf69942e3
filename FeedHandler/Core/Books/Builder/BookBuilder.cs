using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Books.Builder;

/// <summary>
/// The venue-neutral half of a decoder: finds an entry's instrument and judges its number, applies levels, trades, statistics and statuses, makes the
/// events of them, and ends match events. A decoder says what it read; what that does to books and subscribers is decided here, once for all venues.
/// </summary>
/// <typeparam name="TSink">Takes the events.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public unsafe partial struct BookBuilder<TSink, TStamps>
    where TSink : struct, IEventSink
    where TStamps : struct, IStamps
{
    private readonly InstrumentTable _instruments;
    private readonly BookCounters _counters;

    // Of the table, what every entry needs, without the hops through objects; the memory behind them never moves.
    private readonly SecurityIdLookup _lookup;
    private readonly InstrumentBook* _books;
    private readonly int[] _touched;
    private readonly byte _channel;
    private TSink _sink;
    private TStamps _stamps;
    private MarketEvent _template;
    private long _messageTicks;
    private uint _claimed;
    private uint _published;
    private uint _matchEventFirst;
    private uint _matchEvent;
    private int _touchedCount;
    private uint _restoredKinds; // the statistics that the snapshot at hand has told
    private bool _hasRestoredVolume;
    private bool _restoresOrders; // what came behind a snapshot is gone through: a book by order that is being restored takes it
    private bool _hasLost; // packets of this sequence: what an instrument had before it was first heard of is not known

    /// <summary>Joins a builder to what it fills.</summary>
    /// <param name="channel">The channel's index, which its events carry.</param>
    /// <param name="instruments">The instruments and their books.</param>
    /// <param name="sink">Takes the events.</param>
    /// <param name="stamps">The stage stamps.</param>
    public BookBuilder(int channel, InstrumentTable instruments, TSink sink, TStamps stamps)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)channel, byte.MaxValue, nameof(channel));
        _instruments = instruments;
        _counters = new BookCounters();
        _lookup = instruments.Lookup;
        _books = instruments.Books.First;
        _touched = new int[instruments.Books.CountMax];
        _channel = (byte)channel;
        _sink = sink;
        _stamps = stamps;
        _template = new MarketEvent { Channel = _channel, InstrumentIndex = MarketEvent.NoInstrument };
        _matchEvent = 1;
    }

    /// <summary>The instruments and their books.</summary>
    public readonly InstrumentTable Instruments => _instruments;

    /// <summary>What was met so far.</summary>
    public readonly BookCounters Counters => _counters;

    /// <summary>Takes the events.</summary>
    public readonly TSink Sink => _sink;

    /// <summary>Begins a packet: its events carry what is told here.</summary>
    /// <param name="seqNum">The lower 32 bits of its number.</param>
    /// <param name="rxNs">When it was received, nanoseconds since the Unix epoch.</param>
    /// <param name="stampTicks">The stage clock's ticks when it entered; 0 without stamps.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per packet
    public void BeginPacket(uint seqNum, long rxNs, long stampTicks)
    {
        if (!TSink.IsEnabled) return;
        _template.SeqNum = seqNum;
        _template.RxNs = rxNs;
        _template.StampTicks = stampTicks;
    }

    /// <summary>Ends a packet: what was claimed becomes visible.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per packet
    public void EndPacket()
    {
        if (TSink.IsEnabled && _claimed != _published) Publish();
    }

    /// <summary>Claims an event of an instrument.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="book">The instrument's book.</param>
    /// <returns>The event, with everything set that all events of the message share, and no price, quantity or order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public ref MarketEvent Claim(EventKind kind, InstrumentBook* book)
    {
        ref MarketEvent slot = ref Claim(kind, book->IndexField);
        if (book->MatchEvent != _matchEvent) Touch(book);
        book->LastClaim = _claimed - 1;
        return ref slot;
    }

    // The template holds what all events of a message share, and nothing else: one copy of a cache line sets every byte of the slot.
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    private ref MarketEvent Claim(EventKind kind, int instrumentIndex)
    {
        if (_claimed - _published == EventBuffer.CountMax) Publish();
        ref MarketEvent slot = ref _sink.Claim();
        slot = _template;
        slot.Kind = kind;
        slot.Place = MarketEvent.PlaceOf(instrumentIndex, _channel);
        _claimed++;
        return ref slot;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Publish()
    {
        _published = _claimed;
        if (!TStamps.Enabled)
        {
            _sink.Publish(0);
            return;
        }

        long startTicks = _stamps.Now();
        _sink.Publish((ushort)Math.Clamp(_stamps.DurationNs(startTicks - _template.StampTicks), 0, ushort.MaxValue));
        _stamps.Record(Stage.Publish, startTicks, _stamps.Now());
    }
}

using FeedHandler.Core.Events;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// Which events are written. All must be given, in order. The time of an event is that at which the exchange made it; one that has none is of the time of
/// the event before it of its channel, or of the beginning.
/// </summary>
internal sealed class EventFilter
{
    private readonly ulong[] _timesNs;
    private readonly bool[]? _isKind;

    /// <summary>Takes the memory.</summary>
    /// <param name="channelCount">How many channels there are.</param>
    /// <param name="kinds">The kinds; null for all.</param>
    public EventFilter(int channelCount, IEnumerable<EventKind>? kinds)
    {
        _timesNs = new ulong[channelCount];
        if (kinds is null) return;
        _isKind = new bool[byte.MaxValue + 1];
        foreach (EventKind kind in kinds) _isKind[(int)kind] = true;
    }

    /// <summary>The first time, in nanoseconds since the Unix epoch.</summary>
    public ulong FromNs { get; init; }

    /// <summary>The first time that is too late.</summary>
    public ulong? ToNs { get; init; }

    /// <summary>The instruments; null for all, and for what is of whole channels.</summary>
    public InstrumentSet? Instruments { get; init; }

    /// <summary>Whether an event is written.</summary>
    /// <param name="marketEvent">The event.</param>
    /// <param name="names">What instruments are called; they have taken the event.</param>
    public bool Takes(in MarketEvent marketEvent, EventNames names)
    {
        ref ulong timeNs = ref _timesNs[marketEvent.Channel];
        if (marketEvent.TransactTimeNs != 0) timeNs = (ulong)marketEvent.TransactTimeNs;
        Instruments?.Take(marketEvent, names);
        if (timeNs < FromNs || timeNs >= (ToNs ?? ulong.MaxValue)) return false;
        if (_isKind is not null && !_isKind[(int)marketEvent.Kind]) return false;
        return Instruments is null || Instruments.Has(marketEvent);
    }
}

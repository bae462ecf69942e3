using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Host.Configuration;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// The instruments whose events are written. Who knows them all by their places adds these; else they are found by id or symbol as they are named, by a
/// symbol from its definition on. Allocates nothing after it was made.
/// </summary>
/// <param name="channelIds">The channels' ids at the venue, by index.</param>
/// <param name="instrumentCountMax">How many instruments a channel can have.</param>
/// <param name="names">Ids and symbols, as typed, of any channel or of the one whose number stands before them.</param>
internal sealed class InstrumentSet(IReadOnlyList<int> channelIds, int instrumentCountMax, IReadOnlyList<string> names)
{
    private readonly bool[][] _isIn = [.. channelIds.Select(_ => new bool[instrumentCountMax])];
    private readonly InstrumentName[] _names = [.. names.Select(InstrumentName.Read)];
    private readonly bool[] _isFound = new bool[names.Count];

    /// <summary>The names that nothing had.</summary>
    public IEnumerable<string> Missing => names.Where((_, place) => !_isFound[place]);

    /// <summary>Adds an instrument by its place in this process.</summary>
    public void Add(int channel, int index) => _isIn[channel][index] = true;

    /// <summary>Takes an event that may name an instrument.</summary>
    /// <param name="marketEvent">The event.</param>
    /// <param name="instruments">What instruments are called; they have taken the event.</param>
    public void Take(in MarketEvent marketEvent, EventNames instruments)
    {
        if (marketEvent.Kind != EventKind.Definition || !instruments.TryGetSecurityId(marketEvent, out long securityId)) return;
        Span<char> room = stackalloc char[InstrumentDefinition.SymbolLengthMax];
        ReadOnlySpan<char> symbol = room[..instruments.CopySymbol(marketEvent, room)];
        for (int place = 0; place < _names.Length; place++)
        {
            if (!_names[place].IsOf(instruments.ChannelId(marketEvent), securityId, symbol)) continue;
            _isIn[marketEvent.Channel][marketEvent.InstrumentIndex] = true;
            _isFound[place] = true;
        }
    }

    /// <summary>Whether an event is of one of the instruments; what is of a whole channel is of none.</summary>
    public bool Has(in MarketEvent marketEvent)
    {
        bool[] isIn = _isIn[marketEvent.Channel];
        return (uint)marketEvent.InstrumentIndex < (uint)isIn.Length && isIn[marketEvent.InstrumentIndex];
    }
}

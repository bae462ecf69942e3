using System.Globalization;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// The instruments whose events are written. Who knows them all by their places adds these; else they are found by id or symbol as they are named, by a
/// symbol from its definition on. Allocates nothing after it was made.
/// </summary>
/// <param name="channelCount">How many channels there are.</param>
/// <param name="instrumentCountMax">How many instruments a channel can have.</param>
/// <param name="names">Ids and symbols, as typed.</param>
internal sealed class InstrumentSet(int channelCount, int instrumentCountMax, IReadOnlyList<string> names)
{
    private readonly bool[][] _isIn = [.. Enumerable.Range(0, channelCount).Select(_ => new bool[instrumentCountMax])];
    private readonly (string Symbol, long? Id)[] _names = [.. names.Select(Read)];
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
            (string named, long? id) = _names[place];
            if (id != securityId && (symbol.IsEmpty || !symbol.Equals(named, StringComparison.OrdinalIgnoreCase))) continue;
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

    private static (string Symbol, long? Id) Read(string name)
    {
        name = name.TrimEnd(' '); // blanks fill a symbol up at its end
        return (name, long.TryParse(name.TrimStart('#'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id) ? id : null);
    }
}

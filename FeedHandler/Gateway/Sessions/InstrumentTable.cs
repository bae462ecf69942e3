using FeedHandler.Client;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Gateway.Sessions;

/// <summary>The instruments of the feed on one loop, by their place and as events name them.</summary>
internal sealed class InstrumentTable
{
    private const int PlaceCountMin = 64;
    private readonly List<InstrumentFeed> _instruments = [];
    private readonly InstrumentFeed?[][] _ofChannel =
        [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => Array.Empty<InstrumentFeed?>())];

    private readonly Dictionary<string, List<InstrumentFeed>> _ofSymbol = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _instruments.Count;

    /// <summary>The instrument at a place.</summary>
    public InstrumentFeed this[int place] => _instruments[place];

    /// <summary>The instrument of an event; null where it is not known.</summary>
    public InstrumentFeed? Find(byte channel, int index)
    {
        InstrumentFeed?[] instruments = _ofChannel[channel];
        return (uint)index < (uint)instruments.Length ? instruments[index] : null;
    }

    /// <summary>Those of a symbol.</summary>
    public IReadOnlyList<InstrumentFeed> OfSymbol(string symbol) => _ofSymbol.GetValueOrDefault(symbol) ?? [];

    /// <summary>Says what one is from here on.</summary>
    public void Redefine(InstrumentFeed instrument, SubscribedInstrument definition)
    {
        if (instrument.Instrument.Symbol != definition.Symbol)
        {
            _ofSymbol.GetValueOrDefault(instrument.Instrument.Symbol)?.Remove(instrument);
            NoteSymbol(instrument, definition.Symbol);
        }

        instrument.Instrument = definition;
        instrument.Snapshot = default;
    }

    /// <summary>Adds one that is not there.</summary>
    public InstrumentFeed Add(SubscribedInstrument instrument)
    {
        InstrumentFeed added = new(_instruments.Count, instrument);
        _instruments.Add(added);
        ref InstrumentFeed?[] instruments = ref _ofChannel[instrument.Channel];
        if (instrument.InstrumentIndex >= instruments.Length) Array.Resize(ref instruments, Math.Max(PlaceCountMin, 2 * (instrument.InstrumentIndex + 1)));
        instruments[instrument.InstrumentIndex] = added;
        NoteSymbol(added, instrument.Symbol);
        return added;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (InstrumentFeed instrument in _instruments)
        {
            instrument.Events.Clear();
            instrument.Tops.Clear();
        }

        _instruments.Clear();
        _ofSymbol.Clear();
        foreach (InstrumentFeed?[] instruments in _ofChannel) Array.Clear(instruments);
    }

    private void NoteSymbol(InstrumentFeed instrument, string symbol)
    {
        if (!_ofSymbol.TryGetValue(symbol, out List<InstrumentFeed>? instruments)) _ofSymbol[symbol] = instruments = [];
        instruments.Add(instrument);
    }
}

using FeedHandler.Client;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Wire;

namespace FeedHandler.Host.Journal;

/// <summary>What the instruments of a journal are, as of the event at hand, and which of them are wanted.</summary>
/// <param name="selectors">An instrument is wanted that one of these takes.</param>
internal sealed class JournalNames(IReadOnlyList<InstrumentSelector> selectors) : IEventNames
{
    private readonly Dictionary<int, KnownInstrument> _instruments = [];
    private int _channelId;

    /// <summary>Takes an event, which may say what an instrument is. All must be given, in order.</summary>
    /// <returns>Whether it is of an instrument that is wanted, or of a whole channel.</returns>
    public bool Take(in MarketEvent told, in EventPlace place, ReadOnlySpan<byte> frame)
    {
        _channelId = place.ChannelId;
        bool isDefinition = FrameDecoder.TryDecodeDefinition(frame, out _, out _, out InstrumentDefinition definition, out _, out _);
        if (isDefinition) Define(told, definition);
        return told.InstrumentIndex == MarketEvent.NoInstrument || (_instruments.TryGetValue(KeyOf(told), out KnownInstrument known) && known.IsWanted);
    }

    /// <inheritdoc/>
    public int ChannelId(in MarketEvent marketEvent) => _channelId;

    /// <inheritdoc/>
    public bool TryGetSecurityId(in MarketEvent marketEvent, out long securityId)
    {
        bool isKnown = _instruments.TryGetValue(KeyOf(marketEvent), out KnownInstrument known);
        securityId = isKnown ? known.Instrument.SecurityId : 0;
        return isKnown;
    }

    /// <inheritdoc/>
    public int CopySymbol(in MarketEvent marketEvent, Span<char> text)
    {
        if (!_instruments.TryGetValue(KeyOf(marketEvent), out KnownInstrument known)) return 0;
        known.Instrument.Symbol.CopyTo(text);
        return known.Instrument.Symbol.Length;
    }

    private void Define(in MarketEvent told, in InstrumentDefinition definition)
    {
        SubscribedInstrument instrument = SubscribedInstrument.Of(told, _channelId, definition);
        _instruments[KeyOf(told)] = new KnownInstrument(instrument, selectors.Any(selector => selector.Takes(instrument)));
    }

    private static int KeyOf(in MarketEvent told) => (told.InstrumentIndex << 8) | told.Channel;

    private readonly record struct KnownInstrument(SubscribedInstrument Instrument, bool IsWanted);
}

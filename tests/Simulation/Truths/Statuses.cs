using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Truths;

/// <summary>
/// The status events that a feed handler must make of what the exchange said: one for each instrument that a message concerns, with the venue's codes as
/// they are. A code that the venue does not define keeps the status before and has no word.
/// </summary>
internal sealed class Statuses(IReadOnlyList<SimulatedInstrument> instruments)
{
    private const byte Halt = 2;
    private const byte NoChange = 103;
    private const byte PreOpen = 21;

    // FIX tag 326, by the venue's documentation.
    private static readonly Dictionary<byte, TradingStatus> Words = new()
    {
        [Halt] = TradingStatus.Halted,
        [4] = TradingStatus.Closed,
        [15] = TradingStatus.Opening,
        [17] = TradingStatus.Open,
        [18] = TradingStatus.NotAvailable,
        [20] = TradingStatus.Unknown,
        [PreOpen] = TradingStatus.PreOpen,
        [24] = TradingStatus.PreCross,
        [25] = TradingStatus.Cross,
        [26] = TradingStatus.PostClose,
        [201] = TradingStatus.PrivateWorkup,
        [202] = TradingStatus.PublicWorkup,
    };

    private readonly HashSet<SimulatedInstrument> _defined = [];
    private readonly HashSet<SimulatedInstrument> _haltedAlone = [];

    /// <summary>Statuses with a code that the venue does not define.</summary>
    public long UndefinedCount { get; private set; }

    public static string Line(in MarketEvent told, InstrumentTable instruments) => Line(
        instruments.Books[told.InstrumentIndex].SecurityId, told.Detail, told.Quantity, told.Orders, told.Status,
        ((StatusChange)told.Action & StatusChange.KeepsStatus) != 0);

    /// <summary>The lines of a fact, in the order of the instruments.</summary>
    public IEnumerable<string> Lines(ExchangeFact fact) => fact switch
    {
        DefinitionFact definition => Lines(definition),
        StatusFact status => Lines(status),
        _ => [],
    };

    private List<string> Lines(DefinitionFact definition)
    {
        SimulatedInstrument instrument = definition.Instrument!;
        if (definition.Action == 'D') _defined.Remove(instrument);
        else _defined.Add(instrument);
        if (definition.Status is not { } code) return [];
        if (code != Halt) _haltedAlone.Remove(instrument);
        return [Line(instrument.SecurityId, code, 0, 0, Words[code], isKept: false)];
    }

    private List<string> Lines(StatusFact status)
    {
        byte code = status.Status!.Value;
        bool isUndefined = !Words.TryGetValue(code, out TradingStatus word);
        if (isUndefined && code != NoChange) UndefinedCount++;
        if (code == PreOpen && status.TradingEvent == 1) word = TradingStatus.PreOpenNoCancel;
        List<string> lines = new List<string>();
        foreach (SimulatedInstrument? instrument in instruments.Where(each => _defined.Contains(each) && Concerns(status, each)))
        {
            bool isKept = isUndefined || (status.Instrument is null && _haltedAlone.Contains(instrument));
            lines.Add(Line(instrument.SecurityId, code, status.HaltReason, status.TradingEvent, word, isKept));
            if (isKept || status.Instrument is null) continue;
            if (code == Halt) _haltedAlone.Add(instrument);
            else _haltedAlone.Remove(instrument);
        }

        return lines;
    }

    private static bool Concerns(StatusFact status, SimulatedInstrument instrument)
    {
        if (status.Instrument is not null) return status.Instrument == instrument;
        return status.Asset.Length != 0 ? status.Asset == instrument.Asset : status.Group == instrument.Group;
    }

    private static string Line(long securityId, byte code, long reason, int tradingEvent, TradingStatus word, bool isKept) =>
        $"Status {securityId} code {code} reason {reason} event {tradingEvent} {word} kept {isKept}";
}

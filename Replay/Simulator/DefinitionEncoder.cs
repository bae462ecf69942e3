using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Encodes definitions of instruments (templates 54, 55 and 56; 27, 41 and 29 in old schemas): of spreads with their legs, of options with what they are of.
/// </summary>
internal sealed partial class DefinitionEncoder(PacketAssembler packets, SimulationOptions options)
{
    private const long NanoPerOldMantissa = 100;
    private const int GroupDimensionBytes = 3;
    private const byte NoStatus = 255;
    private const string CalendarSpread = "SP"; // FIX tag 762
    private const ushort MaturityYear = 2026;
    private const InstAttribValue Traded = (InstAttribValue)(1 << 0); // FIX tag 872: matched electronically
    private const InstAttribValue Implied = (InstAttribValue)(1 << 19); // eligible for implied matching

    /// <summary>Encodes one definition. Depths are told by feed type; an instrument without implied book has no entry for it.</summary>
    public void Encode(SimulatedInstrument instrument, char action, byte? status, long lastUpdateNs) =>
        Encode(new DefinitionFact(instrument, action, status, instrument.DisplayFactorNano, instrument.TickNano), lastUpdateNs);

    /// <summary>Encodes one definition as it was told before.</summary>
    public void Encode(DefinitionFact definition, long lastUpdateNs)
    {
        SimulatedInstrument instrument = definition.Instrument!;
        switch (instrument.Kind, options.IsOldSchema)
        {
            case (SimulatedKind.Future, false): Future(instrument, definition, lastUpdateNs); break;
            case (SimulatedKind.Future, true): OldFuture(instrument, definition, lastUpdateNs); break;
            case (SimulatedKind.Spread, false): Spread(instrument, definition, lastUpdateNs); break;
            case (SimulatedKind.Spread, true): OldSpread(instrument, definition, lastUpdateNs); break;
            case (_, false): Option(instrument, definition, lastUpdateNs); break;
            default: OldOption(instrument, definition, lastUpdateNs); break;
        }
    }

    private static InstAttribValue AttributesOf(SimulatedInstrument instrument) => instrument.ImpliedDepth == 0 ? Traded : Traded | Implied;
}

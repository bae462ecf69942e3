using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>Encodes definitions of instruments (templates 54, 55 and 56).</summary>
internal sealed partial class DefinitionEncoder(PacketAssembler packets, SimulationOptions options)
{
    private const long OneNano = 1_000_000_000;

    /// <summary>Encodes one definition. Depths are told by feed type; an instrument without implied book has no entry for it.</summary>
    public void Encode(SimulatedInstrument instrument, SecurityUpdateAction action, long lastUpdateNs)
    {
        switch (instrument.Kind)
        {
            case SimulatedKind.Future:
                Future(instrument, action, (ulong)lastUpdateNs);
                break;
            case SimulatedKind.Spread:
                Spread(instrument, action, (ulong)lastUpdateNs);
                break;
            default:
                Option(instrument, action, (ulong)lastUpdateNs);
                break;
        }
    }
}

using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>One run of the sequence as the exchange made it, moved packet by packet to where a channel is.</summary>
/// <param name="options">What the exchange did.</param>
/// <param name="isLost">Whether a packet was lost; it is asked when the channel is at that packet or behind it.</param>
internal sealed class SessionTruth(SimulationOptions options, Predicate<PacketId> isLost)
{
    private readonly SimulatedFeed _feed = new(options);
    private readonly uint[] _rptSeqs = new uint[options.InstrumentCount];

    public IReadOnlyList<SimulatedInstrument> Instruments => _feed.Instruments;

    public uint SeqNum => _feed.SeqNum;

    public Coincidences Coincidences { get; } = new();

    public TradeAccount Trades { get; } = new();

    public void AdvanceTo(uint seqNum)
    {
        while (_feed.SeqNum != seqNum && Advance())
        {
        }
    }

    /// <summary>Moves to the end of the run.</summary>
    public void Finish()
    {
        while (Advance())
        {
        }
    }

    private bool Advance()
    {
        if (!_feed.TryNext(out SimulatedPacket packet)) return false;
        bool wasLost = isLost(packet.Id);
        Trades.Make(packet.Id, _feed.Said, wasLost);
        HashSet<SimulatedInstrument?> restarted = [.. _feed.Said.SelectMany(static message => message.Facts).Where(IsFirst).Select(static fact => fact.Instrument)];
        for (int index = 0; index < _rptSeqs.Length; index++)
        {
            SimulatedInstrument instrument = _feed.Instruments[index];
            Coincidences.Note(instrument.SecurityId, _rptSeqs[index], instrument.Truth.RptSeq, restarted.Contains(instrument), wasLost);
            _rptSeqs[index] = instrument.Truth.RptSeq;
        }

        return true;
    }

    private static bool IsFirst(ExchangeFact fact) => fact.RptSeq == 1;
}

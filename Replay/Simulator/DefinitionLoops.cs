namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The instrument definition feed of a simulated channel: every so often a loop of the definitions as published so far, in packets numbered from 1, each
/// with the time of its last update.
/// </summary>
public sealed class DefinitionLoops
{
    private readonly Dictionary<SimulatedInstrument, (DefinitionFact Fact, long TimeNs)> _published = [];
    private readonly SimulationOptions _options;
    private readonly long _intervalNs;
    private long _nextNs;

    /// <summary>Starts with none published.</summary>
    /// <param name="options">What the channel does.</param>
    /// <param name="intervalNs">From the start of a loop to that of the next, in nanoseconds of the channel's time.</param>
    public DefinitionLoops(SimulationOptions options, long intervalNs)
    {
        _options = options with { FirstSeqNum = 1 };
        _intervalNs = intervalNs;
        _nextNs = options.StartNs + intervalNs;
    }

    /// <summary>Notes what the last packet of the incremental feed said.</summary>
    /// <param name="said">Its messages.</param>
    public void Note(IEnumerable<PublishedMessage> said)
    {
        foreach (PublishedMessage message in said)
        {
            foreach (DefinitionFact fact in message.Facts.OfType<DefinitionFact>()) _published[fact.Instrument!] = (fact, message.TransactTimeNs);
        }
    }

    /// <summary>The packets of the loop that is due, if one is: to be asked behind every packet of the incremental feed.</summary>
    /// <param name="nowNs">The channel's time, nanoseconds since the Unix epoch.</param>
    public IReadOnlyList<SimulatedPacket> Due(long nowNs)
    {
        if (nowNs < _nextNs) return [];
        _nextNs = nowNs + _intervalNs;
        return Loop(nowNs);
    }

    /// <summary>A loop as of now.</summary>
    /// <param name="nowNs">The channel's time, nanoseconds since the Unix epoch.</param>
    public IReadOnlyList<SimulatedPacket> Loop(long nowNs)
    {
        PacketAssembler packets = new(_options) { NowNs = nowNs };
        DefinitionEncoder encoder = new(packets, _options);
        foreach ((DefinitionFact fact, long timeNs) in _published.Values.Where(static published => published.Fact.Action != 'D')) encoder.Encode(fact, timeNs);
        packets.Flush();
        List<SimulatedPacket> loop = [];
        while (packets.TryTake(out SimulatedPacket packet, out _)) loop.Add(packet);
        return loop;
    }
}

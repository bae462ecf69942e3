using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>One line: packets stay in order, unless a fault holds one back.</summary>
internal sealed class SimulatedLine(Line line, LineFaults faults, SeededRandom random)
{
    private const int PacketHeaderBytes = 12;
    private const long WireNs = 100; // two packets cannot arrive at the same moment
    private long _lastRxNs;

    public LineFaultCounts Counts { get; } = new();

    public void Send(in SimulatedPacket packet, List<Arrival> arrivals)
    {
        Counts.Sent++;
        var rxNs = Math.Max(packet.SendingTimeNs + faults.DelayNs + random.Below(faults.JitterNs + 1), _lastRxNs + WireNs);
        _lastRxNs = rxNs;
        var isExempt = packet.SeqNum < faults.FirstSeqNum || packet.SeqNum > faults.LastSeqNum;
        if (isExempt) Arrive(packet.SeqNum, packet.Bytes, rxNs, arrivals);
        else if (random.PerMille(faults.LostPerMille)) Counts.Lose(packet.SeqNum);
        else SendHarmed(packet, rxNs, arrivals);
    }

    private void SendHarmed(in SimulatedPacket packet, long rxNs, List<Arrival> arrivals)
    {
        var bytes = random.PerMille(faults.CorruptedPerMille) ? Corrupt(packet.Bytes) : packet.Bytes;
        if (random.PerMille(faults.ReorderedPerMille))
        {
            Counts.Reordered++;
            rxNs += faults.ReorderDelayNs;
        }

        Arrive(packet.SeqNum, bytes, rxNs, arrivals);
        if (!random.PerMille(faults.DuplicatedPerMille)) return;
        Counts.Duplicated++;
        Arrive(packet.SeqNum, bytes, rxNs + random.Below(faults.JitterNs + 1), arrivals);
    }

    private void Arrive(uint seqNum, ReadOnlyMemory<byte> bytes, long rxNs, List<Arrival> arrivals)
    {
        Counts.Arrived++;
        arrivals.Add(new Arrival(line, rxNs, seqNum, bytes));
    }

    // The packet header stays: a checksum guards it on a real line, and a wrong number would look like a gap of billions.
    private ReadOnlyMemory<byte> Corrupt(ReadOnlyMemory<byte> bytes)
    {
        var changed = bytes.ToArray();
        changed[random.Between(PacketHeaderBytes, changed.Length - 1)] ^= (byte)random.Between(1, 255);
        Counts.Corrupted++;
        return changed;
    }
}

using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The two lines between the exchange and the receiver: skew, jitter, and seeded loss, duplicates, reordering and corruption on each, counted exactly.
/// </summary>
/// <param name="seed">Where every choice starts from.</param>
/// <param name="faultsA">What goes wrong on line A.</param>
/// <param name="faultsB">What goes wrong on line B.</param>
public sealed class LineSimulator(ulong seed, LineFaults faultsA, LineFaults faultsB)
{
    /// <summary>What was done on line A.</summary>
    public LineFaultCounts CountsA { get; } = new();

    /// <summary>What was done on line B.</summary>
    public LineFaultCounts CountsB { get; } = new();

    /// <summary>Sends packets down both lines.</summary>
    /// <param name="packets">The packets in order.</param>
    /// <returns>What arrives, in order of time; at the same time line A is first.</returns>
    public IReadOnlyList<Arrival> Send(IEnumerable<SimulatedPacket> packets)
    {
        var randomA = new SeededRandom(seed);
        var randomB = new SeededRandom(~seed);
        var arrivals = new List<Arrival>();
        foreach (var packet in packets)
        {
            Send(packet, Line.A, faultsA, CountsA, randomA, arrivals);
            Send(packet, Line.B, faultsB, CountsB, randomB, arrivals);
        }

        return [.. arrivals.OrderBy(arrival => arrival.RxNs)]; // stable: equal times keep the order of sending
    }

    private static void Send(
        in SimulatedPacket packet, Line line, LineFaults faults, LineFaultCounts counts, SeededRandom random, List<Arrival> arrivals)
    {
        counts.Sent++;
        var rxNs = packet.SendingTimeNs + faults.DelayNs + random.Below(faults.JitterNs + 1);
        var isExempt = packet.SeqNum < faults.FirstSeqNum;
        if (!isExempt && random.PerMille(faults.LostPerMille))
        {
            counts.Lose(packet.SeqNum);
            return;
        }

        var bytes = packet.Bytes;
        if (!isExempt && random.PerMille(faults.CorruptedPerMille)) bytes = Corrupt(bytes, counts, random);
        if (!isExempt && random.PerMille(faults.ReorderedPerMille))
        {
            counts.Reordered++;
            rxNs += faults.ReorderDelayNs;
        }

        counts.Arrived++;
        arrivals.Add(new Arrival(line, rxNs, packet.SeqNum, bytes));
        if (isExempt || !random.PerMille(faults.DuplicatedPerMille)) return;
        counts.Duplicated++;
        counts.Arrived++;
        arrivals.Add(new Arrival(line, rxNs + random.Below(faults.JitterNs + 1), packet.SeqNum, bytes));
    }

    // The packet header stays: a checksum guards it on a real line, and a wrong number would look like a gap of billions.
    private static byte[] Corrupt(ReadOnlyMemory<byte> bytes, LineFaultCounts counts, SeededRandom random)
    {
        const int packetHeaderBytes = 12;
        var changed = bytes.ToArray();
        if (changed.Length == packetHeaderBytes) return changed;
        changed[random.Between(packetHeaderBytes, changed.Length - 1)] ^= (byte)random.Between(1, 255);
        counts.Corrupted++;
        return changed;
    }
}

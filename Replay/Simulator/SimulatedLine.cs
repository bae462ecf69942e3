using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>One line: packets stay in order, unless a fault holds one back.</summary>
internal sealed class SimulatedLine(Line line, LineFaults faults, SeededRandom random)
{
    private const long WireNs = 100; // two packets cannot arrive at the same moment
    private readonly PacketDamage _damage = new(random);
    private long _lastRxNs;

    public LineFaultCounts Counts { get; } = new();

    public void Send(in SimulatedPacket packet, List<Arrival> arrivals)
    {
        Counts.Sent++;
        long rxNs = Math.Max(packet.SendingTimeNs + faults.DelayNs + random.Below(faults.JitterNs + 1), _lastRxNs + WireNs);
        if (IsStruck(faults.StalledPerMille))
        {
            Counts.Stalled++;
            rxNs += faults.StallNs;
        }

        _lastRxNs = rxNs;
        bool isExempt = packet.SeqNum < faults.FirstSeqNum || packet.SeqNum > faults.LastSeqNum;
        if (IsSilent(packet)) Counts.Lose(packet.SeqNum);
        else if (isExempt) Arrive(packet, packet.Bytes, isIntact: true, rxNs, arrivals);
        else if (random.PerMille(faults.LostPerMille)) Counts.Lose(packet.SeqNum);
        else SendHarmed(packet, rxNs, arrivals);
    }

    private bool IsSilent(in SimulatedPacket packet)
    {
        bool isDead = faults.DeadFrom != 0 && Counts.Sent >= faults.DeadFrom && Counts.Sent < faults.DeadFrom + faults.DeadCount;
        return isDead || (packet.Session != 0 && packet.SeqNum <= faults.LostAfterRestart);
    }

    private void SendHarmed(in SimulatedPacket packet, long rxNs, List<Arrival> arrivals)
    {
        ReadOnlyMemory<byte> bytes = Harm(packet.Bytes, out bool isIntact);
        if (random.PerMille(faults.ReorderedPerMille))
        {
            Counts.Reordered++;
            rxNs += faults.ReorderDelayNs;
        }

        if (IsStruck(faults.ForgedNumberPerMille))
        {
            Counts.Forged++;
            Counts.Lose(packet.SeqNum);
            Counts.Arrived++;
            arrivals.Add(new Arrival(line, rxNs, packet.SeqNum, _damage.ForgeNumber(bytes)) { Session = packet.Session, IsDamaged = true });
            return;
        }

        Arrive(packet, bytes, isIntact, rxNs, arrivals);
        if (!random.PerMille(faults.DuplicatedPerMille)) return;
        Counts.Duplicated++;
        Arrive(packet, bytes, isIntact, rxNs + random.Below(faults.JitterNs + 1), arrivals);
    }

    private ReadOnlyMemory<byte> Harm(ReadOnlyMemory<byte> bytes, out bool isIntact)
    {
        isIntact = true;
        if (random.PerMille(faults.CorruptedPerMille))
        {
            Counts.Corrupted++;
            isIntact = false;
            bytes = _damage.ChangeByte(bytes);
        }

        if (IsStruck(faults.TruncatedPerMille))
        {
            Counts.Truncated++;
            isIntact = false;
            bytes = _damage.Cut(bytes);
        }

        if (!IsStruck(faults.ForgedTimePerMille)) return bytes;
        Counts.Forged++;
        return _damage.ForgeTime(bytes);
    }

    // A fault that is off takes no choice, so that the others fall as they did without it.
    private bool IsStruck(int perMille) => perMille != 0 && random.PerMille(perMille);

    private void Arrive(in SimulatedPacket packet, ReadOnlyMemory<byte> bytes, bool isIntact, long rxNs, List<Arrival> arrivals)
    {
        Counts.Arrive(packet.Id, isIntact);
        arrivals.Add(new Arrival(line, rxNs, packet.SeqNum, bytes) { Session = packet.Session, IsDamaged = !isIntact });
    }
}

/// <summary>A packet as the exchange sends it on both lines.</summary>
/// <param name="SeqNum">Its number.</param>
/// <param name="SendingTimeNs">When it was sent, nanoseconds since the Unix epoch.</param>
/// <param name="Bytes">The UDP payload, at most 1400 bytes.</param>
public readonly record struct SimulatedPacket(uint SeqNum, long SendingTimeNs, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Which run of the sequence it belongs to.</summary>
    public int Session { get; init; }

    /// <summary>The packet, whatever became of it.</summary>
    public PacketId Id => new(Session, SeqNum);
}

/// <summary>A packet among those of all runs of the sequence.</summary>
/// <param name="Session">The run.</param>
/// <param name="SeqNum">Its number.</param>
public readonly record struct PacketId(int Session, uint SeqNum);

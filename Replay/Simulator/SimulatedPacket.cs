namespace FeedHandler.Replay.Simulator;

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

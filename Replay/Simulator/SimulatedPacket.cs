namespace FeedHandler.Replay.Simulator;

/// <summary>A packet as the exchange sends it on both lines.</summary>
/// <param name="SeqNum">Its number.</param>
/// <param name="SendingTimeNs">When it was sent, nanoseconds since the Unix epoch.</param>
/// <param name="Bytes">The UDP payload, at most 1400 bytes.</param>
public readonly record struct SimulatedPacket(uint SeqNum, long SendingTimeNs, ReadOnlyMemory<byte> Bytes);

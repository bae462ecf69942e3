namespace FeedHandler.Ring;

/// <summary>A reader of a shared ring, as it last said of itself.</summary>
/// <param name="SeatIndex">Its seat, from 0.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="NextSequence">The sequence that it reads next.</param>
/// <param name="HeartbeatNs">When it said so, on the monotonic clock of its machine.</param>
/// <param name="LostCount">How many events it has lost.</param>
public readonly record struct SharedRingPeer(int SeatIndex, int ProcessId, long NextSequence, long HeartbeatNs, long LostCount);

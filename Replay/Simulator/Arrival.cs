using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>A packet as it arrives on a line.</summary>
/// <param name="Line">The line.</param>
/// <param name="RxNs">When it arrived, nanoseconds since the Unix epoch.</param>
/// <param name="SeqNum">Its number, as sent.</param>
/// <param name="Bytes">The UDP payload.</param>
public readonly record struct Arrival(Line Line, long RxNs, uint SeqNum, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Which run of the sequence it belongs to.</summary>
    public int Session { get; init; }

    /// <summary>Whether it arrived otherwise than it was sent.</summary>
    public bool IsDamaged { get; init; }
}

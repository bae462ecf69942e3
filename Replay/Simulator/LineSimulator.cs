using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The two lines between the exchange and the receiver: skew, jitter, and seeded loss, duplicates, reordering, damage and silence on each, counted
/// exactly.
/// </summary>
/// <param name="seed">Where every choice starts from.</param>
/// <param name="faultsA">What goes wrong on line A.</param>
/// <param name="faultsB">What goes wrong on line B.</param>
public sealed class LineSimulator(ulong seed, LineFaults faultsA, LineFaults faultsB)
{
    private readonly List<PacketId> _sent = [];
    private readonly SimulatedLine _lineA = new(Line.A, faultsA, new SeededRandom(seed));
    private readonly SimulatedLine _lineB = new(Line.B, faultsB, new SeededRandom(~seed));

    /// <summary>What was done on line A.</summary>
    public LineFaultCounts CountsA => _lineA.Counts;

    /// <summary>What was done on line B.</summary>
    public LineFaultCounts CountsB => _lineB.Counts;

    /// <summary>The packets that were sent.</summary>
    public IReadOnlyList<PacketId> Sent => _sent;

    /// <summary>The packets of which nothing arrived on either line.</summary>
    public IReadOnlySet<PacketId> LostOnBoth => Without(CountsA.ArrivedPackets, CountsB.ArrivedPackets);

    /// <summary>The packets that arrived, but on neither line as they were sent.</summary>
    public IReadOnlySet<PacketId> DamagedOnBoth
    {
        get
        {
            HashSet<PacketId> damaged = Without(CountsA.IntactPackets, CountsB.IntactPackets);
            damaged.ExceptWith(LostOnBoth);
            return damaged;
        }
    }

    /// <summary>Sends packets down both lines.</summary>
    /// <param name="packets">The packets in order.</param>
    /// <returns>What arrives, in order of time; at the same time line A is first.</returns>
    public IReadOnlyList<Arrival> Send(IEnumerable<SimulatedPacket> packets)
    {
        List<Arrival> arrivals = new List<Arrival>();
        foreach (SimulatedPacket packet in packets)
        {
            _sent.Add(packet.Id);
            _lineA.Send(packet, arrivals);
            _lineB.Send(packet, arrivals);
        }

        return [.. arrivals.OrderBy(arrival => arrival.RxNs)]; // stable: equal times keep the order of sending
    }

    private HashSet<PacketId> Without(IReadOnlySet<PacketId> onA, IReadOnlySet<PacketId> onB) =>
        [.. _sent.Where(id => !onA.Contains(id) && !onB.Contains(id))];
}

/// <summary>A packet as it arrives on a line.</summary>
/// <param name="Line">The line.</param>
/// <param name="RxNs">When it arrived, nanoseconds since the Unix epoch.</param>
/// <param name="SeqNum">Its number, as sent.</param>
/// <param name="Bytes">The UDP payload.</param>
public readonly record struct Arrival(Line Line, long RxNs, uint SeqNum, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Which run of the sequence it belongs to.</summary>
    public int Session { get; init; }

    /// <summary>Of which feed of the channel it is.</summary>
    public FeedRole Role { get; init; }

    /// <summary>Whether it arrived otherwise than it was sent.</summary>
    public bool IsDamaged { get; init; }
}

using FeedHandler.Core.Arbitration;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Tcp;

/// <summary>
/// The latest packets of a channel's incremental feed by their numbers, for whoever lost some. Bounded: the oldest go first. Any thread may add and read.
/// </summary>
/// <param name="packetCountMax">How many packets are kept at most.</param>
public sealed class PacketArchive(int packetCountMax)
{
    /// <summary>As many as are kept where nobody says: of packets as large as they come, half a gigabyte.</summary>
    public const int PacketCountDefault = 1 << 18;

    private readonly Lock _lock = new();
    private readonly Dictionary<uint, byte[]> _packets = [];
    private readonly Queue<uint> _order = [];

    /// <summary>How many packets are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _packets.Count;
        }
    }

    /// <summary>The number of the last packet that was added; 0 for none.</summary>
    public uint Last { get; private set; }

    /// <summary>Keeps a packet; a second copy of it changes nothing.</summary>
    /// <param name="packet">The packet; what has no header is passed over.</param>
    public void Add(ReadOnlySpan<byte> packet)
    {
        if (!CmeMdp3.TryReadHeader(packet, out PacketHeader header)) return;
        uint number = (uint)header.First;
        lock (_lock)
        {
            if (!_packets.TryAdd(number, packet.ToArray())) return;
            _order.Enqueue(number);
            Last = number;
            if (_packets.Count > packetCountMax) _packets.Remove(_order.Dequeue());
        }
    }

    /// <summary>Forgets all: the sequence starts again, and its numbers stand for other packets.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _packets.Clear();
            _order.Clear();
            Last = 0;
        }
    }

    /// <summary>Finds packets.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last.</param>
    /// <returns>All of them in order; null when one is not there.</returns>
    public byte[][]? Find(uint first, uint last)
    {
        byte[][] found = new byte[last - first + 1][];
        lock (_lock)
        {
            for (int i = 0; i < found.Length; i++)
            {
                if (!_packets.TryGetValue(first + (uint)i, out byte[]? packet)) return null;
                found[i] = packet;
            }
        }

        return found;
    }
}

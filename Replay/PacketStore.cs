using FeedHandler.Core.Packets;

namespace FeedHandler.Replay;

/// <summary>
/// All packets of a receiver in one block of unmanaged memory, for measurements without input and output. Every payload begins at a cache
/// line, as in a network card's ring. For one thread at a time.
/// </summary>
public sealed unsafe partial class PacketStore : IReceiver, IDisposable
{
    private readonly AlignedBlock _payloads;
    private readonly AlignedBlock _index;
    private int _next;

    private PacketStore(AlignedBlock payloads, AlignedBlock index, int count, long payloadBytes)
    {
        _payloads = payloads;
        _index = index;
        Count = count;
        PayloadBytes = payloadBytes;
    }

    /// <summary>How many packets there are.</summary>
    public int Count { get; private set; }

    /// <summary>The sum of the payloads in bytes, without what lies between them.</summary>
    public long PayloadBytes { get; }

    /// <summary>Whether every packet has been handed over since the last <see cref="Rewind"/>.</summary>
    public bool IsCompleted => _next == Count;

    /// <summary>Always 0: what was dropped was never stored.</summary>
    public long DropCount => 0;

    /// <summary>One packet.</summary>
    /// <param name="index">Its place in the order of arrival, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such packet, or the store has been disposed.</exception>
    public Packet this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            ref readonly StoredPacket stored = ref ((StoredPacket*)_index.Start)[index];
            return new Packet(new ReadOnlySpan<byte>(_payloads.Start + stored.Offset, stored.Length), stored.RxNs, stored.Group);
        }
    }

    /// <summary>Hands over packets from where the last call ended.</summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="handler">Takes each packet.</param>
    /// <param name="packetLimit">How many to hand over at most.</param>
    /// <returns>How many were handed over.</returns>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int packetCount = Math.Min(Count - _next, packetLimit);
        for (int i = 0; i < packetCount; i++) handler.OnPacket(this[_next++]);
        return packetCount;
    }

    /// <summary>Finds nothing.</summary>
    public void LookForDrops()
    {
    }

    /// <summary>Starts again from the first packet.</summary>
    public void Rewind() => _next = 0;

    /// <summary>Frees the memory. Packets taken before must not be touched.</summary>
    public void Dispose()
    {
        Count = 0;
        _next = 0;
        _payloads.Dispose();
        _index.Dispose();
    }
}

/// <summary>Where a <see cref="PacketStore"/> keeps one packet.</summary>
internal struct StoredPacket
{
    /// <summary>Bytes from the beginning of the store to the payload.</summary>
    internal nint Offset;

    internal long RxNs;

    /// <summary>Bytes of the payload.</summary>
    internal int Length;

    internal int Group;
}

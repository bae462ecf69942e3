using System.Runtime.InteropServices;
using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <summary>What begins every datagram of the normalized multicast; frames follow to its end.</summary>
/// <param name="Epoch">Life of the publisher; a later one is larger.</param>
/// <param name="Packet">The packet's number in its channel and feed, from 1; of a heartbeat that of the next one.</param>
/// <param name="SendingTimeNs">When it was sent, nanoseconds since the Unix epoch.</param>
/// <param name="FrameCount">How many frames follow; 0 for a heartbeat.</param>
/// <param name="ChannelId">The channel's number at the venue, 0 to 65535.</param>
/// <param name="Feed">What it belongs to.</param>
public readonly record struct DatagramHeader(long Epoch, long Packet, long SendingTimeNs, int FrameCount, int ChannelId, Feed Feed)
{
    /// <summary>Its length.</summary>
    public const int Bytes = PacketHeader.Size;

    private const byte Version = 1;

    /// <summary>Writes it.</summary>
    /// <param name="datagram">Takes it, at least <see cref="Bytes"/>.</param>
    public void Write(Span<byte> datagram)
    {
        Wire wire = new Wire
        {
            Epoch = Epoch,
            Packet = Packet,
            SendingTimeNs = SendingTimeNs,
            FrameCount = (ushort)FrameCount,
            ChannelId = (ushort)ChannelId,
            Feed = Feed,
            Version = Version,
            SchemaId = LevelUpdate.SchemaId,
        };
        MemoryMarshal.Write(datagram, in wire);
    }

    /// <summary>The frames behind it, up to the end of the datagram or the first that is not whole.</summary>
    /// <param name="datagram">A datagram, at least <see cref="Bytes"/>.</param>
    public static FrameEnumerator FramesOf(ReadOnlySpan<byte> datagram) => new(datagram[Bytes..]);

    /// <summary>Reads it.</summary>
    /// <param name="datagram">A datagram that anybody may have sent.</param>
    /// <param name="header">The header.</param>
    /// <param name="fault">What is wrong: too short, of another schema, of another version (<see cref="FrameFault.Block"/>), or with a value that there
    /// cannot be.</param>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out DatagramHeader header, out FrameFault fault)
    {
        header = default;
        fault = FrameFault.Length;
        if (!MemoryMarshal.TryRead(datagram, out Wire wire)) return false;
        header = new DatagramHeader(wire.Epoch, wire.Packet, wire.SendingTimeNs, wire.FrameCount, wire.ChannelId, wire.Feed);
        bool isPossible = wire.Feed.IsDefined() && wire.Epoch >= 0 && wire.Packet > 0;
        fault = wire.SchemaId != LevelUpdate.SchemaId ? FrameFault.Schema
            : wire.Version != Version ? FrameFault.Block
            : isPossible ? FrameFault.None : FrameFault.Value;
        return fault == FrameFault.None;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Wire
    {
        public long Epoch;
        public long Packet;
        public long SendingTimeNs;
        public ushort FrameCount;
        public ushort ChannelId;
        public Feed Feed;
        public byte Version;
        public ushort SchemaId;
    }
}

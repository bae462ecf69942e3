using FeedHandler.Core.Packets;

namespace FeedHandler.Replay;

public sealed unsafe partial class PacketStore
{
    /// <summary>The most memory that a store takes unless told otherwise.</summary>
    public const long BytesMaxDefault = 8L << 30;

    private const int PollLimit = 1024;
    private const int PayloadBytesStart = 1 << 20;
    private const int IndexBytesStart = 1 << 16;

    /// <summary>Takes everything that a receiver has.</summary>
    /// <typeparam name="TReceiver">The receiver.</typeparam>
    /// <param name="receiver">The receiver; it must come to an end.</param>
    /// <param name="group">Keeps this group only, when given.</param>
    /// <param name="bytesMax">The most bytes of payloads, each rounded up to cache lines, to keep.</param>
    /// <exception cref="InvalidOperationException">The packets do not fit into the limit.</exception>
    public static PacketStore Load<TReceiver>(TReceiver receiver, int? group = null, long bytesMax = BytesMaxDefault)
        where TReceiver : IReceiver
    {
        AlignedBlock payloads = new(PayloadBytesStart);
        AlignedBlock index = new(IndexBytesStart);
        Collector collector = new(payloads, index, group, bytesMax);
        try
        {
            while (!receiver.IsCompleted) receiver.Poll(ref collector, PollLimit);
        }
        catch
        {
            payloads.Dispose();
            index.Dispose();
            throw;
        }

        return new PacketStore(payloads, index, collector.Count, collector.PayloadBytes);
    }

    /// <summary>Appends packets to blocks that double when they are full.</summary>
    private struct Collector(AlignedBlock payloads, AlignedBlock index, int? group, long bytesMax) : IPacketHandler
    {
        internal int Count;
        internal long PayloadBytes;
        private nint _end;

        public void OnPacket(in Packet packet)
        {
            if (group is not null && packet.Group != group) return;
            nint end = _end + AlignUp(packet.Bytes.Length);
            if (end > bytesMax || Count == int.MaxValue) throw Full();
            MakeRoom(payloads, end);
            MakeRoom(index, (nint)(Count + 1) * sizeof(StoredPacket));
            packet.Bytes.CopyTo(new Span<byte>(payloads.Start + _end, packet.Bytes.Length));
            ((StoredPacket*)index.Start)[Count] = new StoredPacket
            {
                Offset = _end,
                RxNs = packet.RxNs,
                Length = packet.Bytes.Length,
                Group = packet.Group,
            };
            _end = end;
            Count++;
            PayloadBytes += packet.Bytes.Length;
        }

        public readonly void OnGaveUp(int group, ulong first, ulong next)
        {
        }

        private static nint AlignUp(int length) => ((nint)length + AlignedBlock.Alignment - 1) & ~(nint)(AlignedBlock.Alignment - 1);

        private static void MakeRoom(AlignedBlock block, nint bytes)
        {
            if (bytes > block.Length) block.Resize(Math.Max(bytes, block.Length * 2));
        }

        private readonly InvalidOperationException Full() => new(
            $"{Count} packets take {_end} bytes and the next does not fit into the limit of {bytesMax}: load fewer captures or one line.");
    }
}

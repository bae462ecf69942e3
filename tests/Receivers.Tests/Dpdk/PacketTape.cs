using FeedHandler.Core.Packets;
using FeedHandler.Receivers.Tests.Support;

namespace FeedHandler.Receivers.Tests.Dpdk;

/// <summary>Records packets in memory that is there already: group, time, length and bytes of each.</summary>
internal struct PacketTape(byte[] memory) : IPacketHandler
{
    private const int HeadBytes = 13;
    private int _end;

    public int Count { get; private set; }

    public readonly byte[] Recorded => memory[.._end];

    public void OnPacket(in Packet packet)
    {
        Span<byte> target = memory.AsSpan(_end, HeadBytes + packet.Bytes.Length);
        target[0] = (byte)packet.Group;
        BitConverter.TryWriteBytes(target[1..], packet.RxNs);
        BitConverter.TryWriteBytes(target[9..], packet.Bytes.Length);
        packet.Bytes.CopyTo(target[HeadBytes..]);
        _end += target.Length;
        Count++;
    }

    public readonly void OnGaveUp(int group, ulong first, ulong next)
    {
    }

    public static List<ReceivedPacket> Read(ReadOnlySpan<byte> tape, LineGroup[] groups)
    {
        List<ReceivedPacket> packets = [];
        while (tape.Length > 0)
        {
            int end = HeadBytes + BitConverter.ToInt32(tape[9..]);
            packets.Add(new ReceivedPacket(groups[tape[0]].Line, tape[HeadBytes..end].ToArray(), BitConverter.ToInt64(tape[1..])));
            tape = tape[end..];
        }

        return packets;
    }
}

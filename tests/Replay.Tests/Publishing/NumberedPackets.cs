using System.Buffers.Binary;
using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Tests.Publishing;

/// <summary>Packets that carry their number, lines A and B in turn, evenly spaced; the first ones may have no time.</summary>
internal sealed class NumberedPackets(int count, long spacingNs, int timelessCount = 0) : IReceiver
{
    private const long FirstNs = 1_700_000_000_000_000_000;
    private const int PayloadBytes = 40;
    private int _next;

    public bool IsCompleted => _next == count;

    public long DropCount => 0;

    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        Span<byte> payload = stackalloc byte[PayloadBytes];
        payload.Clear();
        int taken = 0;
        for (; taken < packetLimit && _next < count; taken++, _next++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(payload, _next);
            handler.OnPacket(new Packet(payload, _next < timelessCount ? 0 : FirstNs + (_next * spacingNs), _next % 2));
        }

        return taken;
    }

    public void LookForDrops()
    {
    }

    public void Rewind() => _next = 0;
}

using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>The duty cycle of a feed thread, with the stamps that a desk runs with.</summary>
internal struct FeedDoor<TSink>(FeedChannel<CmeMdp3, CmeDecoder<TSink, StageStamps<MonotonicClock>>, StageStamps<MonotonicClock>> channel)
    : IPacketHandler
    where TSink : struct, IEventSink
{
    private const int PacketLimit = 64;
    private long _packetCount;

    /// <summary>Packets so far.</summary>
    public readonly long PacketCount => _packetCount;

    public void OnPacket(in Packet packet)
    {
        _packetCount++;
        channel.OnPacket(packet, packet.RxNs);
    }

    public readonly void OnGaveUp(int group, ulong first, ulong next)
    {
    }

    /// <summary>Takes everything that a receiver has, then gives up what is missing.</summary>
    public static long Drain<TReceiver>(
        FeedChannel<CmeMdp3, CmeDecoder<TSink, StageStamps<MonotonicClock>>, StageStamps<MonotonicClock>> channel, TReceiver receiver)
        where TReceiver : IReceiver
    {
        FeedDoor<TSink> door = new(channel);
        while (!receiver.IsCompleted)
        {
            channel.OnPollStart();
            receiver.Poll(ref door, PacketLimit);
        }

        channel.OnEnd();
        return door.PacketCount;
    }
}

using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Conformance.Feeds;

/// <summary>Gives packets to a channel, with the capture's time as now.</summary>
internal readonly struct ChannelHandler<TSink>(FeedChannel<CmeMdp3, CmeDecoder<TSink, NoStamps>, NoStamps> channel) : IPacketHandler
    where TSink : struct, IEventSink
{
    public void OnPacket(in Packet packet) => channel.OnPacket(packet, packet.RxNs);

    public void OnGaveUp(int group, ulong first, ulong next)
    {
    }

    public static void Run(FeedChannel<CmeMdp3, CmeDecoder<TSink, NoStamps>, NoStamps> channel, ArrivalReceiver receiver, int packetLimit)
    {
        ChannelHandler<TSink> handler = new ChannelHandler<TSink>(channel);
        while (!receiver.IsCompleted)
        {
            channel.OnPollStart();
            receiver.Poll(ref handler, packetLimit);
        }

        channel.OnEnd();
    }
}

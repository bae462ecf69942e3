using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Host.Replays;

/// <summary>The duty cycle of a replay: polls the receiver until the capture is over or somebody says stop.</summary>
internal static class FeedLoop
{
    private const int PacketLimit = 64;

    /// <summary>Runs on the calling thread, which is the feed thread.</summary>
    public static FeedRun Run<TSink, TStamps, TReceiver>(
        FeedChannel<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps> channel, ref TReceiver receiver, CancellationToken stop)
        where TSink : struct, IEventSink
        where TStamps : struct, IStamps
        where TReceiver : IReceiver
    {
        MonotonicClock clock = default;
        Door<TSink, TStamps> door = new(channel);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long startNs = clock.NowNs();
        while (!receiver.IsCompleted && !stop.IsCancellationRequested)
        {
            channel.OnPollStart();
            receiver.Poll(ref door, PacketLimit);
        }

        channel.OnIdle(long.MaxValue);
        long wallNs = clock.NowNs() - startNs;
        long allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return new FeedRun(door.PacketCount, door.FirstRxNs, door.LastRxNs, wallNs, allocatedBytes, !receiver.IsCompleted);
    }

    /// <summary>Where packets enter the channel. The time of a replay is the capture's.</summary>
    private struct Door<TSink, TStamps>(FeedChannel<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps> channel) : IPacketHandler
        where TSink : struct, IEventSink
        where TStamps : struct, IStamps
    {
        public long PacketCount;
        public long FirstRxNs;
        public long LastRxNs;

        public void OnPacket(in Packet packet)
        {
            if (PacketCount++ == 0) FirstRxNs = packet.RxNs;
            FirstRxNs = Math.Min(FirstRxNs, packet.RxNs);
            LastRxNs = Math.Max(LastRxNs, packet.RxNs);
            channel.OnPacket(packet, packet.RxNs);
        }
    }
}

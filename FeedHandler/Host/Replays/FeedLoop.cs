using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Host.Replays;

/// <summary>The duty cycle of a feed: polls the receiver until it has no more or somebody says stop.</summary>
internal static class FeedLoop
{
    private const int PacketLimit = 64;

    /// <summary>Runs on the calling thread, which is the feed thread.</summary>
    public static FeedRun Run<TSink, TStamps, TReceiver, TMode>(
        FeedChannel<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps> channel, ref TReceiver receiver, TMode mode, CancellationToken stop)
        where TSink : struct, IEventSink
        where TStamps : struct, IStamps
        where TReceiver : IReceiver
        where TMode : struct, IFeedMode
    {
        MonotonicClock clock = default;
        Door<TSink, TStamps, TMode> door = new(channel) { Mode = mode };
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long startNs = clock.NowNs();
        while (!receiver.IsCompleted && !stop.IsCancellationRequested)
        {
            door.Mode.OnPoll();
            channel.OnPollStart();
            int packetCount = receiver.Poll(ref door, PacketLimit);
            if (!TMode.IsLive || packetCount > 0) continue;
            channel.OnIdle(door.Mode.NowNs());
            if (door.PacketCount == 0) allocatedBefore = GC.GetAllocatedBytesForCurrentThread(); // what waiting for the first packet took, compiling too
        }

        channel.OnIdle(long.MaxValue);
        long wallNs = clock.NowNs() - startNs;
        long allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return new FeedRun(door.PacketCount, door.FirstRxNs, door.LastRxNs, wallNs, allocatedBytes, !receiver.IsCompleted);
    }

    /// <summary>Where packets enter the channel.</summary>
    private struct Door<TSink, TStamps, TMode>(FeedChannel<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps> channel) : IPacketHandler
        where TSink : struct, IEventSink
        where TStamps : struct, IStamps
        where TMode : struct, IFeedMode
    {
        public TMode Mode;
        public long PacketCount;
        public long FirstRxNs;
        public long LastRxNs;

        public void OnPacket(in Packet packet)
        {
            if (PacketCount++ == 0) FirstRxNs = packet.RxNs;
            FirstRxNs = Math.Min(FirstRxNs, packet.RxNs);
            LastRxNs = Math.Max(LastRxNs, packet.RxNs);
            Mode.OnPacket(packet);
            channel.OnPacket(packet, Mode.NowNs(packet));
        }

        public readonly void OnGaveUp(int group, ulong first, ulong next)
        {
        }
    }
}

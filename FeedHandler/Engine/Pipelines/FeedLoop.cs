using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Engine;

/// <summary>The duty cycle of a feed: polls the receiver until it has no more or somebody says stop.</summary>
internal static class FeedLoop
{
    private const int PacketLimit = 64;

    // Polls after it was told to stop: together more packets than buffers hold, and no more than a line that never falls silent can keep it with.
    private const int LastPollsMax = 4096;

    /// <summary>Runs on the calling thread, which is the feed thread.</summary>
    public static FeedRun Run<TVenue, TDecoder, TStamps, TReceiver, TMode>(
        ChannelSet<TVenue, TDecoder, TStamps> channels, ref TReceiver receiver, TMode mode, CancellationToken stop)
        where TVenue : struct, IVenue
        where TDecoder : struct, IMessageDecoder
        where TStamps : struct, IStamps
        where TReceiver : IReceiver
        where TMode : struct, IFeedMode
    {
        Door<TVenue, TDecoder, TStamps, TMode> door = new(channels) { Mode = mode };
        foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in channels.Channels) channel.OnBegin();
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long startNs = default(MonotonicClock).NowNs();
        DropWatch<TVenue, TDecoder, TStamps> drops = new(channels);
        if (TMode.IsLive) channels.CompareClocks(startNs, isIdle: true);
        while (!receiver.IsCompleted && !stop.IsCancellationRequested)
        {
            door.Mode.OnPoll();
            foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in channels.Channels) channel.OnPollStart();
            int packetCount = receiver.Poll(ref door, PacketLimit);
            if (!TMode.IsLive) continue;
            LookBetweenPolls(channels, packetCount, door.Mode.NowNs());
            drops.OnPoll(ref receiver, packetCount, door.Mode.NowNs(), door.LastRxNs); // behind it: what is dropped later was no matter of that poll
            if (door.PacketCount == 0) allocatedBefore = GC.GetAllocatedBytesForCurrentThread(); // what waiting for the first packet took, compiling too
        }

        End(channels, ref receiver, ref door, ref drops);
        long wallNs = default(MonotonicClock).NowNs() - startNs;
        long allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return new FeedRun(door.PacketCount, door.FirstRxNs, door.LastRxNs, wallNs, allocatedBytes, !receiver.IsCompleted);
    }

    private static void LookBetweenPolls<TVenue, TDecoder, TStamps>(ChannelSet<TVenue, TDecoder, TStamps> channels, int packetCount, long nowNs)
        where TVenue : struct, IVenue
        where TDecoder : struct, IMessageDecoder
        where TStamps : struct, IStamps
    {
        if (packetCount < PacketLimit) OnDrained(channels, nowNs);
        if (channels.AsksForReplay) TakeReplies(channels, nowNs);
        channels.CompareClocks(nowNs, packetCount == 0);
    }

    private static void OnDrained<TVenue, TDecoder, TStamps>(ChannelSet<TVenue, TDecoder, TStamps> channels, long nowNs)
        where TVenue : struct, IVenue
        where TDecoder : struct, IMessageDecoder
        where TStamps : struct, IStamps
    {
        foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in channels.Channels) channel.OnDrained(nowNs);
    }

    private static void TakeReplies<TVenue, TDecoder, TStamps>(ChannelSet<TVenue, TDecoder, TStamps> channels, long nowNs)
        where TVenue : struct, IVenue
        where TDecoder : struct, IMessageDecoder
        where TStamps : struct, IStamps
    {
        foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in channels.Channels) channel.OnReplies(nowNs);
    }

    // What lies in the buffers when the feed is told to stop has been received: the end gives up nothing that is there.
    private static void End<TVenue, TDecoder, TStamps, TReceiver, TMode>(
        ChannelSet<TVenue, TDecoder, TStamps> channels,
        ref TReceiver receiver,
        ref Door<TVenue, TDecoder, TStamps, TMode> door,
        ref DropWatch<TVenue, TDecoder, TStamps> drops)
        where TVenue : struct, IVenue
        where TDecoder : struct, IMessageDecoder
        where TStamps : struct, IStamps
        where TReceiver : IReceiver
        where TMode : struct, IFeedMode
    {
        for (int pollCount = 0; TMode.IsLive && pollCount < LastPollsMax; pollCount++)
        {
            door.Mode.OnPoll();
            if (receiver.Poll(ref door, PacketLimit) < PacketLimit) break;
        }

        foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in channels.Channels) channel.OnEnd();
        if (TMode.IsLive) drops.Look(ref receiver, door.LastRxNs);
    }

    /// <summary>Where packets enter their channels.</summary>
    private struct Door<TVenue, TDecoder, TStamps, TMode>(ChannelSet<TVenue, TDecoder, TStamps> channels) : IPacketHandler
        where TVenue : struct, IVenue
        where TDecoder : struct, IMessageDecoder
        where TStamps : struct, IStamps
        where TMode : struct, IFeedMode
    {
        private readonly FeedChannel<TVenue, TDecoder, TStamps>?[] _byGroup = channels.ByGroup;
        private readonly FeedChannel<TVenue, TDecoder, TStamps>?[] _byLoopGroup = channels.ByLoopGroup;
        private readonly FeedMap _map = channels.Map;
        private readonly long[] _otherPackets = channels.OtherPackets;
        public TMode Mode;
        public long PacketCount;
        public long FirstRxNs;
        public long LastRxNs;

        public void OnPacket(in Packet packet)
        {
            PacketCount++;
            if (packet.RxNs != 0) OnTime(packet.RxNs);
            Mode.OnPacket(packet);
            if (_byGroup[packet.Group] is not { } channel)
            {
                _otherPackets[packet.Group]++;
                _byLoopGroup[packet.Group]?.OnLoopPacket(packet, Mode.NowNs(packet));
                return;
            }

            if (TMode.IsLive && TVenue.TryReadHeader(packet.Bytes, out PacketHeader header))
                Mode.OnArrival(_map.ChannelOf(packet.Group), _map[packet.Group].Line, header.First, header.SendingTimeNs, packet.RxNs);
            channel.OnPacket(packet, Mode.NowNs(packet));
        }

        private void OnTime(long rxNs)
        {
            if (FirstRxNs == 0) FirstRxNs = LastRxNs = rxNs;
            FirstRxNs = Math.Min(FirstRxNs, rxNs);
            LastRxNs = Math.Max(LastRxNs, rxNs);
        }

        public readonly void OnGaveUp(int group, ulong first, ulong next) => (_byGroup[group] ?? _byLoopGroup[group])?.OnGaveUp(next);

        public readonly void OnCut(in Packet beside, ulong first, ulong next) => _byGroup[beside.Group]?.OnCut(beside, first, next);
    }
}

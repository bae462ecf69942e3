using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Latency.Histograms;
using FeedHandler.Native.Clocks;
using FeedHandler.Ring;
using Channel = FeedHandler.Core.Pipelines.FeedChannel<FeedHandler.Venues.Cme.CmeMdp3,
    FeedHandler.Venues.Cme.CmeDecoder<FeedHandler.Core.Events.BatchSink<FeedHandler.Host.Bench.Receive.WireLatency>,
        FeedHandler.Latency.Stages.NoStamps>, FeedHandler.Latency.Stages.NoStamps>;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>
/// Measures how long after the time at which it was due to be sent each packet is in the hands of its handler, and its book update in those of a
/// strategy on the same thread. A sender that is late makes the packet late: nothing is left out (no coordinated omission).
/// </summary>
/// <param name="count">Packets to receive; the first tenth warms up and is not recorded.</param>
/// <param name="core">Core of the polling thread, or null.</param>
internal readonly struct ReceiveProbe(int count, int? core) : IFeedDriver<(DurationHistogram Handler, DurationHistogram Strategy)>
{
    /// <summary>The longest latency told apart, in nanoseconds: ten seconds.</summary>
    private const long HighestNs = 10_000_000_000;

    private const int PacketLimit = 64;
    private const int InstrumentsMax = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public (DurationHistogram Handler, DurationHistogram Strategy) Drive<TReceiver>(TReceiver receiver)
        where TReceiver : struct, IReceiver
    {
        DurationHistogram strategy = new(HighestNs);
        using EventBuffer buffer = new();
        using InstrumentTable instruments = new(InstrumentsMax);
        BatchSink<WireLatency> sink = new(buffer, new WireLatency(strategy, count / 10));
        using Channel channel = new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, instruments, sink, default), default);
        Door door = new(channel, count / 10);
        int limit = count;
        PinnedThread thread = new("probe", new ThreadPlacement(core), () => Poll(receiver, ref door, limit));
        thread.Join();
        if (thread.Failure is not null) ExceptionDispatchInfo.Throw(thread.Failure);
        return (door.Latencies, strategy);
    }

    private static void Poll<TReceiver>(TReceiver receiver, ref Door door, int count)
        where TReceiver : struct, IReceiver
    {
        long last = Stopwatch.GetTimestamp();
        while (door.Count < count)
        {
            if (receiver.Poll(ref door, PacketLimit) > 0) last = Stopwatch.GetTimestamp();
            else if (Stopwatch.GetElapsedTime(last) > Patience) return;
        }
    }

    private struct Door(Channel channel, int warmUpCount) : IPacketHandler
    {
        public readonly DurationHistogram Latencies = new(HighestNs);
        public int Count;

        public void OnPacket(in Packet packet)
        {
            if (packet.Bytes.Length < TimedPacket.BytesMin) return;
            long nowNs = WallClock.NowNs();
            long latencyNs = nowNs - BinaryPrimitives.ReadInt64LittleEndian(packet.Bytes[TimedPacket.TimeOffset..]);
            channel.OnPacket(packet, nowNs);
            if (Count++ >= warmUpCount) Latencies.Record(latencyNs);
        }

        public readonly void OnGaveUp(int group, ulong first, ulong next)
        {
        }
    }
}

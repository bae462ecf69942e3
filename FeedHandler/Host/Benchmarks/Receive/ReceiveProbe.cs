using System.Buffers.Binary;
using System.Diagnostics;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Live;
using FeedHandler.Native.Clocks;
using FeedHandler.Ring;
using HdrHistogram;

namespace FeedHandler.Host.Benchmarks.Receive;

/// <summary>
/// Measures how long after the time at which it was due to be sent each packet is in the hands of its handler. A sender that is late makes
/// the packet late: nothing is left out of the measurement (no coordinated omission).
/// </summary>
/// <param name="count">Packets to receive; the first tenth warms up and is not recorded.</param>
/// <param name="core">Core of the polling thread, or null.</param>
internal readonly struct ReceiveProbe(int count, int? core) : IFeedDriver<LongHistogram>
{
    /// <summary>The longest latency told apart, in nanoseconds: ten seconds.</summary>
    public const long HighestNs = 10_000_000_000;

    private const int PacketLimit = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public LongHistogram Drive<TReceiver>(TReceiver receiver)
        where TReceiver : struct, IReceiver
    {
        Door door = new(count / 10);
        int limit = count;
        PinnedThread thread = new("probe", new ThreadPlacement(core), () => Poll(receiver, ref door, limit));
        thread.Join();
        if (thread.Failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thread.Failure);
        return door.Latencies;
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

    private struct Door(int warmUpCount) : IPacketHandler
    {
        public readonly LongHistogram Latencies = new(HighestNs, 3);
        public int Count;

        public void OnPacket(in Packet packet)
        {
            if (packet.Bytes.Length < sizeof(long)) return;
            long latencyNs = WallClock.NowNs() - BinaryPrimitives.ReadInt64LittleEndian(packet.Bytes);
            if (Count++ >= warmUpCount) Latencies.RecordValue(Math.Clamp(latencyNs, 0, HighestNs));
        }
    }
}

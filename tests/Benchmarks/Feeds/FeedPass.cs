using System.Diagnostics;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Benchmarks.Feeds;

/// <summary>A channel that runs all packets as often as it is told, each time from nothing.</summary>
internal sealed class FeedPass<TStamps> : IDisposable
    where TStamps : struct, IStamps
{
    private const int BatchCount = 64;
    private const int PayloadBytes = 2048;
    private const long HandOverNs = 5000; // by which the last packet of a batch was received before it is handed over
    private readonly byte[] _received = new byte[BatchCount * PayloadBytes];
    private readonly double[] _leastNs; // of each batch, over all rounds
    private readonly PacketStore _packets;
    private TStamps _stamps;
    private readonly EventBuffer _buffer = new();
    private readonly InstrumentTable _instruments = new(4096);
    private readonly FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Summer>, TStamps>, TStamps> _channel;
    private readonly long[] _sums = new long[2];
    private long _passCount;

    public FeedPass(PacketStore packets, TStamps stamps)
    {
        (_packets, _stamps) = (packets, stamps);
        _leastNs = new double[(packets.Count + BatchCount - 1) / BatchCount];
        Array.Fill(_leastNs, double.MaxValue);
        _channel = new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, _instruments, new(_buffer, new Summer(_sums)), stamps), stamps);
    }

    /// <summary>The channel, for what may be attached to it.</summary>
    public FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Summer>, TStamps>, TStamps> Channel => _channel;

    /// <summary>Events of a packet in the mean, duplicates among the packets.</summary>
    public double EventsOfAPacket => (double)_sums[1] / (_passCount * _packets.Count);

    /// <summary>Nanoseconds a packet, of the fastest round of each batch: what the machine does besides is in none of them.</summary>
    public double LeastNs => _leastNs.Sum() / _packets.Count;

    /// <summary>Runs them.</summary>
    /// <returns>Nanoseconds a packet.</returns>
    public double RunNs()
    {
        _instruments.Reset();
        _channel.Restart();
        _passCount++;
        long start = Stopwatch.GetTimestamp();
        for (int first = 0; first < _packets.Count; first += BatchCount)
        {
            int count = Math.Min(BatchCount, _packets.Count - first);
            for (int i = 0; i < count; i++) _packets[first + i].Bytes.CopyTo(_received.AsSpan(i * PayloadBytes));
            long startTicks = Stopwatch.GetTimestamp();
            _channel.OnPollStart();
            if (_channel.Wire is { } wire) wire.Anchor(0, _stamps.Now(), _packets[first + count - 1].RxNs + HandOverNs, 0, 0);
            for (int i = 0; i < count; i++) Take(_packets[first + i], i);
            double ns = Stopwatch.GetElapsedTime(startTicks).TotalNanoseconds;
            if (ns < _leastNs[first / BatchCount]) _leastNs[first / BatchCount] = ns;
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / _packets.Count;
    }

    // As the kernel does: a packet lies in a buffer that was just written, and is not the next of a long array that the processor reads ahead.
    private void Take(in Packet packet, int index)
    {
        Packet received = new(_received.AsSpan(index * PayloadBytes, packet.Bytes.Length), packet.RxNs, packet.Group);
        _channel.OnPacket(received, received.RxNs);
    }

    public void Dispose()
    {
        _channel.Dispose();
        _instruments.Dispose();
        _buffer.Dispose();
    }

    /// <summary>Takes the events: a sum of them, and how many.</summary>
    internal readonly struct Summer(long[] sums) : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
            sums[0] += marketEvent.PriceNano ^ marketEvent.Quantity;
            sums[1]++;
        }
    }
}

using System.Buffers.Binary;
using System.Diagnostics;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Latency.Histograms;
using FeedHandler.Native.Clocks;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>
/// Measures how long after the time at which it was due to be sent each packet is in the hands of the feed thread, and its book update in those of a
/// strategy on the same thread. A sender that is late makes the packet late: nothing is left out (no coordinated omission).
/// </summary>
/// <param name="count">Packets to receive; the first tenth warms up and is not recorded.</param>
/// <param name="core">Core of the polling thread, or null.</param>
internal readonly struct ReceiveProbe(int count, int? core) : IFeedDriver<WireLatencies>
{
    private const int InstrumentsMax = 16;

    /// <inheritdoc/>
    public WireLatencies Drive<TReceiver>(TReceiver receiver)
        where TReceiver : struct, IReceiver
    {
        using CancellationTokenSource stop = new();
        WireLatencies latencies = new(count, stop);
        PipelineOptions options = new() { IsInline = true, HasStamps = false, FeedCore = core, InstrumentsMax = InstrumentsMax, TouchesAllBooks = true };
        using Pipeline pipeline = Pipelines.Create(new PipelinePlan(options, FeedSource.TwoLines, [StrategySeat.Of(new WireStrategy(latencies))]));
        pipeline.Run(receiver, new WireMode(latencies), stop.Token);
        return latencies;
    }
}

/// <summary>The latencies of one receiver, in nanoseconds. Written by the feed thread.</summary>
/// <param name="count">Packets to come, of which the first tenth is not recorded.</param>
/// <param name="stop">Cancelled when all have come, or none has for so long that the rest is lost.</param>
internal sealed class WireLatencies(int count, CancellationTokenSource stop)
{
    // The longest latency told apart, in nanoseconds: ten seconds.
    private const long HighestNs = 10_000_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private long _lastTicks = Stopwatch.GetTimestamp();
    private int _seenCount;
    private int _packetCount;
    private int _updateCount;

    /// <summary>Until a packet was in the hands of the feed thread.</summary>
    public DurationHistogram Handler { get; } = new(HighestNs);

    /// <summary>Until its book update was in those of a strategy.</summary>
    public DurationHistogram Strategy { get; } = new(HighestNs);

    /// <summary>Takes a packet that was due at a time.</summary>
    public void OnPacket(long dueNs)
    {
        if (_packetCount++ >= count / 10) Handler.Record(WallClock.NowNs() - dueNs);
    }

    /// <summary>Takes the book update of a packet that was due at a time.</summary>
    public void OnUpdate(long dueNs)
    {
        if (_updateCount++ >= count / 10) Strategy.Record(WallClock.NowNs() - dueNs);
    }

    /// <summary>Looks whether it is over.</summary>
    public void OnPoll()
    {
        if (_packetCount != _seenCount) (_seenCount, _lastTicks) = (_packetCount, Stopwatch.GetTimestamp());
        else if (Stopwatch.GetElapsedTime(_lastTicks) > Patience) stop.Cancel();
        if (_packetCount >= count) stop.Cancel();
    }
}

/// <summary>A live feed that notes how late each packet is before it is judged.</summary>
internal readonly struct WireMode(WireLatencies latencies) : IFeedMode
{
    /// <inheritdoc/>
    public static bool IsLive => true;

    /// <inheritdoc/>
    public void OnPoll() => latencies.OnPoll();

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (packet.Bytes.Length >= TimedPacket.BytesMin) latencies.OnPacket(BinaryPrimitives.ReadInt64LittleEndian(packet.Bytes[TimedPacket.TimeOffset..]));
    }

    /// <inheritdoc/>
    public void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs)
    {
    }

    /// <inheritdoc/>
    public long NowNs(in Packet packet) => WallClock.NowNs();

    /// <inheritdoc/>
    public long NowNs() => WallClock.NowNs();
}

/// <summary>Notes how late each book update is.</summary>
internal sealed class WireStrategy(WireLatencies latencies) : Strategy
{
    /// <inheritdoc/>
    public override string Name => "wire";

    /// <inheritdoc/>
    public override void OnBook(in BookView book, in MarketEvent change) => latencies.OnUpdate(change.TransactTimeNs);
}

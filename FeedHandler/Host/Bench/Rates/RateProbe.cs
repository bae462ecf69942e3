using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay.Publishing;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>
/// Latencies of one run, written by the feed thread: from when a packet was due to be sent, not from when it was. A sender that is late makes the packet late,
/// so that nothing that waited behind a stall is left out (no coordinated omission).
/// </summary>
/// <param name="schedule">When packets are due.</param>
/// <param name="speed">How much faster than captured.</param>
internal sealed class RateLatencies(RateSchedule schedule, PublishSpeed speed)
{
    // The longest latency told apart, in nanoseconds: a minute.
    private const long HighestNs = 60_000_000_000;

    /// <summary>Until a packet was in the hands of the feed thread: every packet, of every line.</summary>
    public DurationHistogram Handler { get; } = new(HighestNs);

    /// <summary>Until a book update was in those of a strategy, from when its packet was due on the first of the lines.</summary>
    public DurationHistogram Strategy { get; } = new(HighestNs);

    /// <summary>When the sender began, in nanoseconds of the steady clock; set once, before packets come.</summary>
    public required Func<long> StartNs { get; init; }

    /// <summary>Packets that came and are none of those that were sent.</summary>
    public long StrangeCount { get; private set; }

    /// <summary>Takes a packet.</summary>
    public void OnPacket(in Packet packet)
    {
        if (schedule.TryFind(packet.Bytes, packet.Group, out long offsetNs)) Handler.Record(SinceNs(offsetNs));
        else StrangeCount++;
    }

    /// <summary>Takes a book update of a packet.</summary>
    /// <param name="number">The packet's number.</param>
    public void OnUpdate(uint number)
    {
        if (schedule.TryFind(number, out long offsetNs)) Strategy.Record(SinceNs(offsetNs));
    }

    private long SinceNs(long offsetNs) => default(MonotonicClock).NowNs() - (StartNs() + speed.DueNs(0, offsetNs));
}

/// <summary>Drives a pipeline on a live receiver, strategy and all on the feed thread.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="mode">Notes what comes, and when it is over.</param>
/// <param name="stop">Ends it.</param>
internal readonly struct RateProbe(Pipeline pipeline, RateMode mode, CancellationToken stop) : IFeedDriver<FeedRun>
{
    /// <inheritdoc/>
    public FeedRun Drive<TReceiver>(TReceiver receiver)
        where TReceiver : struct, IReceiver => pipeline.Run(receiver, mode, stop);
}

/// <summary>A live feed that notes how late each packet is before it is judged, and ends when all have come or the rest is lost.</summary>
/// <param name="latencies">Takes them.</param>
/// <param name="expected">How many are sent.</param>
/// <param name="hasEnded">Whether the sender has sent all.</param>
/// <param name="stop">Cancelled at the end.</param>
internal struct RateMode(RateLatencies latencies, long expected, Func<bool> hasEnded, CancellationTokenSource stop) : IFeedMode
{
    // So long behind the sender's end nothing comes any more, in nanoseconds.
    private const long PatienceNs = 300_000_000;
    private long _nowNs;
    private long _lastNs;
    private long _count;
    private long _seenCount;

    /// <inheritdoc/>
    public static bool IsLive => true;

    /// <inheritdoc/>
    public void OnPoll()
    {
        _nowNs = default(MonotonicClock).NowNs();
        if (_count != _seenCount || !hasEnded()) (_seenCount, _lastNs) = (_count, _nowNs);
        if (_count >= expected || _nowNs - _lastNs > PatienceNs) stop.Cancel();
    }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        _count++;
        latencies.OnPacket(packet);
    }

    /// <inheritdoc/>
    public readonly void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs)
    {
    }

    /// <inheritdoc/>
    public readonly long NowNs(in Packet packet) => _nowNs;

    /// <inheritdoc/>
    public readonly long NowNs() => _nowNs;
}

/// <summary>Notes how late each book update is.</summary>
internal sealed class RateStrategy(RateLatencies latencies) : Strategy
{
    /// <inheritdoc/>
    public override string Name => "rate";

    /// <inheritdoc/>
    public override void OnBook(in BookView book, in MarketEvent change) => latencies.OnUpdate(change.SeqNum);
}

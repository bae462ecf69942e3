using FeedHandler.Core.Packets;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Replay.Publishing;

/// <summary>
/// Sends the packets of a capture, each at its own absolute time: a packet that goes out late moves no other. Runs on the calling thread.
/// </summary>
/// <typeparam name="TReceiver">Where packets come from.</typeparam>
/// <typeparam name="TSender">Where they go.</typeparam>
/// <typeparam name="TClock">What tells the time.</typeparam>
public sealed class Publisher<TReceiver, TSender, TClock>
    where TReceiver : IReceiver
    where TSender : IPacketSender
    where TClock : struct, IClock
{
    private const int BatchCount = 64;
    private readonly PublishQueue<TReceiver> _queue;
    private readonly FeedMap _map;
    private readonly TSender _sender;
    private readonly TClock _clock;
    private readonly PublishSpeed _speed;
    private long _lastSentNs = long.MinValue;
    private int _batchCount;

    // Written by the publishing thread before it sends anything (release), read by whoever receives that (acquire).
    private long _startNs;

    /// <summary>Prepares to send.</summary>
    /// <param name="receiver">Where packets come from; read once, or once a loop.</param>
    /// <param name="map">What the receiver's groups are.</param>
    /// <param name="sender">Where they go.</param>
    /// <param name="clock">What tells the time.</param>
    /// <param name="speed">When packets are due.</param>
    /// <param name="faults">What goes wrong on the way.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fault is out of its range.</exception>
    public Publisher(TReceiver receiver, FeedMap map, TSender sender, TClock clock, PublishSpeed speed, PublishFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        faults.Validate();
        _queue = new PublishQueue<TReceiver>(receiver, map, speed, faults, Counters, new LoopTimes());
        _map = map;
        _sender = sender;
        _clock = clock;
        _speed = speed;
    }

    /// <summary>How it waits for the time of a packet.</summary>
    public DueWait Wait { get; init; } = DueWait.Spin;

    /// <summary>What became of the packets.</summary>
    public PublishCounters Counters { get; } = new();

    /// <summary>How long after its time each packet was given to the system, in nanoseconds; empty when unpaced.</summary>
    public DurationHistogram Lateness { get; } = new(DurationHistogram.LimitNs);

    /// <summary>The time between packets as they were given to the system, in nanoseconds; packets of one batch are 0 apart.</summary>
    public DurationHistogram Gaps { get; } = new(DurationHistogram.LimitNs);

    /// <summary>When it began, in nanoseconds of its clock, from which every packet's time is counted; 0 before it did.</summary>
    public long StartNs => Volatile.Read(ref _startNs);

    /// <summary>How long it has sent, in nanoseconds.</summary>
    public long ElapsedNs { get; private set; }

    /// <summary>Sends everything.</summary>
    /// <param name="loopCount">How many times, at least 1; <see cref="int.MaxValue"/> until stopped.</param>
    /// <param name="rewind">Puts the receiver back at its first packet, for the next loop.</param>
    /// <param name="stop">Ends it early, between two packets.</param>
    public void Run(int loopCount, Action rewind, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(rewind);
        ArgumentOutOfRangeException.ThrowIfLessThan(loopCount, 1);
        long startNs = _clock.NowNs();
        Volatile.Write(ref _startNs, startNs);
        for (int loop = 1; loop <= loopCount && !stop.IsCancellationRequested; loop++)
        {
            while (!stop.IsCancellationRequested && _queue.TryTake(isLast: loop == loopCount, out PublishedPacket packet)) Send(packet, startNs, stop);
            if (loop == loopCount) break;
            _queue.CaptureOffsetNs += _queue.LastCaptureNs;
            _queue.StartLoop();
            rewind();
            if (loop == int.MaxValue - 1) loop = 1; // until stopped means until stopped
        }

        Flush();
        ElapsedNs = _clock.NowNs() - startNs;
    }

    private void Send(PublishedPacket packet, long startNs, CancellationToken stop)
    {
        long dueNs = startNs + packet.DueNs;
        long nowNs = _clock.NowNs();
        if (!_speed.IsUnpaced && nowNs < dueNs)
        {
            Flush();
            nowNs = DueTime.WaitUntil(_clock, dueNs, Wait, stop);
        }

        _sender.Send(packet.Group, packet.Payload);
        Count(packet, nowNs, dueNs);
        _queue.Return(packet);
        if (++_batchCount == BatchCount) Flush();
    }

    private void Flush()
    {
        if (_batchCount == 0) return;
        _sender.Flush();
        _batchCount = 0;
    }

    private void Count(PublishedPacket packet, long nowNs, long dueNs)
    {
        if (_map[packet.Group].Line == Line.A) Counters.SentCountA++;
        else Counters.SentCountB++;
        Counters.SentBytes += packet.Payload.Length;
        if (!_speed.IsUnpaced) Lateness.Record(nowNs - dueNs);
        if (_lastSentNs != long.MinValue) Gaps.Record(nowNs - _lastSentNs);
        _lastSentNs = nowNs;
    }
}

/// <summary>Where published packets go: a struct type argument of the publisher; the real one sends datagrams.</summary>
public interface IPacketSender
{
    /// <summary>Packets that the system did not take, since the start.</summary>
    long RefusedCount { get; }

    /// <summary>Takes a packet to be sent; it may wait for <see cref="Flush"/>.</summary>
    /// <param name="group">The group, by its place in the feed map.</param>
    /// <param name="payload">The payload; valid only during the call.</param>
    void Send(int group, ReadOnlySpan<byte> payload);

    /// <summary>Sends what was taken.</summary>
    void Flush();
}

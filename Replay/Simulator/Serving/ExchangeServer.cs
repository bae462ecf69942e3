using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay.Publishing;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Sends the packets of a served channel, each at its own absolute time: one that goes out late moves no other. Runs on the calling thread.
/// </summary>
/// <typeparam name="TSender">Where they go.</typeparam>
/// <typeparam name="TClock">What tells the time.</typeparam>
/// <param name="channel">The channel.</param>
/// <param name="sender">Where they go.</param>
/// <param name="clock">What tells the time.</param>
/// <param name="duration">For how long it trades; null for as long as it does by itself.</param>
public sealed class ExchangeServer<TSender, TClock>(ServedChannel channel, TSender sender, TClock clock, TimeSpan? duration)
    where TSender : IPacketSender
    where TClock : struct, IClock
{
    private const int BatchCount = 64;
    private readonly long _durationNs = duration is { } limit ? limit.Ticks * TimeSpan.NanosecondsPerTick : long.MaxValue;
    private long _startNs;
    private int _batchCount;

    /// <summary>How it waits for the time of a packet; usually beside a feed on the same machine.</summary>
    public DueWait Wait { get; init; } = DueWait.Yield;

    /// <summary>How long after its time each packet was given to the system, in nanoseconds.</summary>
    public DurationHistogram Lateness { get; } = new(DurationHistogram.LimitNs);

    /// <summary>How long it has sent, in nanoseconds.</summary>
    public long ElapsedNs { get; private set; }

    /// <summary>Serves to the end.</summary>
    /// <param name="stop">Ends it early: what was made goes out, and nothing follows.</param>
    /// <param name="whenClosed">Called once when the channel has closed, and is quiet from here on; null for nobody.</param>
    public void Run(CancellationToken stop, Action? whenClosed = null)
    {
        _startNs = clock.NowNs();
        while (channel.TryNext(out ServedPacket packet))
        {
            Send(packet, stop);
            if (channel.IsQuiet) TellClosed(ref whenClosed);
            if (stop.IsCancellationRequested) channel.Stop();
            else if (clock.NowNs() - _startNs > _durationNs) channel.Finish(channel.StartNs + clock.NowNs() - _startNs);
        }

        Flush();
        ElapsedNs = clock.NowNs() - _startNs;
    }

    private static void TellClosed(ref Action? whenClosed)
    {
        whenClosed?.Invoke();
        whenClosed = null;
    }

    private void Send(in ServedPacket packet, CancellationToken stop)
    {
        long dueNs = _startNs + (packet.DueNs - channel.StartNs);
        long nowNs = clock.NowNs();
        if (nowNs < dueNs)
        {
            Flush();
            nowNs = DueTime.WaitUntil(clock, dueNs, Wait, stop);
        }

        sender.Send(packet.Group, packet.Bytes.Span);
        if (nowNs >= dueNs) Lateness.Record(nowNs - dueNs);
        if (++_batchCount == BatchCount) Flush();
    }

    private void Flush()
    {
        if (_batchCount == 0) return;
        sender.Flush();
        _batchCount = 0;
    }
}

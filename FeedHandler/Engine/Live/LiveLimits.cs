using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>Ends a live feed when its time is over or nothing comes any more. It watches from outside and never touches the feed thread.</summary>
public sealed class LiveLimits : IDisposable
{
    private static readonly TimeSpan IdleStep = TimeSpan.FromMilliseconds(20);
    private readonly ILiveReceiver _receiver;
    private readonly CancellationTokenSource _stop;
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly Thread? _thread;

    /// <summary>Begins to watch.</summary>
    /// <param name="receiver">What is received by.</param>
    /// <param name="options">When to end.</param>
    /// <param name="stop">Ends the feed.</param>
    public LiveLimits(ILiveReceiver receiver, LiveOptions options, CancellationTokenSource stop)
    {
        _receiver = receiver;
        _stop = stop;
        if (options.Duration is { } duration) stop.CancelAfter(duration);
        if (options.IdleLimit is not { } limit) return;
        _thread = new Thread(() => WatchIdle(limit)) { Name = "idle-watch", IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Set();
        _thread?.Join();
        _ended.Dispose();
    }

    // By looks and not by a clock: while the process was stopped nobody received, whatever came.
    private void WatchIdle(TimeSpan limit)
    {
        long lastCount = 0;
        TimeSpan idle = TimeSpan.Zero;
        while (!_ended.WaitOne(IdleStep))
        {
            long count = PacketCount();
            idle = count == 0 || count != lastCount ? TimeSpan.Zero : idle + IdleStep;
            lastCount = count;
            if (idle >= limit) _stop.Cancel();
        }
    }

    // Fifty times a second: an enumerator each time would be collected in the middle of the feed.
    private long PacketCount()
    {
        long count = 0;
        for (int i = 0; i < _receiver.Counters.Count; i++) count += _receiver.Counters[i].Packets;
        return count;
    }
}

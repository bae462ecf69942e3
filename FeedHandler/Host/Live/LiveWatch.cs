using FeedHandler.Receivers;

namespace FeedHandler.Host.Live;

/// <summary>
/// Watches a live feed from outside: draws it where somebody looks, and ends it when its time is over or nothing comes any more. It never
/// touches the feed thread.
/// </summary>
internal sealed class LiveWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan IdleStep = TimeSpan.FromMilliseconds(20);
    private readonly ILiveReceiver _receiver;
    private readonly CancellationTokenSource _stop;
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly List<Thread> _threads = [];

    /// <summary>Begins to watch.</summary>
    /// <param name="receiver">What is received by.</param>
    /// <param name="options">When to end.</param>
    /// <param name="stop">Ends the feed.</param>
    /// <param name="screen">Where to draw; null draws nothing.</param>
    /// <param name="tables">Reads the feed; needed for a screen.</param>
    public LiveWatch(
        ILiveReceiver receiver, LiveOptions options, CancellationTokenSource stop, LiveScreen? screen = null, LiveStatusTables? tables = null)
    {
        _receiver = receiver;
        _stop = stop;
        if (options.Duration is { } duration) stop.CancelAfter(duration);
        if (options.IdleLimit is { } limit) Start("idle-watch", () => WatchIdle(limit));
        if (screen is not null && tables is not null) Start("screen", () => screen.Run(tables, Period, _ended));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Set();
        foreach (Thread thread in _threads) thread.Join();
        _ended.Dispose();
    }

    private void Start(string name, Action job)
    {
        Thread thread = new(() => job()) { Name = name, IsBackground = true };
        _threads.Add(thread);
        thread.Start();
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

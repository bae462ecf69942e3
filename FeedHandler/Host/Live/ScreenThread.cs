namespace FeedHandler.Host.Live;

/// <summary>Draws a live feed again and again on a thread of its own, which never touches the feed's.</summary>
internal sealed class ScreenThread : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly Thread? _thread;

    /// <summary>Begins to draw.</summary>
    /// <param name="screen">Where; null draws nothing.</param>
    /// <param name="tables">Reads the feed.</param>
    public ScreenThread(LiveScreen? screen, LiveStatusTables tables)
    {
        if (screen is null) return;
        _thread = new Thread(() => screen.Run(tables, Period, _ended)) { Name = "screen", IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Set();
        _thread?.Join();
        _ended.Dispose();
    }
}

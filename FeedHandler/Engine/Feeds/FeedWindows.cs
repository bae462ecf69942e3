using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Engine;

/// <summary>
/// What stages and channels took in the last second and in the last minute, beside the session that reports tell. A thread of its own looks once a second into
/// what the feed counts anyway; it shares no lock with a thread of the feed and allocates nothing. Any thread may read.
/// </summary>
public sealed class FeedWindows
{
    /// <summary>Channels whose windows are kept, the first of the map; those beyond have none, as each takes a megabyte.</summary>
    public const int ChannelCountMax = 64;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new(); // among observers
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly DurationWindows[] _stages;
    private readonly DurationWindows[] _channels;
    private readonly Thread _thread;

    internal FeedWindows(Pipeline pipeline)
    {
        Stage[] stages = pipeline.Histograms.Count == 0 ? [] : StageNames.InOrder.ToArray();
        _stages = [.. stages.Select(stage => StageHistograms.NewWindows(pipeline.Histograms, stage))];
        _channels = [.. pipeline.Channels.Take(ChannelCountMax).Select(static channel => channel.Ways).OfType<PacketWays>()
            .Select(static ways => new DurationWindows([.. ways.All]))];
        _thread = new Thread(Run) { Name = "latency-windows", IsBackground = true };
        if (_stages.Length > 0) _thread.Start();
    }

    /// <summary>Whether nothing is kept, as without stamps.</summary>
    public bool IsEmpty => _stages.Length == 0;

    /// <summary>Reads what a stage took, over all consumers.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="window">How far back.</param>
    /// <param name="durations">Takes it in the place of what it has; of <see cref="DurationWindows.NewHistogram"/>.</param>
    public void Read(Stage stage, LatencyWindow window, DurationHistogram durations) => Read(_stages, (int)stage, window, durations);

    /// <summary>Reads what packets of a channel took on the feed thread, over lines and classes: nothing beyond <see cref="ChannelCountMax"/>.</summary>
    /// <param name="channel">The channel's index.</param>
    /// <param name="window">How far back.</param>
    /// <param name="durations">Takes it in the place of what it has; of <see cref="DurationWindows.NewHistogram"/>.</param>
    public void ReadChannel(int channel, LatencyWindow window, DurationHistogram durations) => Read(_channels, channel, window, durations);

    /// <summary>Ends a second now, whenever the last one began.</summary>
    internal void Look()
    {
        lock (_lock)
        {
            foreach (DurationWindows stage in _stages) stage.Look();
            foreach (DurationWindows channel in _channels) channel.Look();
        }
    }

    /// <summary>Ends looking; what was seen last can still be read.</summary>
    internal void Stop()
    {
        _ended.Set();
        if (_stages.Length > 0) _thread.Join();
        _ended.Dispose();
    }

    private void Read(DurationWindows[] windows, int index, LatencyWindow window, DurationHistogram durations)
    {
        ArgumentNullException.ThrowIfNull(durations);
        durations.Reset();
        if (index >= windows.Length) return;
        lock (_lock) windows[index].AddTo(window, durations);
    }

    private void Run()
    {
        while (!_ended.WaitOne(Period)) Look();
    }
}

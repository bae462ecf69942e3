using FeedHandler.Core.Recovery;

namespace FeedHandler.Engine;

/// <summary>
/// What of a live feed may wait, on cold threads: one that joins and leaves the groups of loops, and one for each channel that asks servers for what it has
/// lost. The feed thread knows of them by words, queues and buffers alone, and never waits for them.
/// </summary>
internal sealed class Conductor : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private readonly ReplayWorker?[] _workers;
    private readonly CancellationTokenSource _stop = new();
    private LoopGroups? _loops;
    private Thread? _thread;

    /// <summary>Takes the memory; <see cref="Start"/> begins.</summary>
    /// <param name="options">Whom to ask, and how.</param>
    /// <param name="protocol">In the words of which venue; null for one whose servers cannot be asked.</param>
    /// <param name="channelIds">The numbers of the feed's channels, by index.</param>
    public Conductor(ReplayOptions options, IReplayProtocol? protocol, IReadOnlyList<int> channelIds)
    {
        RequestPace pace = new(options.RequestsPerSecond);
        _workers = new ReplayWorker?[channelIds.Count];
        for (int channel = 0; channel < _workers.Length; channel++)
        {
            ReplaySource? source = options.Sources.FirstOrDefault(source => source.ChannelId == channelIds[channel] && source.Servers.Count > 0);
            if (source is not null && protocol is not null) _workers[channel] = new ReplayWorker(channel, options, (source, protocol), pace, _stop.Token);
        }

        Links = Array.Exists(_workers, static worker => worker is not null) ? [.. _workers.Select(static worker => worker?.Link)] : [];
    }

    /// <summary>By which each channel asks, by index; null for one without servers, and empty where none has any.</summary>
    public IReadOnlyList<ReplayLink?> Links { get; }

    /// <summary>Why a request failed last, of each channel of which one did, and a join, of each group; to be read when the feed has ended.</summary>
    public IEnumerable<string> Failures => _workers.Select(static worker => worker?.Failure).OfType<string>().Concat(_loops?.Failures ?? []);

    /// <summary>Takes over the groups of loops; before <see cref="Start"/>.</summary>
    /// <param name="loops">The groups.</param>
    public void Conduct(LoopGroups loops) => _loops = loops;

    /// <summary>Begins.</summary>
    public void Start()
    {
        if (_loops is { Any: true })
        {
            _thread = new Thread(Run) { Name = "conductor", IsBackground = true };
            _thread.Start();
        }

        foreach (ReplayWorker? worker in _workers) worker?.Start();
    }

    /// <summary>Ends, whatever is under way; the memory stays until <see cref="Dispose"/>.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _thread?.Join();
        foreach (ReplayWorker? worker in _workers) worker?.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        foreach (ReplayWorker? worker in _workers) worker?.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Token.WaitHandle.WaitOne(Step)) _loops!.Step();
    }
}

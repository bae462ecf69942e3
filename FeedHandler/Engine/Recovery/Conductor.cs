using FeedHandler.Core.Recovery;

namespace FeedHandler.Engine;

/// <summary>
/// What of a live feed may wait, on cold threads: one for each channel that asks servers for what it has lost, at most as many as there are channels. The feed
/// thread knows of them by queues and buffers alone, and never waits for them.
/// </summary>
internal sealed class Conductor : IDisposable
{
    private readonly ReplayWorker?[] _workers;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Takes the memory; <see cref="Start"/> begins.</summary>
    /// <param name="options">Whom to ask, and how.</param>
    /// <param name="channelIds">The numbers of the feed's channels, by index.</param>
    public Conductor(ReplayOptions options, IReadOnlyList<int> channelIds)
    {
        RequestPace pace = new(options.RequestsPerSecond);
        _workers = [.. channelIds.Select((id, channel) => options.Sources.FirstOrDefault(source => source.ChannelId == id && source.Servers.Count > 0) is { } source
            ? new ReplayWorker(channel, options, source, pace, _stop.Token)
            : null)];
        Links = Array.Exists(_workers, static worker => worker is not null) ? [.. _workers.Select(static worker => worker?.Link)] : [];
    }

    /// <summary>By which each channel asks, by index; null for one without servers, and empty where none has any.</summary>
    public IReadOnlyList<ReplayLink?> Links { get; }

    /// <summary>Why a request failed last, of each channel of which one did; to be read when the feed has ended.</summary>
    public IEnumerable<string> Failures => _workers.Select(static worker => worker?.Failure).OfType<string>();

    /// <summary>Begins to serve requests.</summary>
    public void Start()
    {
        foreach (ReplayWorker? worker in _workers) worker?.Start();
    }

    /// <summary>Ends, whatever is under way; the memory stays until <see cref="Dispose"/>.</summary>
    public void Stop()
    {
        _stop.Cancel();
        foreach (ReplayWorker? worker in _workers) worker?.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        foreach (ReplayWorker? worker in _workers) worker?.Dispose();
        _stop.Dispose();
    }
}

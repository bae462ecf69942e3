namespace FeedHandler.Client.Remote;

/// <summary>
/// The gateways of a feed: which one is next. Those that are well go first, and of those chance decides, so that the clients of one that went away spread
/// over the others; one that failed is left alone for a time that doubles with each failure, and then tried once. Times are milliseconds of any clock.
/// </summary>
internal sealed class EndpointPool
{
    private const int DoublingsMax = 20;
    private readonly GatewayHealth[] _all;
    private readonly int _backOffMinMs, _backOffMaxMs;
    private readonly Random _random;

    /// <summary>Begins with all of them well.</summary>
    public EndpointPool(IReadOnlyList<GatewayEndpoint> endpoints, int backOffMinMs, int backOffMaxMs, Random random)
    {
        _all = [.. endpoints.Select(static endpoint => new GatewayHealth(endpoint))];
        (_backOffMinMs, _backOffMaxMs, _random) = (backOffMinMs, backOffMaxMs, random);
    }

    /// <summary>The gateways.</summary>
    public IReadOnlyList<GatewayHealth> All => _all;

    /// <summary>The one that failed last; null before one did.</summary>
    public GatewayHealth? LastFailed { get; private set; }

    /// <summary>Whether none of them serves this client.</summary>
    public bool AreAllRefusing => Array.TrueForAll(_all, static one => one.IsRefusing);

    /// <summary>The gateway to try now: by chance one of those that failed least.</summary>
    /// <returns>Null while all of them are left alone.</returns>
    public GatewayHealth? Next(long nowMs)
    {
        GatewayHealth[] due = [.. _all.Where(one => nowMs >= one.RetryAtMs)];
        if (due.Length == 0) return null;
        int least = due.Min(static one => one.FailuresInRow);
        GatewayHealth[] best = [.. due.Where(one => one.FailuresInRow == least)];
        GatewayHealth chosen = best[_random.Next(best.Length)];
        chosen.AttemptCount++;
        return chosen;
    }

    /// <summary>How long until one is to be tried.</summary>
    public long DueInMs(long nowMs) => Math.Max(0, _all.Min(static one => one.RetryAtMs) - nowMs);

    /// <summary>A gateway failed.</summary>
    /// <param name="failed">Which.</param>
    /// <param name="nowMs">When.</param>
    /// <param name="servedMs">For how long it had served before.</param>
    /// <param name="what">What was wrong.</param>
    /// <param name="isRefusing">Whether it does not serve this client: soon it will not either.</param>
    /// <param name="fault">Of what kind that was.</param>
    public void Fail(GatewayHealth failed, long nowMs, long servedMs, string what, bool isRefusing, GatewayFault fault = GatewayFault.Other)
    {
        if (servedMs >= _backOffMaxMs) failed.FailuresInRow = 0; // a gateway that opens and closes at once is not well
        LastFailed = failed;
        (failed.LastFailure, failed.LastFault, failed.IsRefusing) = ($"{failed.Endpoint}: {what}", fault, isRefusing);
        failed.FailureCount++;
        failed.FailuresInRow++;
        long backOffMs = isRefusing ? _backOffMaxMs : Math.Min(_backOffMaxMs, (long)_backOffMinMs << Math.Min(failed.FailuresInRow - 1, DoublingsMax));
        failed.RetryAtMs = nowMs + backOffMs - _random.NextInt64((backOffMs / 2) + 1);
    }

    /// <summary>A gateway serves from here on.</summary>
    public static void NoteConnected(GatewayHealth served)
    {
        served.ConnectedCount++;
        served.IsRefusing = false;
    }

    /// <summary>A gateway that went wrong is well again: it has served for long enough.</summary>
    public void NoteService(GatewayHealth served, long servedMs)
    {
        if (served.FailuresInRow > 0 && servedMs >= _backOffMaxMs) served.FailuresInRow = 0;
    }
}

namespace FeedHandler.Client;

/// <summary>How a gateway of a pool is doing. Written by the thread that polls.</summary>
/// <param name="endpoint">Which.</param>
public sealed class GatewayHealth(GatewayEndpoint endpoint)
{
    /// <summary>Which gateway.</summary>
    public GatewayEndpoint Endpoint { get; } = endpoint;

    /// <summary>How often connecting to it was tried.</summary>
    public long AttemptCount { get; internal set; }

    /// <summary>How often it gave books, or went on with events.</summary>
    public long ConnectedCount { get; internal set; }

    /// <summary>How often it failed: refused, closed the connection, fell silent, or broke the chain of events.</summary>
    public long FailureCount { get; internal set; }

    /// <summary>How often in a row, with no time of good service between.</summary>
    public int FailuresInRow { get; internal set; }

    /// <summary>What was wrong with it last; null for nothing so far.</summary>
    public string? LastFailure { get; internal set; }

    /// <summary>Of what kind that was.</summary>
    public GatewayFault LastFault { get; internal set; }

    /// <summary>Whether what it said last was that it does not serve this client.</summary>
    public bool IsRefusing { get; internal set; }

    internal long RetryAtMs { get; set; }
}

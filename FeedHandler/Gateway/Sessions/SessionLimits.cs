namespace FeedHandler.Gateway.Sessions;

/// <summary>What one client may do, and how long it may take for it. Everything is bounded.</summary>
public sealed record SessionLimits
{
    /// <summary>How long a client may take from its connection to its logon, in milliseconds.</summary>
    public int LogonMs { get; init; } = 10_000;

    /// <summary>How often either side is heard when the client does not say, in milliseconds.</summary>
    public int HeartbeatMs { get; init; } = 5000;

    /// <summary>The shortest heartbeat interval that is given, in milliseconds.</summary>
    public int HeartbeatMsMin { get; init; } = 100;

    /// <summary>The longest heartbeat interval that is given, in milliseconds.</summary>
    public int HeartbeatMsMax { get; init; } = 60_000;

    /// <summary>The shortest interval of books, in milliseconds.</summary>
    public int IntervalMsMin { get; init; } = 10;

    /// <summary>How long a client that is too slow may take nothing at all before it is closed, in milliseconds.</summary>
    public int StallMs { get; init; } = 30_000;

    /// <summary>Subscriptions of a client at once, up to 65535.</summary>
    public int SubscriptionsMax { get; init; } = 1000;

    /// <summary>Instruments that all subscriptions of a client mean at once.</summary>
    public int InstrumentsMax { get; init; } = 20_000;

    /// <summary>Instruments of all clients of a loop at once, each as often as it is subscribed to: about 40 bytes each.</summary>
    public int InterestsMax { get; init; } = 1 << 22;

    /// <summary>Requests of a client in a second, as many at once. A pattern with a wildcard counts one more for each 1000 instruments.</summary>
    public int RequestsPerSecondMax { get; init; } = 1000;

    /// <summary>Characters of a pattern.</summary>
    public int PatternLengthMax { get; init; } = 128;

    /// <summary>Snapshots are given to a client until so many bytes wait for it, then when it has taken them.</summary>
    public int SnapshotBytes { get; init; } = 128 << 10;
}

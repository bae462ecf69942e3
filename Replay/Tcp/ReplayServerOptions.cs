namespace FeedHandler.Replay.Tcp;

/// <summary>What a replay server does wrong, for those who must bear it.</summary>
public enum ServerFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It closes every connection at once.</summary>
    Closes,

    /// <summary>It logs everybody out.</summary>
    RefusesLogon,

    /// <summary>It takes the request and never answers.</summary>
    Stalls,

    /// <summary>It closes in the midst of a packet, behind half of what was asked for.</summary>
    DiesMidway,

    /// <summary>It says that all is well and sends the packet behind the one that is due.</summary>
    SkipsPackets,

    /// <summary>It sends packets from in front of the request.</summary>
    SendsOthers,

    /// <summary>It sends one more than was asked for in the place of the last.</summary>
    RunsOn,

    /// <summary>It sends a packet of which the last bytes are missing.</summary>
    CutsPackets,

    /// <summary>It sends a size of 0.</summary>
    SendsNothing,

    /// <summary>It sends bytes that mean nothing.</summary>
    SendsGarbage,

    /// <summary>It sends a message of a schema that nobody knows.</summary>
    SendsUnknownSchema,

    /// <summary>It logs out behind half of what was asked for.</summary>
    StopsMidway,
}

/// <summary>Whom a replay server serves, and how much.</summary>
public sealed record ReplayServerOptions
{
    /// <summary>The most packets that one request may ask for (CME MDP 3.0, "TCP Recovery").</summary>
    public const int RequestPacketsMax = 2000;

    /// <summary>Who may log on (553).</summary>
    public string User { get; init; } = "CME";

    /// <summary>With which password (554).</summary>
    public string Password { get; init; } = "CME";

    /// <summary>The channels that are served (1180), each with its packets.</summary>
    public required IReadOnlyDictionary<int, PacketArchive> Channels { get; init; }

    /// <summary>How many connections there may be at a time; one more is closed at once.</summary>
    public int ConnectionsMax { get; init; } = 16;

    /// <summary>How long a client may take for its next message.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many packets go out between two heartbeats.</summary>
    public int HeartbeatPackets { get; init; } = 500;
}

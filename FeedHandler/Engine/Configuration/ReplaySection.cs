using System.ComponentModel;

namespace FeedHandler.Engine;

/// <summary>Who is asked for lost packets by TCP, and how.</summary>
public sealed record ReplaySection
{
    private static readonly ReplayOptions Defaults = new();

    /// <summary>The servers.</summary>
    [Description("The servers; leave out, with cmeConfig, for its connections of feed type H. Nothing else is connected to")]
    public IReadOnlyList<ReplayServerEntry>? Servers { get; set; }

    /// <summary>The user.</summary>
    [Description("The user who logs on")]
    public string User { get; set; } = Defaults.Login.User;

    /// <summary>Where the password is.</summary>
    [Description("The environment variable that holds the password; leave out, with passwordFile, for the venue's public one")]
    public string? PasswordVariable { get; set; }

    /// <summary>Or in which file.</summary>
    [Description("The file whose first line is the password, relative to this file")]
    public string? PasswordFile { get; set; }

    /// <summary>Attempts.</summary>
    [Description("How often a part of what was lost is asked for before it is given up (1 to 20)")]
    public int Attempts { get; set; } = Defaults.AttemptsMax;

    /// <summary>Patience.</summary>
    [Description("Milliseconds for which a server may say nothing (10 to 600000)")]
    public int TimeoutMs { get; set; } = (int)Defaults.Timeout.TotalMilliseconds;

    /// <summary>Pace.</summary>
    [Description("How many connections there are in a second at most (1 to 1000)")]
    public int RequestsPerSecond { get; set; } = Defaults.RequestsPerSecond;

    /// <summary>Size.</summary>
    [Description("How many packets are asked for to heal one loss; what lost more is left to snapshots (1 to 100000)")]
    public int PacketsMax { get; set; } = Defaults.PacketsMax;

    /// <summary>Another schema of the session.</summary>
    [Description("A schema of logon, logout and heartbeat beside that of market data (id 1, templates 15, 16 and 12), for servers that have one of their own")]
    public SessionSchemaEntry? SessionSchema { get; set; }
}

/// <summary>A server that is asked for lost packets.</summary>
public sealed record ReplayServerEntry
{
    /// <summary>The channel's number.</summary>
    [Description("Channel id (1 to 65535); leave out for the channel of the file")]
    public int? Channel { get; set; }

    /// <summary>Where it listens.</summary>
    [Description("Address and TCP port, such as 10.1.2.3:10000 or [fd00::1]:10000")]
    public required string Address { get; set; }
}

/// <summary>By which templates a schema tells what happens to a session.</summary>
public sealed record SessionSchemaEntry
{
    /// <summary>The schema.</summary>
    [Description("The schema's id (1 to 65535)")]
    public required int Id { get; set; }

    /// <summary>Logon.</summary>
    [Description("The template of a logon (0 to 65535)")]
    public required int Logon { get; set; }

    /// <summary>Logout.</summary>
    [Description("The template of a logout (0 to 65535)")]
    public required int Logout { get; set; }

    /// <summary>Heartbeat.</summary>
    [Description("The template of a heartbeat (0 to 65535)")]
    public required int Heartbeat { get; set; }

    /// <summary>Where the text of a logout stands.</summary>
    [Description("Where the text of a logout stands in its root block (0 to 65535)")]
    public int TextOffset { get; set; }

    /// <summary>How long it is.</summary>
    [Description("How many bytes it has (0 to 65535)")]
    public int TextBytes { get; set; } = 180;
}

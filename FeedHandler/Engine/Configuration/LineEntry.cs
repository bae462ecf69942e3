using System.ComponentModel;

namespace FeedHandler.Engine;

/// <summary>One multicast group of a configuration file.</summary>
public sealed record LineEntry
{
    /// <summary>A or B.</summary>
    [Description("The line that the group carries: A or B")]
    public required string Line { get; set; }

    /// <summary>The channel's number.</summary>
    [Description("Channel id (1 to 65535); leave out for the channel of the file. All lines have one or none has")]
    public int? Channel { get; set; }

    /// <summary>What the group carries.</summary>
    [Description("incremental, snapshot, orderSnapshot, definitions or replay; leave out for incremental, the only ones that are joined")]
    public string? Role { get; set; }

    /// <summary>Address and port.</summary>
    [Description("Group address and UDP port, such as 224.0.31.64:14340 or [ff05::1]:14340")]
    public required string Group { get; set; }

    /// <summary>Interface.</summary>
    [Description("Network interface, by name or by its own address, such as eth1 or 10.0.0.5")]
    public required string Interface { get; set; }

    /// <summary>Sender.</summary>
    [Description("The only sender to accept (source-specific join); leave out to accept any")]
    public string? Source { get; set; }
}

using System.Net;
using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers;

/// <summary>One multicast group that a receiver joins: what it carries, where it comes from and by which interface.</summary>
/// <param name="Feed">What the group carries.</param>
/// <param name="Group">Group address and UDP port; IPv4 or IPv6.</param>
/// <param name="Interface">Name of the network interface, such as "eth1".</param>
/// <param name="Source">The only sender to accept (source-specific join); null accepts any.</param>
public sealed record LineGroup(FeedGroup Feed, IPEndPoint Group, string Interface, IPAddress? Source = null)
{
    /// <summary>A line of the incremental feed of a channel that nobody named.</summary>
    /// <param name="line">The line.</param>
    /// <param name="group">Group address and UDP port.</param>
    /// <param name="interfaceName">Name of the network interface.</param>
    /// <param name="source">The only sender to accept; null accepts any.</param>
    public LineGroup(Line line, IPEndPoint group, string interfaceName, IPAddress? source = null)
        : this(FeedGroup.Of(line), group, interfaceName, source)
    {
    }

    /// <summary>The line whose packets the group carries.</summary>
    public Line Line => Feed.Line;
}

using System.Net;
using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers;

/// <summary>One multicast group that a receiver joins: what it carries, where it comes from and by which interface.</summary>
/// <param name="Line">The line whose packets the group carries.</param>
/// <param name="Group">Group address and UDP port; IPv4 or IPv6.</param>
/// <param name="Interface">Name of the network interface, such as "eth1".</param>
/// <param name="Source">The only sender to accept (source-specific join); null accepts any.</param>
public sealed record LineGroup(Line Line, IPEndPoint Group, string Interface, IPAddress? Source = null);

using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;

namespace FeedHandler.Host.Publishing;

/// <summary>Where the packets of a group are sent.</summary>
/// <param name="Feed">What the group carries.</param>
/// <param name="Group">Group and port.</param>
/// <param name="Interface">Name of the interface by which they go out.</param>
/// <param name="SourcePort">Port to send from; 0 for any.</param>
/// <param name="TimeToLive">How many routers they may pass.</param>
internal sealed record LineTarget(FeedGroup Feed, IPEndPoint Group, string Interface, int SourcePort, int TimeToLive);

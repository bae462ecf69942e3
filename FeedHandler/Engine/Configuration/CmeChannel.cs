using System.Net;
using FeedHandler.Core.Packets;

namespace FeedHandler.Engine;

/// <summary>A channel of CME's config.xml.</summary>
/// <param name="Id">Channel number.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Connections">Its multicast connections; TCP ones and those of unknown feed types are left out.</param>
public sealed record CmeChannel(int Id, string Label, IReadOnlyList<CmeConnection> Connections)
{
    /// <summary>The servers of historical replay (feed type H, over TCP), in the order of the file.</summary>
    public IReadOnlyList<IPEndPoint> ReplayServers { get; init; } = [];
}

/// <summary>A multicast connection of CME's config.xml.</summary>
/// <param name="Id">Its name in the file, such as 340IA.</param>
/// <param name="Role">What it carries: I incremental, N instrument definitions, S snapshots, SMBO snapshots by order.</param>
/// <param name="Line">Feed A or B.</param>
/// <param name="Group">Group and port.</param>
/// <param name="Source">The sender, when the file names exactly one; null accepts any.</param>
public sealed record CmeConnection(string Id, FeedRole Role, Line Line, IPEndPoint Group, IPAddress? Source);

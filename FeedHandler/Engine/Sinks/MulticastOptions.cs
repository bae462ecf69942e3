using FeedHandler.Receivers;
using FeedHandler.Sinks.Multicast;

namespace FeedHandler.Engine;

/// <summary>Where a feed is sent by multicast (docs/multicast.md), and how.</summary>
/// <param name="Groups">The groups: of each channel the lines of its events, and of its snapshots where there is to be a loop of them.</param>
public sealed record MulticastOptions(IReadOnlyList<LineGroup> Groups)
{
    /// <summary>How many routers datagrams may pass, 1 to 255; 1 stays on the local network.</summary>
    public int TimeToLive { get; init; } = 1;

    /// <summary>How large datagrams are, how often heartbeats and loops come, how much is kept.</summary>
    public PublishSettings Settings { get; init; } = new();

    /// <summary>Where packets are sent again by TCP; null for nowhere.</summary>
    public RetransmitOptions? Retransmit { get; init; }

    /// <summary>Who asked, for errors.</summary>
    public string Origin { get; init; } = "multicast";
}

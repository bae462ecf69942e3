using FeedHandler.Core.Packets;
using FeedHandler.Latency.Clocks;

namespace FeedHandler.Host.Replays;

/// <summary>
/// The time of a live feed: this machine's steady clock, read once a poll. Time stamps of packets are no time to wait by: a card's clock may
/// differ from the machine's by the leap seconds alone.
/// </summary>
internal struct LiveTime : IFeedTime
{
    private long _nowNs;

    /// <inheritdoc/>
    public static bool Passes => true;

    /// <inheritdoc/>
    public void OnPoll() => _nowNs = default(MonotonicClock).NowNs();

    /// <inheritdoc/>
    public readonly long NowNs(in Packet packet) => _nowNs;

    /// <inheritdoc/>
    public readonly long NowNs() => _nowNs;
}

using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Host.Replays;
using FeedHandler.Latency.Clocks;

namespace FeedHandler.Host.Live;

/// <summary>
/// A live feed: the time is this machine's steady clock, read once a poll. Time stamps of packets are no time to wait by: a card's clock may
/// differ from the machine's by the leap seconds alone.
/// </summary>
/// <param name="margins">Takes every arrival.</param>
internal struct LiveMode(LineMargins margins) : IFeedMode
{
    private readonly LineMargins _margins = margins;
    private long _nowNs;

    /// <inheritdoc/>
    public static bool IsLive => true;

    /// <inheritdoc/>
    public void OnPoll() => _nowNs = default(MonotonicClock).NowNs();

    /// <inheritdoc/>
    public readonly void OnPacket(in Packet packet)
    {
        if (CmeMdp3.TryReadHeader(packet.Bytes, out var header)) _margins.OnPacket(packet.Line, header.SeqNum, packet.RxNs);
    }

    /// <inheritdoc/>
    public readonly long NowNs(in Packet packet) => _nowNs;

    /// <inheritdoc/>
    public readonly long NowNs() => _nowNs;
}

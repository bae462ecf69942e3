using FeedHandler.Core.Packets;

namespace FeedHandler.Host.Replays;

/// <summary>A replay: the time is that of the packet at hand, so that the same capture gives the same events on every machine.</summary>
internal readonly struct ReplayMode : IFeedMode
{
    /// <inheritdoc/>
    public static bool IsLive => false;

    /// <inheritdoc/>
    public void OnPoll()
    {
    }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
    }

    /// <inheritdoc/>
    public void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs)
    {
    }

    /// <inheritdoc/>
    public long NowNs(in Packet packet) => packet.RxNs;

    /// <inheritdoc/>
    public long NowNs() => 0;
}

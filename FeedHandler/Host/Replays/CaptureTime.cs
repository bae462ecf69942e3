using FeedHandler.Core.Packets;

namespace FeedHandler.Host.Replays;

/// <summary>The time of a replay: that of the packet at hand, so that the same capture gives the same events on every machine.</summary>
internal struct CaptureTime : IFeedTime
{
    /// <inheritdoc/>
    public static bool Passes => false;

    /// <inheritdoc/>
    public readonly void OnPoll()
    {
    }

    /// <inheritdoc/>
    public readonly long NowNs(in Packet packet) => packet.RxNs;

    /// <inheritdoc/>
    public readonly long NowNs() => 0;
}

using FeedHandler.Core.Packets;
using FeedHandler.Engine;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>A live feed whose clock goes on by ten milliseconds from poll to poll.</summary>
internal struct ScriptedMode : IFeedMode
{
    private long _nowNs;

    /// <inheritdoc/>
    public static bool IsLive => true;

    /// <inheritdoc/>
    public void OnPoll() => _nowNs += 10_000_000;

    /// <inheritdoc/>
    public readonly void OnPacket(in Packet packet)
    {
    }

    /// <inheritdoc/>
    public readonly void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs)
    {
    }

    /// <inheritdoc/>
    public readonly long NowNs(in Packet packet) => _nowNs;

    /// <inheritdoc/>
    public readonly long NowNs() => _nowNs;
}

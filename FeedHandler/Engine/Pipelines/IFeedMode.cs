using FeedHandler.Core.Packets;

namespace FeedHandler.Engine;

/// <summary>What differs between a replay and a live feed for the feed thread; a struct type argument, so that it compiles to a field or to nothing.</summary>
public interface IFeedMode
{
    /// <summary>Whether time passes while nothing arrives, so that a missing packet must be given up without another.</summary>
    static abstract bool IsLive { get; }

    /// <summary>Called before every poll.</summary>
    void OnPoll();

    /// <summary>Called with every packet, before it is judged.</summary>
    /// <param name="packet">The packet.</param>
    void OnPacket(in Packet packet);

    /// <summary>Called, when live, with every packet that goes to a channel.</summary>
    /// <param name="channel">The channel's index.</param>
    /// <param name="line">The line.</param>
    /// <param name="number">The packet's number.</param>
    /// <param name="sentNs">When it was sent, which tells it from a packet of the same number of another session.</param>
    /// <param name="rxNs">When it arrived, nanoseconds since the Unix epoch.</param>
    void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs);

    /// <summary>The time now, in nanoseconds, of a kind that may only be compared with itself.</summary>
    /// <param name="packet">The packet at hand.</param>
    long NowNs(in Packet packet);

    /// <summary>The time now, with no packet at hand.</summary>
    long NowNs();
}

/// <summary>A replay: the time is that of the packet at hand, so that the same capture gives the same events on every machine.</summary>
public readonly struct ReplayMode : IFeedMode
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

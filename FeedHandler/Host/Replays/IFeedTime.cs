using FeedHandler.Core.Packets;

namespace FeedHandler.Host.Replays;

/// <summary>What the time is for the feed thread; a struct type argument, so that the calls compile to a field or to nothing.</summary>
internal interface IFeedTime
{
    /// <summary>Whether time passes while nothing arrives, so that a missing packet must be given up without another.</summary>
    static abstract bool Passes { get; }

    /// <summary>Called before every poll.</summary>
    void OnPoll();

    /// <summary>The time now, in nanoseconds, of a kind that may only be compared with itself.</summary>
    /// <param name="packet">The packet at hand.</param>
    long NowNs(in Packet packet);

    /// <summary>The time now, with no packet at hand.</summary>
    long NowNs();
}

using FeedHandler.Core.Arbitration;

namespace FeedHandler.Core.Pipelines;

/// <summary>A channel as its duty cycle sees it between packets.</summary>
public interface IFeedChannel
{
    /// <summary>What arbitration saw.</summary>
    ArbitrationCounters Arbitration { get; }

    /// <summary>Is told when the clock gives packets up; null for nobody.</summary>
    IGapListener? GapListener { get; set; }

    /// <summary>Every group was looked at in a poll and had nothing left: what has been missing for too long is given up.</summary>
    /// <param name="nowNs">The time before that poll.</param>
    void OnDrained(long nowNs);

    /// <summary>This machine dropped packets that may have been of the channel: its books are in doubt until the numbers prove that none was.</summary>
    /// <param name="rxNs">When that was noticed, nanoseconds since the Unix epoch.</param>
    void OnDropped(long rxNs);

    /// <summary>A recording tells what the feed gave up that made it.</summary>
    /// <param name="next">The number, in the bits of the wire, with which it went on.</param>
    void OnGaveUp(ulong next);

    /// <summary>No packet will come any more: what is missing is given up, what waits is delivered.</summary>
    void OnEnd();
}

/// <summary>Is told, on the feed thread, what a clock decided: a recording keeps it, as the packets alone do not tell it.</summary>
public interface IGapListener
{
    /// <summary>Numbers were given up.</summary>
    /// <param name="group">A group of the channel.</param>
    /// <param name="first">The first of them, in the bits of the wire.</param>
    /// <param name="next">The number after the last; the same as <paramref name="first"/> when only a packet that contradicted was decided against.</param>
    void OnGaveUp(int group, ulong first, ulong next);
}

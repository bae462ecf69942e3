using FeedHandler.Core.Packets;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>What the groups of a feed are, and what people call them.</summary>
/// <param name="Map">What each group is.</param>
/// <param name="GroupNames">Address and port of each group, in the order of the map.</param>
/// <param name="Finding">How it is known, in a sentence for people; empty when there is nothing to tell.</param>
/// <param name="NotesGaps">Whether the packets come with notes of what a live feed gave up.</param>
public sealed record FeedSource(FeedMap Map, IReadOnlyList<string> GroupNames, string Finding, bool NotesGaps = false)
{
    /// <summary>Destinations of the captures that are not of the venue.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];

    /// <summary>Lines A and B of one channel that nobody named.</summary>
    public static FeedSource TwoLines { get; } = new(FeedMap.TwoLines, ["line A", "line B"], "");
}

/// <summary>What the feed thread did with a capture.</summary>
/// <param name="PacketCount">Datagrams given to the channel.</param>
/// <param name="FirstRxNs">The capture time of the earliest, nanoseconds since the Unix epoch; 0 when none has a time.</param>
/// <param name="LastRxNs">The capture time of the latest.</param>
/// <param name="WallNs">From before the first packet to after the last, in nanoseconds of this machine.</param>
/// <param name="AllocatedBytes">What the feed thread allocated in that time.</param>
/// <param name="WasStopped">Whether it was told to stop before the end of the capture.</param>
public readonly record struct FeedRun(
    long PacketCount, long FirstRxNs, long LastRxNs, long WallNs, long AllocatedBytes, bool WasStopped)
{
    /// <summary>Whether any packet has a capture time.</summary>
    public bool HasTimes => FirstRxNs != 0;

    /// <summary>Where and how the system says that the feed thread ran, as far as anything was asked.</summary>
    public ThreadPlacement Placement { get; init; }
}

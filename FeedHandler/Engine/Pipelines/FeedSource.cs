using FeedHandler.Core.Packets;

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

using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>A configuration that holds together: every value in its range, every group known.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="File">What stands there.</param>
/// <param name="AllGroups">The groups that are known, 1 to 64.</param>
public sealed record FeedConfiguration(string Path, ConfigurationFile File, IReadOnlyList<LineGroup> AllGroups)
{
    private const int NsPerUs = 1000;

    /// <summary>The groups to join: the incremental ones.</summary>
    public IReadOnlyList<LineGroup> Groups { get; } = [.. AllGroups.Where(static group => group.Feed.Role == FeedRole.Incremental)];

    /// <summary>When a missing packet is given up.</summary>
    public ArbitrationOptions Arbitration => new()
    {
        GapCountMax = File.Arbitration.GapCount,
        GapTimeNsMax = (long)File.Arbitration.GapTimeUs * NsPerUs,
    };
}

using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Lines;

/// <summary>A channel that was found in captures.</summary>
internal sealed class FoundChannel
{
    private readonly List<(GroupSample Sample, FeedRole Role)> _groups = [];

    /// <summary>The number that all of its groups tell that tell one; 0 when none does or they contradict each other.</summary>
    public int ApplId
    {
        get
        {
            int[] told = [.. _groups.Select(static group => group.Sample.ApplId).Where(static id => id > 0).Distinct()];
            return told.Length == 1 ? told[0] : 0;
        }
    }

    /// <summary>Whether two of its groups are the same line of the same role, so that its name must be typed.</summary>
    public bool HasTwoOnOneLine => _groups.CountBy(static group => group.Role).Any(static role => role.Value > 2);

    /// <summary>Adds a group.</summary>
    public void Add(GroupSample sample, FeedRole role) => _groups.Add((sample, role));

    /// <summary>The groups of a role; by port, then by address.</summary>
    public IEnumerable<GroupSample> Of(FeedRole role) => _groups.Where(group => group.Role == role).Select(static group => group.Sample)
        .OrderBy(static sample => sample.Destination.Port).ThenBy(static sample => sample.Destination.Address);

    /// <summary>Whether it names an instrument that a group names too.</summary>
    public bool SharesInstruments(GroupSample sample) => _groups.Exists(group => group.Sample.SharedInstrumentCount(sample) > 0);
}

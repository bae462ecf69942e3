using System.Globalization;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

/// <summary>What captures prove against a map that somebody typed.</summary>
internal sealed class MapContradictions
{
    private readonly List<(int First, int Second, GroupProof Proof)> _apart = [];
    private readonly List<string> _joined = [];
    private readonly IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> _entries;

    /// <summary>Compares every two groups of a map.</summary>
    /// <param name="entries">The map.</param>
    /// <param name="samples">Groups of the venue; of an entry without one nothing is known.</param>
    public MapContradictions(IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> entries, IReadOnlyList<GroupSample> samples)
    {
        _entries = entries;
        GroupSample?[] known = [.. entries.Select(entry => samples.FirstOrDefault(sample => sample.Destination == entry.Destination))];
        for (int i = 0; i < known.Length; i++)
        {
            for (int j = i + 1; j < known.Length; j++)
            {
                if (known[i] is { } first && known[j] is { } second) Compare(i, first, j, second);
            }
        }
    }

    /// <summary>
    /// Groups that the map joins and the captures prove apart, each in a sentence. It is done all the same, for one of them may carry what was forged.
    /// </summary>
    public IReadOnlyList<string> Joined => _joined;

    /// <summary>Refuses a map that makes channels of their own of what the captures prove to be the lines of one: each packet would be told twice.</summary>
    /// <exception cref="LineMapException">It does; the message has the map to type.</exception>
    public void RefuseApart()
    {
        if (_apart.Count == 0) return;
        (int first, int second, GroupProof proof) = _apart[0];
        throw new LineMapException(string.Create(
            CultureInfo.InvariantCulture,
            $"{_entries[first].Destination} and {_entries[second].Destination} are put on channels {_entries[first].Feed.ChannelId} and ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{_entries[second].Feed.ChannelId}, but the captures prove them to be the lines of one: {proof.Equal} of {proof.Common} packets under the ")
            + $"same numbers have the same bytes, and each would be told twice. Put them on one channel, as in\n--lines {LineText.Of(Corrected())}");
    }

    private void Compare(int i, GroupSample first, int j, GroupSample second)
    {
        (FeedGroup one, FeedGroup other) = (_entries[i].Feed, _entries[j].Feed);
        GroupProof proof = GroupProof.Of(first, second);
        // Heartbeats alone prove nothing: channels may be given theirs at once.
        bool isTold = first.Role is not null || second.Role is not null;
        if (proof.Relation == GroupRelation.Same && isTold && one.ChannelId != other.ChannelId) _apart.Add((i, j, proof));
        bool areJoined = one.ChannelId == other.ChannelId && one.Role == FeedRole.Incremental && other.Role == FeedRole.Incremental;
        if (proof.Relation == GroupRelation.Different && areJoined && Difference(first, second, proof) is { } difference)
            _joined.Add($"{first.Destination} and {second.Destination} are put on one channel, but the captures prove them to be none: {difference}; "
                + $"name the channel of each, such as {first.Destination}=1/incremental/A and {second.Destination}=2/incremental/A");
    }

    /// <summary>How they differ; null when only their numbers and times say so, which may be the fault of one line.</summary>
    private static string? Difference(GroupSample first, GroupSample second, GroupProof proof)
    {
        if (first.Role is { } role && second.Role is { } other && role != other)
            return $"the first carries {FeedRoles.NameOf(role)} messages, the second {FeedRoles.NameOf(other)}";
        if (first.ApplId > 0 && second.ApplId > 0 && first.ApplId != second.ApplId)
            return string.Create(CultureInfo.InvariantCulture, $"messages of the first name channel {first.ApplId}, of the second {second.ApplId}");
        return proof.Common == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{proof.Common - proof.Equal} of {proof.Common} packets under the same numbers have other bytes");
    }

    private (UdpEndpoint Destination, FeedGroup Feed)[] Corrected()
    {
        (UdpEndpoint Destination, FeedGroup Feed)[] corrected = [.. _entries];
        foreach ((int first, int second, _) in _apart)
            corrected[second].Feed = corrected[first].Feed with { Line = corrected[first].Feed.Line == Line.A ? Line.B : Line.A };
        return corrected;
    }
}

using System.Globalization;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

/// <summary>Which channels groups belong to, by what their packets prove, and what they do not prove.</summary>
internal sealed partial class ChannelPlan
{
    private readonly List<FoundChannel> _channels = [];
    private readonly List<string> _doubts = [];
    private readonly bool _joinsUndecided;

    /// <summary>Makes a plan.</summary>
    /// <param name="samples">Groups of the venue; by port, then by address.</param>
    /// <param name="joinsUndecided">What to suppose of groups of which nothing proves it: that they are lines of one channel, or channels of their own.</param>
    public ChannelPlan(IReadOnlyList<GroupSample> samples, bool joinsUndecided)
    {
        _joinsUndecided = joinsUndecided;
        bool hasIncremental = samples.Any(static sample => sample.Role == FeedRole.Incremental);
        GroupSample[] sequences = [.. samples.Where(sample => IsSequence(sample, hasIncremental))];
        List<List<GroupSample>> sets = Join(sequences);
        AddDoubts(sets, samples);
        foreach (List<GroupSample> set in sets)
        {
            FoundChannel channel = new();
            foreach (GroupSample sample in set) channel.Add(sample, FeedRole.Incremental);
            _channels.Add(channel);
        }

        AttachLoops([.. samples.Except(sequences)]);
        Entries = [.. _channels.Zip(Ids()).SelectMany(static channel => EntriesOf(channel.First, channel.Second))];
    }

    /// <summary>The groups, channel by channel.</summary>
    public IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> Entries { get; }

    /// <summary>What is not proved; empty when all is.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    // Definitions that never began again may be the start of an incremental feed, when nothing else here is one.
    private static bool IsSequence(GroupSample sample, bool hasIncremental) => sample.Role switch
    {
        null or FeedRole.Incremental => true,
        FeedRole.Definitions => !hasIncremental && !sample.HasLooped,
        _ => false,
    };

    private List<List<GroupSample>> Join(GroupSample[] sequences)
    {
        List<List<GroupSample>> sets = [];
        foreach (GroupSample sample in sequences)
        {
            List<GroupSample>[] joined = [.. sets.Where(set => BelongTogether(set, sample))];
            sets.RemoveAll(joined.Contains);
            sets.Add([.. joined.SelectMany(static set => set).Append(sample).OrderBy(member => Array.IndexOf(sequences, member))]);
        }

        return [.. sets.OrderBy(set => Array.IndexOf(sequences, set[0]))];
    }

    private bool BelongTogether(List<GroupSample> set, GroupSample sample)
    {
        GroupRelation[] relations = [.. set.Select(member => GroupProof.Of(member, sample).Relation)];
        return relations.Contains(GroupRelation.Same) || (_joinsUndecided && !relations.Contains(GroupRelation.Different));
    }

    private void AddDoubts(List<List<GroupSample>> sets, IReadOnlyList<GroupSample> samples)
    {
        foreach (List<GroupSample> set in sets)
        {
            if (set.Count > 2) _doubts.Add($"{Names(set)} carry the same packets, but a channel has two lines");
            if (set.TrueForAll(static sample => sample.Role is null) && samples.Any(static sample => sample.Role is not null))
                _doubts.Add($"{Names(set)} carried nothing but heartbeats, which any feed has");
        }

        for (int i = 0; i < sets.Count; i++)
        {
            for (int j = i + 1; j < sets.Count; j++) AddDoubt(sets[i], sets[j]);
        }
    }

    private void AddDoubt(List<GroupSample> first, List<GroupSample> second)
    {
        GroupProof[] proofs = [.. first.SelectMany(one => second.Select(other => GroupProof.Of(one, other)))];
        if (Array.Exists(proofs, static proof => proof.Relation == GroupRelation.Different)) return;
        GroupProof best = proofs.MaxBy(static proof => proof.Common);
        string what = best.Common == 0
            ? "have no packet number in common and may be one sequence"
            : string.Create(CultureInfo.InvariantCulture, $"have {best.Common} packet numbers in common, {best.Equal} of them with the same bytes");
        _doubts.Add($"{first[0].Destination} and {second[0].Destination} {what}");
    }

    private static IEnumerable<(UdpEndpoint Destination, FeedGroup Feed)> EntriesOf(FoundChannel channel, int id)
    {
        foreach (FeedRole role in Enum.GetValues<FeedRole>())
        {
            int index = 0;
            foreach (GroupSample sample in channel.Of(role))
                yield return (sample.Destination, new FeedGroup(id, role, index++ % 2 == 0 ? Line.A : Line.B));
        }
    }

    /// <summary>What a channel's messages tell, unless another channel's tell the same; else its place, or the next number that is free.</summary>
    private int[] Ids()
    {
        int[] told = [.. _channels.Select(static channel => channel.ApplId)];
        int[] ids = [.. told.Select(id => told.Count(other => other == id) == 1 ? id : 0)];
        bool hasLinesOnly = ids.Length == 1 && !_channels[0].HasTwoOnOneLine;
        for (int place = 0; place < ids.Length && !hasLinesOnly; place++)
        {
            if (ids[place] != 0) continue;
            int id = place + 1;
            while (ids.Contains(id)) id++;
            ids[place] = id;
        }

        return ids;
    }

    private static string Names(IEnumerable<GroupSample> samples) => string.Join(", ", samples.Select(static sample => sample.Destination));
}

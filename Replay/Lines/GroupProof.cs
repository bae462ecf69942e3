namespace FeedHandler.Replay.Lines;

/// <summary>Whether two groups are lines of one channel.</summary>
internal enum GroupRelation
{
    /// <summary>Nothing proves the one or the other.</summary>
    Undecided = 0,

    /// <summary>Proved: they carry the same packets.</summary>
    Same = 1,

    /// <summary>Proved: they carry different packets under the same numbers, or what cannot be one sequence.</summary>
    Different = 2,
}

/// <summary>What the packets of two groups prove.</summary>
/// <param name="Common">Numbers under which both have a packet.</param>
/// <param name="Equal">Of these, with the same bytes.</param>
/// <param name="Relation">What that proves.</param>
internal readonly record struct GroupProof(int Common, int Equal, GroupRelation Relation)
{
    private const int PacketsMin = 3;
    private const int SharePercentMin = 80;

    /// <summary>
    /// Compares two groups. Three packets prove, or all of the smaller group when it has fewer; a fifth of the common ones may say otherwise, because a copy
    /// may be damaged. A damaged copy keeps its sending time, so that of fewer than three packets another time is asked for too.
    /// </summary>
    /// <param name="first">A group.</param>
    /// <param name="second">Another.</param>
    public static GroupProof Of(GroupSample first, GroupSample second)
    {
        (GroupSample small, GroupSample large) = first.Packets.Count <= second.Packets.Count ? (first, second) : (second, first);
        int common = 0;
        int equal = 0;
        int resent = 0;
        foreach ((uint number, SampledPacket packet) in small.Packets)
        {
            if (!large.Packets.TryGetValue(number, out SampledPacket other)) continue;
            common++;
            // After a restart a number stands for more packets than the first one.
            if (packet.Digest == other.Digest || large.Payloads.Contains(packet.Digest) || small.Payloads.Contains(other.Digest)) equal++;
            else if (packet.SendingTimeNs != other.SendingTimeNs) resent++;
        }

        return new GroupProof(common, equal, Relate(small, large, common, equal, resent));
    }

    /// <summary>Whether two destinations of no known venue carry the same payloads.</summary>
    /// <param name="first">A destination.</param>
    /// <param name="second">Another.</param>
    public static bool HaveSamePayloads(GroupSample first, GroupSample second)
    {
        int smaller = Math.Min(first.Payloads.Count, second.Payloads.Count);
        return first.Payloads.Count(second.Payloads.Contains) >= Math.Min(smaller, PacketsMin);
    }

    private static GroupRelation Relate(GroupSample small, GroupSample large, int common, int equal, int resent)
    {
        if (small.Role is { } role && large.Role is { } otherRole && role != otherRole) return GroupRelation.Different;
        if (small.ApplId > 0 && large.ApplId > 0 && small.ApplId != large.ApplId) return GroupRelation.Different;
        if (common == 0) return MayBeOneSequence(small, large) ? GroupRelation.Undecided : GroupRelation.Different;
        int needed = Math.Min(small.Packets.Count, PacketsMin);
        if (equal >= needed && equal * 100 >= common * SharePercentMin) return GroupRelation.Same;
        int different = common - equal;
        bool isEnough = different >= PacketsMin || resent == small.Packets.Count;
        return isEnough && different * 100 >= common * SharePercentMin ? GroupRelation.Different : GroupRelation.Undecided;
    }

    /// <summary>Whether both may be parts of one sequence: one was sent before the other began, or the numbers of both rise with their sending times.</summary>
    private static bool MayBeOneSequence(GroupSample first, GroupSample second)
    {
        if (LastTime(first) < FirstTime(second) || LastTime(second) < FirstTime(first)) return true;
        long last = long.MinValue;
        foreach ((_, SampledPacket packet) in first.Packets.Concat(second.Packets).OrderBy(static packet => packet.Key))
        {
            if (packet.SendingTimeNs < last) return false;
            last = packet.SendingTimeNs;
        }

        return true;
    }

    private static long FirstTime(GroupSample sample) => sample.Packets.Values.Min(static packet => packet.SendingTimeNs);

    private static long LastTime(GroupSample sample) => sample.Packets.Values.Max(static packet => packet.SendingTimeNs);
}

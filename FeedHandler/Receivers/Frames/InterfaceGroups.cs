namespace FeedHandler.Receivers.Frames;

/// <summary>Sorts groups by their interfaces, and what was counted back into the order of the groups.</summary>
internal static class InterfaceGroups
{
    /// <summary>The groups of each interface, with the interface's name.</summary>
    /// <param name="groups">The groups; their interfaces named or given by an address.</param>
    /// <param name="notes">Takes that an interface is down.</param>
    /// <exception cref="OpeningException">An interface does not exist, or a group is asked for twice.</exception>
    internal static IEnumerable<(string Name, IReadOnlyList<LineGroup> Groups)> Split(IReadOnlyList<LineGroup> groups, ICollection<string> notes)
    {
        // An interface may be given by its name in one group and by an address in another.
        foreach (IGrouping<string, LineGroup> own in groups.GroupBy(group => NameOf(group, notes), StringComparer.Ordinal))
        {
            RequireDistinct(own.Key, own);
            yield return (own.Key, [.. own]);
        }
    }

    /// <summary>Checks that no group of an interface is asked for twice: nobody could tell whose its packets are.</summary>
    /// <exception cref="OpeningException">One is.</exception>
    internal static void RequireDistinct(string interfaceName, IEnumerable<LineGroup> groups)
    {
        IGrouping<string, LineGroup>? twice = groups.GroupBy(static group => $"{group.Group} {group.Source}", StringComparer.Ordinal)
            .FirstOrDefault(static same => same.Skip(1).Any());
        if (twice is not null) throw new OpeningException($"{twice.First().Group} on {interfaceName} is asked for twice");
    }

    /// <summary>Each group's counters, in the order in which the groups were asked for.</summary>
    internal static IReadOnlyList<GroupCounters> InOrder(IReadOnlyList<LineGroup> groups, IEnumerable<FrameGroups> interfaces)
    {
        Dictionary<LineGroup, GroupCounters> known = new(ReferenceEqualityComparer.Instance);
        foreach (FrameGroups one in interfaces)
        {
            for (int i = 0; i < one.Groups.Count; i++) known[one.Groups[i]] = one.Counters[i];
        }

        return [.. groups.Select(group => known[group])];
    }

    /// <summary>Each group's membership, in the order in which the groups were asked for.</summary>
    internal static IReadOnlyList<GroupMembership> InOrder(IReadOnlyList<LineGroup> groups, IEnumerable<FrameMembership> memberships)
    {
        Dictionary<LineGroup, GroupMembership> known = new(ReferenceEqualityComparer.Instance);
        foreach (FrameMembership membership in memberships) known[membership.Group] = membership;
        return [.. groups.Select(group => known[group])];
    }

    private static string NameOf(LineGroup group, ICollection<string> notes)
    {
        bool isFound = NetworkInterfaces.TryFind(group.Interface, out string name, out string problem);
        if (!isFound) throw new OpeningException($"line {group.Line}, {group.Group}: {problem}");
        if (problem.Length > 0 && !notes.Contains(problem)) notes.Add(problem);
        return name;
    }
}

using System.Globalization;
using System.Reflection;
using FeedHandler.Core.Packets;
using FeedHandler.Latency.Stalls;
using FeedHandler.Receivers;

namespace FeedHandler.Observing;

/// <content>The feed as a whole, and the groups that it receives.</content>
public sealed partial class FeedMetrics
{
    private void AddFeed()
    {
        string version = typeof(FeedMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        Gauge("feedhandler_build_info", "Always 1: version and receiver are its labels.").Add(static () => 1, ("version", version), ("receiver", ReceiverName));
        Gauge("feedhandler_uptime_seconds", "How long the feed has been open.").Add(() => _status.Elapsed.TotalSeconds);
        Gauge("feedhandler_healthy", "Whether the feed thread polls: 1 or 0, as /healthz says.").Add(() => _health.IsHealthy ? 1 : 0);
        Gauge("feedhandler_ready", "Whether the feed is ready by its policy: 1 or 0, as /readyz says.").Add(() => _health.IsReady ? 1 : 0);
        Gauge("feedhandler_ring_slots", "Slots of the ring of events; 0 without a ring.").Add(() => _status.RingSize);
        if (_status.Receiver is null) return;
        Gauge("feedhandler_poll_age_seconds", "How long ago the feed thread began its last poll.").Add(() => _status.PollAge?.TotalSeconds ?? double.NaN);
        if (_status.Polls is { } polls) AddStalls(polls.Stalls);
    }

    private void AddStalls(StallLog stalls)
    {
        Metric count = Counter(
            "feedhandler_feed_stalls_total", "Stalls of the feed thread, which polls without waiting; none are told where it waits in the kernel.");
        Metric seconds = Counter("feedhandler_feed_stall_seconds_total", "How long they took together.");
        foreach (StallCause one in StallCauses.All)
        {
            StallCause cause = one;
            count.Add(() => stalls.CountOf(cause), ("cause", StallCauses.NameOf(cause)));
            seconds.Add(() => stalls.DurationNsOf(cause) / NsPerSecond, ("cause", StallCauses.NameOf(cause)));
        }
    }

    private void AddGroups()
    {
        if (_status.Receiver is not { } receiver) return;
        AddGroups(receiver, "packets", "Packets that a group handed over.", static counters => counters.Packets);
        AddGroups(receiver, "bytes", "Payload bytes of the packets that a group handed over.", static counters => counters.Bytes);
        AddGroups(receiver, "kernel_drops", "Packets that the kernel or the card dropped, not fetched in time.", static counters => counters.KernelDrops);
        AddGroups(receiver, "truncated_packets", "Packets that were dropped as they were too long to be received.", static counters => counters.Truncated);
        AddGroups(receiver, "foreign_packets", "Packets that were dropped: not of the group, or of another source.", static counters => counters.Foreign);
        AddGroups(receiver, "malformed_packets", "Frames that were dropped as they make no sense.", static counters => counters.Malformed);
        AddGroups(receiver, "rejoins", "Times that a group was joined anew as its interface had gone and come back.", static counters => counters.Rejoins);
        Metric errors = Counter("feedhandler_group_errors_total", "Calls into the system that failed, to receive, to join or to leave.");
        Metric joined = Gauge("feedhandler_group_joined", "Whether a group is joined: 1 or 0. Loops are left while nothing needs them.");
        Metric joins = Counter("feedhandler_group_joins_total", "How often a group was joined, with the first time.");
        for (int i = 0; i < receiver.Groups.Count; i++)
        {
            (GroupCounters counters, GroupMembership membership) = (receiver.Counters[i], receiver.Memberships[i]);
            (string, string)[] labels = LabelsOf(receiver.Groups[i]);
            errors.Add(() => counters.Errors + membership.ErrorCount, labels);
            joined.Add(() => membership.IsJoined ? 1 : 0, labels);
            joins.Add(() => membership.JoinCount, labels);
        }
    }

    private void AddGroups(ILiveReceiver receiver, string what, string help, Func<GroupCounters, long> read)
    {
        Metric metric = Counter($"feedhandler_group_{what}_total", help);
        for (int i = 0; i < receiver.Groups.Count; i++)
        {
            GroupCounters counters = receiver.Counters[i];
            metric.Add(() => read(counters), LabelsOf(receiver.Groups[i]));
        }
    }

    private static (string Name, string Value)[] LabelsOf(LineGroup group) =>
    [
        ("channel", Number(group.Feed.ChannelId)), ("role", FeedRoles.NameOf(group.Feed.Role)), ("line", $"{group.Line}"), ("group", $"{group.Group}"),
        ("interface", group.Interface),
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

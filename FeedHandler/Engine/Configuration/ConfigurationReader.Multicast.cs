using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Replay;
using FeedHandler.Sinks.Multicast;

namespace FeedHandler.Engine;

public static partial class ConfigurationReader
{
    private const long NsPerMs = 1_000_000;

    // What is sent, where it holds together; null, with or without problems, where nothing is.
    private static MulticastOptions? Multicast(ConfigurationFile file, IReadOnlyList<LineGroup> received, string path, List<string> problems)
    {
        if (file.Multicast is not { } multicast) return null;
        int before = problems.Count;
        problems.AddRange(MulticastProblems(multicast));
        List<LineGroup> groups = [];
        for (int i = 0; i < (multicast.Lines?.Count ?? 0); i++)
        {
            string member = $"multicast.lines[{i}]";
            if (multicast.Lines![i] is not { } entry) problems.Add($"{member}: null, give an object with line, group and interface");
            else if (Group(entry, file.Channel, member, problems) is { } group) groups.Add(group);
        }

        if (groups.Count == 0 && problems.Count == before) problems.Add("multicast.lines: no groups: name those to which the feed is sent");
        AddDuplicates("multicast.lines", groups, problems);
        foreach (LineGroup both in groups.Where(group => received.Any(other => other.Group.Equals(group.Group) && other.Interface == group.Interface)))
            problems.Add($"multicast.lines: {both.Group} on {PlainText.Short(both.Interface)} is received too: a feed would take in what it sends");
        if (problems.Count > before) return null;
        MulticastOptions options = Options(multicast, groups, path);
        if (Sorted(options, received) is not { } problem) return options;
        problems.Add(problem);
        return null;
    }

    private static string? Sorted(MulticastOptions options, IReadOnlyList<LineGroup> received)
    {
        int[] channelIds = [.. received.Where(static group => group.Feed.Role == FeedRole.Incremental).Select(static group => group.Feed.ChannelId).Distinct()];
        if (channelIds.Length == 0) return null; // which is told by itself
        try
        {
            MulticastGroups.ByChannel(options with { Origin = "multicast" }, channelIds);
            return null;
        }
        catch (FeedException failure)
        {
            return failure.Message;
        }
    }

    private static MulticastOptions Options(MulticastSection multicast, IReadOnlyList<LineGroup> groups, string path) => new(groups)
    {
        TimeToLive = multicast.Ttl,
        Origin = $"{path}: multicast",
        Settings = new PublishSettings
        {
            PacketBytes = multicast.PacketBytes,
            HeartbeatNs = multicast.HeartbeatMs * NsPerMs,
            LoopPacketsPerMs = multicast.LoopPacketsPerMs,
            LoopPeriodNs = multicast.LoopMs * NsPerMs,
            HistoryBytes = multicast.HistoryBytes,
        },
        Retransmit = multicast.Retransmit is not { } address || !AddressText.TryParseEndPoint(address, out IPEndPoint? listen) ? null
            : new RetransmitOptions(listen) { ConnectionsMax = multicast.Connections },
    };

    private static IEnumerable<string> MulticastProblems(MulticastSection multicast)
    {
        string?[] found =
        [
            Range("multicast.ttl", multicast.Ttl, 1, byte.MaxValue),
            Range("multicast.packetBytes", multicast.PacketBytes, new PublishSettings().PacketBytes, PublishSettings.PacketBytesMax),
            Range("multicast.heartbeatMs", multicast.HeartbeatMs, 10, 60_000),
            Range("multicast.loopPacketsPerMs", multicast.LoopPacketsPerMs, 1, 100),
            Range("multicast.loopMs", multicast.LoopMs, 10, 3_600_000),
            Range("multicast.historyBytes", multicast.HistoryBytes, 65_536, 1 << 30),
            Range("multicast.connections", multicast.Connections, 1, 1024),
            multicast.Retransmit is { } address && !AddressText.TryParseEndPoint(address, out _)
                ? $"multicast.retransmit: \"{PlainText.Short(address)}\", give ADDRESS:PORT such as 127.0.0.1:21000" : null,
        ];
        return found.OfType<string>();
    }
}

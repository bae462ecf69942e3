using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Replay;

namespace FeedHandler.Engine;

public static partial class ConfigurationReader
{
    private static List<LineGroup> Groups(ConfigurationFile file, string folder, List<string> problems)
    {
        if (file.Lines is { Count: > 0 } && file.CmeConfig is not null) problems.Add("lines and cmeConfig both name groups: keep one of them");
        if (file.CmeConfig is { } exchangeFile) return GroupsOfExchange(file, Path.Combine(folder, exchangeFile), exchangeFile, problems);
        if (file.Channels is not null) problems.Add("channels: only with cmeConfig; each of lines can name its channel");
        if (file.Lines is not { Count: > 0 } entries)
        {
            problems.Add("no groups: give lines, or cmeConfig with channel and interfaces");
            return [];
        }

        List<LineGroup> groups = [];
        for (int i = 0; i < entries.Count; i++)
        {
            if (Group(entries[i], file.Channel, $"lines[{i}]", problems) is { } group) groups.Add(group);
        }

        if (groups.Exists(static group => group.Feed.ChannelId == 0) && groups.Exists(static group => group.Feed.ChannelId != 0))
            problems.Add("lines: some name their channel and others do not, so that nobody can tell which belong together: give channel for all");
        problems.AddRange(groups.Where(static group => group.Feed.ChannelId == 0).GroupBy(static group => group.Feed)
            .Where(static same => same.Select(static group => group.Group).Distinct().Count() > 1)
            .Select(static same => $"lines: {string.Join(" and ", same.Select(static group => group.Group).Distinct())} are all put on "
                + $"{FeedRoles.NameOf(same.Key.Role)} line {same.Key.Line} of one channel: give channel for each"));
        AddDuplicates(groups, problems);
        return groups;
    }

    private static LineGroup? Group(LineEntry entry, int? channel, string member, List<string> problems)
    {
        int before = problems.Count;
        FeedRole role = FeedRole.Incremental;
        if (entry.Line is not ("A" or "B")) problems.Add($"{member}.line: \"{PlainText.Short(entry.Line)}\", give A or B");
        if (entry.Channel is { } own && Channel($"{member}.channel", own) is { } problem) problems.Add(problem);
        if (entry.Role is not null && !FeedRoles.TryParse(entry.Role, out role))
            problems.Add($"{member}.role: \"{PlainText.Short(entry.Role)}\", give one of {string.Join(", ", FeedRoles.Names)}");
        if (!IPEndPoint.TryParse(entry.Group, out IPEndPoint? group) || group.Port == 0)
            problems.Add($"{member}.group: \"{PlainText.Short(entry.Group)}\", give ADDRESS:PORT such as 224.0.31.64:14340");
        else if (!IsMulticast(group.Address))
            problems.Add($"{member}.group: {group.Address} is not a multicast address (224.0.0.0 to 239.255.255.255, or ff00::/8)");
        if (entry.Interface.Length == 0) problems.Add($"{member}.interface: empty, name a network interface such as eth1");
        IPAddress? source = null;
        if (entry.Source is not null && !IPAddress.TryParse(entry.Source, out source))
            problems.Add($"{member}.source: \"{PlainText.Short(entry.Source)}\", give an IP address");
        FeedGroup feed = new(entry.Channel ?? channel ?? 0, role, entry.Line == "A" ? Line.A : Line.B);
        return problems.Count > before ? null : new LineGroup(feed, group!, entry.Interface, source);
    }

    private static List<LineGroup> GroupsOfExchange(ConfigurationFile file, string path, string name, List<string> problems)
    {
        IReadOnlyList<int> channels = file.Channels ?? (file.Channel is { } only ? [only] : []);
        if (channels.Count == 0) problems.Add("cmeConfig without channel: name the channel to take from it, or several as channels");
        if (file.Channels is not null && file.Channel is not null) problems.Add("channel and channels both name channels: keep one of them");
        foreach (int twice in channels.GroupBy(static channel => channel).Where(static same => same.Count() > 1).Select(static same => same.Key))
            problems.Add($"channels: {twice} stands there more than once");
        List<LineGroup> groups = [];
        foreach (int channel in channels.Distinct())
        {
            CmeChannel found = CmeConfigXml.ReadChannel(path, name, channel);
            int before = problems.Count;
            foreach (CmeConnection connection in found.Connections)
            {
                if (Group(connection, channel, file.Interfaces, name, problems) is { } group) groups.Add(group);
            }

            if (before == problems.Count && !groups.Exists(group => group.Feed is { Role: FeedRole.Incremental } feed && feed.ChannelId == channel))
                problems.Add($"{(file.Channels is null ? "channel" : "channels")}: {name} has no incremental feed for channel {channel}");
        }

        AddDuplicates(groups, problems);
        return groups;
    }

    /// <summary>A connection as a group; null when its line has no interface, which only the incremental feed must have.</summary>
    private static LineGroup? Group(CmeConnection connection, int channel, InterfacePair? interfaces, string name, List<string> problems)
    {
        string? device = connection.Line == Line.A ? interfaces?.A : interfaces?.B;
        if (device is not null) return new LineGroup(new FeedGroup(channel, connection.Role, connection.Line), connection.Group, device, connection.Source);
        if (connection.Role == FeedRole.Incremental)
            problems.Add($"interfaces.{connection.Line}: missing, {name} has line {connection.Line} of channel {channel} at {connection.Group}");
        return null;
    }

    private static void AddDuplicates(List<LineGroup> groups, List<string> problems) =>
        problems.AddRange(groups.GroupBy(static group => (group.Group, group.Interface, group.Source)).Where(static same => same.Count() > 1)
            .Select(static same =>
                $"lines: {same.Key.Group} on {PlainText.Short(same.Key.Interface)} stands there {same.Count()} times: a group is on one line"));

    private static bool IsMulticast(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? address.GetAddressBytes()[0] is >= 224 and <= 239 : address.IsIPv6Multicast;
}

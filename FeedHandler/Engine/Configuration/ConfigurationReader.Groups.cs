using System.Net;
using System.Xml.Linq;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Replay;

namespace FeedHandler.Engine;

public static partial class ConfigurationReader
{
    private static List<LineGroup> Groups(
        ConfigurationFile file, string folder, (List<string> Problems, List<ReplaySource> Servers) found, CancellationToken stop)
    {
        List<string> problems = found.Problems;
        if (file.Lines is { Count: > 0 } && file.CmeConfig is not null) problems.Add("lines and cmeConfig both name groups: keep one of them");
        if (file.CmeConfig is { } exchangeFile)
            return TextProblem("cmeConfig", exchangeFile) is null ? GroupsOfExchange(file, (folder, exchangeFile), found, stop) : [];
        if (file.Interfaces is not null) problems.Add("interfaces: only with cmeConfig; each of lines names its own interface");
        if (file.Channels is not null) problems.Add("channels: only with cmeConfig; each of lines can name its channel");
        if (file.Lines is { Count: > 0 } entries) return GroupsOfLines(file, entries, problems);
        problems.Add("no groups: give lines, or cmeConfig with channel and interfaces");
        return [];
    }

    private static List<LineGroup> GroupsOfLines(ConfigurationFile file, IReadOnlyList<LineEntry> entries, List<string> problems)
    {
        List<LineGroup> groups = [];
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i] is null) problems.Add($"lines[{i}]: null, give an object with line, group and interface");
            else if (Group(entries[i], file.Channel, $"lines[{i}]", problems) is { } group) groups.Add(group);
        }

        if (groups.Exists(static group => group.Feed.ChannelId == 0) && groups.Exists(static group => group.Feed.ChannelId != 0))
            problems.Add("lines: some name their channel and others do not, so that nobody can tell which belong together: give channel for all");
        problems.AddRange(groups.Where(static group => group.Feed.ChannelId == 0).GroupBy(static group => group.Feed)
            .Where(static same => same.Select(static group => group.Group).Distinct().Count() > 1)
            .Select(static same => $"lines: {string.Join(" and ", same.Select(static group => group.Group).Distinct())} are all put on "
                + $"{FeedRoles.NameOf(same.Key.Role)} line {same.Key.Line} of one channel: give channel for each"));
        AddDuplicates("lines", groups, problems);
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
        if (!AddressText.TryParseEndPoint(entry.Group, out IPEndPoint? group))
            problems.Add($"{member}.group: \"{PlainText.Short(entry.Group)}\", give ADDRESS:PORT such as 224.0.31.64:14340");
        else if (!AddressText.IsMulticast(group.Address))
            problems.Add($"{member}.group: {group.Address} is not a multicast address (224.0.0.0 to 239.255.255.255, or ff00::/8)");
        if (entry.Interface.Length == 0) problems.Add($"{member}.interface: empty, name a network interface such as eth1");
        else if (TextProblem($"{member}.interface", entry.Interface) is { } wrong) problems.Add(wrong);
        IPAddress? source = Source(entry.Source, group, $"{member}.source", problems);
        FeedGroup feed = new(entry.Channel ?? channel ?? 0, role, entry.Line == "A" ? Line.A : Line.B);
        return problems.Count > before ? null : new LineGroup(feed, group!, entry.Interface, source);
    }

    private static IPAddress? Source(string? text, IPEndPoint? group, string member, List<string> problems)
    {
        if (text is null) return null;
        if (!AddressText.TryParse(text, out IPAddress? source)) problems.Add($"{member}: \"{PlainText.Short(text)}\", give an IP address such as 10.20.0.7");
        else if (!AddressText.IsHost(source)) problems.Add($"{member}: {source} is no sender's address, give that of the host that sends");
        else if (group is not null && source.AddressFamily != group.AddressFamily)
            problems.Add($"{member}: {source} cannot send to {group}: one is an address of IPv4 and the other of IPv6");
        return source;
    }

    private static List<LineGroup> GroupsOfExchange(
        ConfigurationFile file, (string Folder, string Name) exchange, (List<string> Problems, List<ReplaySource> Servers) told, CancellationToken stop)
    {
        (string name, List<string> problems) = (exchange.Name, told.Problems);
        List<LineGroup> groups = [];
        IReadOnlyList<int> channels = ChannelsOf(file, problems);
        if (channels.Count == 0) return groups;
        XElement root = CmeConfigXml.Load(Path.Combine(exchange.Folder, name), name, stop);
        foreach (int channel in channels.Distinct())
        {
            CmeChannel found = CmeConfigXml.ReadChannel(root, name, channel);
            int before = problems.Count;
            if (found.ReplayServers.Count > 0) told.Servers.Add(new ReplaySource(channel, found.ReplayServers));
            foreach (CmeConnection connection in found.Connections)
            {
                if (Group(connection, channel, file.Interfaces, name, problems) is { } group) groups.Add(group);
            }

            if (before == problems.Count && !groups.Exists(group => group.Feed is { Role: FeedRole.Incremental } feed && feed.ChannelId == channel))
                problems.Add($"{(file.Channels is null ? "channel" : "channels")}: {name} has no incremental feed for channel {channel}");
        }

        AddDuplicates("cmeConfig", groups, problems);
        return groups;
    }

    // Each of them has a group at least, and is sought in the whole file.
    private static IReadOnlyList<int> ChannelsOf(ConfigurationFile file, List<string> problems)
    {
        IReadOnlyList<int> channels = file.Channels ?? (file.Channel is { } only ? [only] : []);
        if (channels.Count == 0) problems.Add("cmeConfig without channel: name the channel to take from it, or several as channels");
        if (file.Channels is not null && file.Channel is not null) problems.Add("channel and channels both name channels: keep one of them");
        foreach (int twice in channels.GroupBy(static channel => channel).Where(static same => same.Count() > 1).Select(static same => same.Key))
            problems.Add($"channels: {twice} stands there more than once");
        if (channels.Count <= FeedMap.GroupCountMax) return channels;
        problems.Add($"channels: {channels.Count} channels, one feed takes at most {FeedMap.GroupCountMax} groups");
        return [];
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

    private static void AddDuplicates(string member, List<LineGroup> groups, List<string> problems) =>
        problems.AddRange(groups.GroupBy(static group => (group.Group, group.Interface, group.Source)).Where(static same => same.Count() > 1)
            .Select(same =>
                $"{member}: {same.Key.Group} on {PlainText.Short(same.Key.Interface)} stands there {same.Count()} times: a group is on one line"));
}

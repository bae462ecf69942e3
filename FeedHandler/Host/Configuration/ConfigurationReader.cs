using System.Globalization;
using System.Net;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Commands;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Configuration;

/// <summary>Reads a configuration file, and says by member name what is wrong with it.</summary>
internal static partial class ConfigurationReader
{
    private const int FileBytesMax = 1 << 20;
    private const int GroupCountMax = 64;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, as it is to be named in messages.</param>
    /// <exception cref="CommandException">It cannot be read, is no such JSON, or asks for what cannot be.</exception>
    public static FeedConfiguration Read(string path)
    {
        ConfigurationFile file = Parse(path);
        List<string> problems = [.. RangeProblems(file)];
        List<LineGroup> groups = Groups(file, Path.GetDirectoryName(Path.GetFullPath(path))!, problems);
        if (groups.Count > GroupCountMax) problems.Add($"lines: {groups.Count} groups, one feed takes at most {GroupCountMax}");
        if (problems.Count > 0) throw new CommandException(string.Join('\n', problems.Select(problem => $"{path}: {problem}")));
        return new FeedConfiguration(path, file, groups);
    }

    private static ConfigurationFile Parse(string path)
    {
        try
        {
            if (new FileInfo(path).Length > FileBytesMax) throw new CommandException($"{path}: over {FileBytesMax} bytes, this is no configuration");
            return JsonSerializer.Deserialize(File.ReadAllText(path), ConfigurationJson.Default.ConfigurationFile)
                ?? throw new CommandException($"{path}: null, give an object such as that of docs/live.md");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path}: cannot be read ({failure.Message}): name a configuration file");
        }
        catch (JsonException failure)
        {
            throw new CommandException($"{path}{Place(failure)}: {Reason(failure)}");
        }
    }

    private static string Place(JsonException failure) =>
        failure.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"({line + 1},{failure.BytePositionInLine + 1})") : "";

    // The serializer's own words carry type names and positions that the file's author has no use for.
    private static string Reason(JsonException failure)
    {
        string member = failure.Path is { Length: > 2 } path ? path[2..] : "the file";
        if (failure.Message.Contains("could not be mapped", StringComparison.Ordinal)) return $"{member} is not a member of the configuration";
        if (failure.Message.Contains("missing required", StringComparison.Ordinal)) return $"{member} lacks one of line, group and interface";
        if (failure.Message.Contains("could not be converted", StringComparison.Ordinal)) return $"{member} has a value of the wrong kind";
        return $"not JSON: {failure.Message.Split(". ")[0].Split(" LineNumber")[0]}";
    }

    private static List<LineGroup> Groups(ConfigurationFile file, string folder, List<string> problems)
    {
        if (file.Lines is { Count: > 0 } && file.CmeConfig is not null) problems.Add("lines and cmeConfig both name groups: keep one of them");
        if (file.CmeConfig is { } exchangeFile) return GroupsOfExchange(file, Path.Combine(folder, exchangeFile), exchangeFile, problems);
        if (file.Lines is not { Count: > 0 } entries)
        {
            problems.Add("no groups: give lines, or cmeConfig with channel and interfaces");
            return [];
        }

        List<LineGroup> groups = [];
        for (int i = 0; i < entries.Count; i++)
        {
            if (Group(entries[i], $"lines[{i}]", problems) is { } group) groups.Add(group);
        }

        AddDuplicates(groups, problems);
        return groups;
    }

    private static LineGroup? Group(LineEntry entry, string member, List<string> problems)
    {
        int before = problems.Count;
        if (entry.Line is not ("A" or "B")) problems.Add($"{member}.line: \"{entry.Line}\", give A or B");
        if (!IPEndPoint.TryParse(entry.Group, out IPEndPoint? group) || group.Port == 0)
            problems.Add($"{member}.group: \"{entry.Group}\", give ADDRESS:PORT such as 224.0.31.64:14340");
        else if (!IsMulticast(group.Address))
            problems.Add($"{member}.group: {group.Address} is not a multicast address (224.0.0.0 to 239.255.255.255, or ff00::/8)");
        if (entry.Interface.Length == 0) problems.Add($"{member}.interface: empty, name a network interface such as eth1");
        IPAddress? source = null;
        if (entry.Source is not null && !IPAddress.TryParse(entry.Source, out source)) problems.Add($"{member}.source: \"{entry.Source}\", give an IP address");
        return problems.Count > before ? null : new LineGroup(entry.Line == "A" ? Line.A : Line.B, group!, entry.Interface, source);
    }

    private static List<LineGroup> GroupsOfExchange(ConfigurationFile file, string path, string name, List<string> problems)
    {
        if (file.Channel is not { } channel)
        {
            problems.Add("cmeConfig without channel: name the channel to take from it");
            return [];
        }

        CmeChannel found = CmeConfigXml.ReadChannel(path, name, channel);
        List<LineGroup> groups = [];
        foreach (CmeConnection connection in found.Connections.Where(static connection => connection.IsIncremental))
        {
            string? device = connection.Line == Line.A ? file.Interfaces?.A : file.Interfaces?.B;
            if (device is null)
                problems.Add($"interfaces.{connection.Line}: missing, {name} has line {connection.Line} of channel {channel} at {connection.Group}");
            else groups.Add(new LineGroup(connection.Line, connection.Group, device, connection.Source));
        }

        if (groups.Count == 0 && problems.Count == 0) problems.Add($"channel: {name} has no incremental feed for channel {channel}");
        return groups;
    }

    private static void AddDuplicates(List<LineGroup> groups, List<string> problems) =>
        problems.AddRange(groups.GroupBy(static group => (group.Group, group.Interface, group.Source)).Where(static same => same.Count() > 1)
            .Select(static same => $"lines: {same.Key.Group} on {same.Key.Interface} stands there {same.Count()} times: a group is on one line"));

    private static bool IsMulticast(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? address.GetAddressBytes()[0] is >= 224 and <= 239 : address.IsIPv6Multicast;
}

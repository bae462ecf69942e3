using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Replay;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Engine;

public static partial class ConfigurationReader
{
    private const int ServerCountMax = 64;

    private static List<ReplaySource> ReplaySources(
        ConfigurationFile file, IReadOnlyList<LineGroup> groups, IReadOnlyList<ReplaySource> ofExchange, List<string> problems)
    {
        if (file.Replay is not { } replay)
        {
            problems.AddRange(LadderProblems(file, groups, sources: null));
            return [];
        }

        problems.AddRange(ReplayProblems(replay));
        if (replay.Servers is { Count: > ServerCountMax }) problems.Add($"replay.servers: {replay.Servers.Count} servers, give at most {ServerCountMax}");
        List<ReplaySource> sources = replay.Servers is null ? [.. ofExchange] : [.. Servers(file, replay.Servers, problems)
            .GroupBy(static server => server.Channel, static server => server.Address)
            .Select(static channel => new ReplaySource(channel.Key, [.. channel]))];
        if (sources.Count == 0 && problems.Count == 0) problems.Add("replay: no server: give servers, or cmeConfig with connections of feed type H");
        problems.AddRange(LadderProblems(file, groups, sources));
        return [.. sources.Where(source => RecoverySteps.Of(file, source.ChannelId)?.Contains(RecoverySteps.Replay, StringComparer.Ordinal) != false)];
    }

    private static IEnumerable<(int Channel, IPEndPoint Address)> Servers(
        ConfigurationFile file, IReadOnlyList<ReplayServerEntry> entries, List<string> problems)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            string member = $"replay.servers[{i}]";
            int channel = entries[i]?.Channel ?? file.Channel ?? 0;
            if (entries[i] is null) problems.Add($"{member}: null, give an object with address");
            else if (Channel($"{member}.channel", channel) is { } problem) problems.Add(problem);
            else if (!AddressText.TryParseEndPoint(entries[i].Address, out IPEndPoint? address))
                problems.Add($"{member}.address: \"{PlainText.Short(entries[i].Address)}\", give ADDRESS:PORT such as 10.1.2.3:10000");
            else if (!AddressText.IsHost(address.Address)) problems.Add($"{member}.address: {address.Address} is no host's address");
            else yield return (channel, address);
        }
    }

    private static IEnumerable<string> LadderProblems(ConfigurationFile file, IReadOnlyList<LineGroup> groups, IReadOnlyList<ReplaySource>? sources)
    {
        foreach (string problem in RecoverySteps.Problems("recovery", file.Recovery)) yield return problem;
        if (sources is null && file.Recovery?.Contains(RecoverySteps.Replay, StringComparer.Ordinal) == true)
            yield return "recovery: replay, but there is no replay that says whom to ask";
        HashSet<int> told = [];
        for (int i = 0; i < (file.ChannelRecovery?.Count ?? 0); i++)
        {
            string member = $"channelRecovery[{i}]";
            if (file.ChannelRecovery![i] is not { } entry)
            {
                yield return $"{member}: null, give an object with channel and steps";
                continue;
            }

            foreach (string problem in RecoverySteps.Problems($"{member}.steps", entry.Steps)) yield return problem;
            if (groups.Count > 0 && groups.All(group => group.Feed.ChannelId != entry.Channel))
                yield return $"{member}.channel: {entry.Channel} is no channel of the file";
            if (!told.Add(entry.Channel)) yield return $"{member}.channel: {entry.Channel} stands there more than once";
            bool isAsking = entry.Steps.Contains(RecoverySteps.Replay, StringComparer.Ordinal);
            if (isAsking && sources?.Any(source => source.ChannelId == entry.Channel) != true)
                yield return $"{member}.steps: replay, but replay names no server of channel {entry.Channel}";
        }
    }

    private static IEnumerable<string> ReplayProblems(ReplaySection replay)
    {
        SessionSchemaEntry? schema = replay.SessionSchema;
        string?[] found =
        [
            Range("replay.attempts", replay.Attempts, 1, 20),
            Range("replay.timeoutMs", replay.TimeoutMs, 10, 600_000),
            Range("replay.requestsPerSecond", replay.RequestsPerSecond, 1, 1000),
            Range("replay.packetsMax", replay.PacketsMax, 1, 100_000),
            TextProblem("replay.user", replay.User) ?? (replay.User.Contains(FixText.Separator) ? "replay.user: has the separator of fields in it" : null),
            replay.PasswordVariable is null ? null : TextProblem("replay.passwordVariable", replay.PasswordVariable),
            replay.PasswordFile is null ? null : TextProblem("replay.passwordFile", replay.PasswordFile),
            replay is { PasswordVariable: not null, PasswordFile: not null } ? "replay.passwordFile: there is passwordVariable too: keep one of them" : null,
            schema is null ? null : Range("replay.sessionSchema.id", schema.Id, 1, ushort.MaxValue),
            schema is null ? null : Range("replay.sessionSchema.logon", schema.Logon, 0, ushort.MaxValue),
            schema is null ? null : Range("replay.sessionSchema.logout", schema.Logout, 0, ushort.MaxValue),
            schema is null ? null : Range("replay.sessionSchema.heartbeat", schema.Heartbeat, 0, ushort.MaxValue),
            schema is null ? null : Range("replay.sessionSchema.textOffset", schema.TextOffset, 0, ushort.MaxValue),
            schema is null ? null : Range("replay.sessionSchema.textBytes", schema.TextBytes, 0, ushort.MaxValue),
        ];
        return found.OfType<string>();
    }
}

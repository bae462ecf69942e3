using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Engine;

public static partial class ConfigurationReader
{
    private const int ServerCountMax = 64;
    private static readonly string[] Ladder = ["replay", "snapshot", "refresh"];

    private static List<ReplaySource> ReplaySources(ConfigurationFile file, IReadOnlyList<ReplaySource> ofExchange, List<string> problems)
    {
        problems.AddRange(LadderProblems(file.Recovery));
        if (file.Replay is not { } replay)
        {
            bool isWanted = file.Recovery?.Contains("replay", StringComparer.Ordinal) == true;
            if (isWanted) problems.Add("recovery: replay, but there is no replay that says whom to ask");
            return [];
        }

        problems.AddRange(ReplayProblems(replay));
        if (replay.Servers is { Count: > ServerCountMax }) problems.Add($"replay.servers: {replay.Servers.Count} servers, give at most {ServerCountMax}");
        List<ReplaySource> sources = replay.Servers is null ? [.. ofExchange] : [.. Servers(file, replay.Servers, problems)
            .GroupBy(static server => server.Channel, static server => server.Address)
            .Select(static channel => new ReplaySource(channel.Key, [.. channel]))];
        if (sources.Count == 0 && problems.Count == 0) problems.Add("replay: no server: give servers, or cmeConfig with connections of feed type H");
        return file.Recovery?.Contains("replay", StringComparer.Ordinal) == false ? [] : sources;
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

    private static IEnumerable<string> LadderProblems(IReadOnlyList<string>? recovery)
    {
        foreach (string step in recovery ?? [])
        {
            if (Word("recovery", step ?? "", Ladder) is { } problem) yield return problem;
        }

        string[] known = [.. (recovery ?? []).Where(static step => Ladder.Contains(step, StringComparer.Ordinal))];
        if (!known.SequenceEqual(Ladder.Where(step => known.Contains(step, StringComparer.Ordinal)), StringComparer.Ordinal))
            yield return $"recovery: {string.Join(", ", known)}: give each once, in the order of {string.Join(", ", Ladder)}";
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

using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Reports;

/// <content>Channels, their groups and their packets.</content>
internal static partial class ReplayText
{
    private static void WriteChannels(TextPage output, FeedReport report)
    {
        output.WriteLine();
        if (report.Source.Finding.Length > 0) output.WriteLine($"feed     {report.Source.Finding}");
        foreach (ChannelReport channel in report.Channels)
        {
            if (report.Channels.Count > 1) output.WriteLine($"channel  {NameOf(channel)}: {Number(channel.EventCount)} events, digest {channel.Digest}");
            WritePackets(output, channel.Packets);
            WriteGroups(output, channel);
            WriteRecovery(output, channel.Recovery);
        }

        if (report.Channels.Count < 2) return;
        output.WriteLine("all channels");
        WritePackets(output, report.Packets);
    }

    private static void WriteRecovery(TextPage output, IReadOnlyDictionary<string, long> recovery)
    {
        if (recovery.Count == 0) return;
        output.WriteLine(
            $"recovery {Number(recovery["snapshots"])} snapshots: {Number(recovery["restored"])} restored with {Number(recovery["replayedEntries"])} entries "
            + $"since, {Number(recovery["notNeeded"])} not needed, {Number(recovery["tooOld"])} too old, {Number(recovery["refused"])} refused; "
            + $"{Number(recovery["definitions"])} definitions");
        if (!recovery.TryGetValue("replayRequests", out long requestCount)) return;
        long failedCount = recovery.Where(static count => count.Key.StartsWith("replayFailed", StringComparison.Ordinal)).Sum(static count => count.Value);
        output.WriteLine(
            $"replay   {Number(requestCount)} requests in {Number(recovery["replayAttempts"])} attempts, {Number(recovery["replayPackets"])} packets: "
            + $"{Number(recovery["replayRestored"])} instruments restored, {Number(recovery["replayTrades"])} trades and orders told late, "
            + $"{Number(failedCount)} given up");
    }

    /// <summary>A channel as people are told of it: its number at the venue, or that nobody named it.</summary>
    private static string NameOf(ChannelReport channel) => channel.Id == 0 ? "(not named)" : Text($"{channel.Id}");

    private static void WriteGroups(TextPage output, ChannelReport channel)
    {
        TextTable table = new("line", "group", "received", "delivered", "duplicates", "late", "damaged", "foreign", "held", "missing")
        {
            LeftColumnCount = 2,
            KeyColumnCount = 2,
        };
        foreach (GroupReport group in channel.Groups)
        {
            string line = group.Feed.Role == FeedRole.Incremental ? group.Feed.Line.ToString() : $"{FeedRoles.NameOf(group.Feed.Role)} {group.Feed.Line}";
            if (group.Ledger is { } ledger)
            {
                table.Add(
                    line, group.Name, Number(ledger.Received), Number(ledger.Delivered), Number(ledger.Duplicates), Number(ledger.Late),
                    Number(ledger.Damaged), Number(ledger.Foreign), Number(ledger.Held), Number(ledger.Missing));
            }
            else
            {
                table.Add(line, group.Name, Number(group.OtherPackets), "-", "-", "-", "-", "-", "-", "-");
            }
        }

        table.Write(output);
    }
}

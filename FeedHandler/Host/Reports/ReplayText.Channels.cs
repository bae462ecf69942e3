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
            WriteTimesToHeal(output, channel.TimesToHeal);
            WriteOrders(output, channel);
        }

        WriteVerification(output, report.Verification);
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

    private static void WriteVerification(TextPage output, VerificationReport? verification)
    {
        if (verification is null) return;
        output.WriteLine($"verified orders make levels: {Of(verification.Orders)}; consolidated: {Of(verification.Consolidated)}; "
            + $"snapshots: {Of(verification.Snapshots)}");

        static string Of(AgreementReport counts) => Text($"{counts.Agreed:N0} agree, {counts.Diverged:N0} do not");
    }

    private static void WriteTimesToHeal(TextPage output, IReadOnlyList<HealReport> times)
    {
        if (times.Count == 0) return;
        output.WriteLine($"healed   {string.Join("; ", times.Select(static healed => Text(
            $"{healed.Count:N0} by {healed.Source} in {healed.P50Ns / 1e6:N3} ms, 99 % in {healed.P99Ns / 1e6:N3} ms")))}");
    }

    private static void WriteOrders(TextPage output, ChannelReport channel)
    {
        IReadOnlyDictionary<string, long> orders = channel.Orders;
        if (orders.Count == 0) return;
        output.WriteLine(
            $"orders   {Number(orders["resting"])} resting in {Number(orders["levels"])} levels, room for {Number(orders["room"])}; "
            + $"{Number(orders["added"])} added, {Number(orders["changed"])} changed, {Number(orders["removed"])} removed, "
            + $"{Number(orders["unknown"])} unknown, {Number(orders["duplicates"] + orders["full"] + orders["invalid"])} refused");
        IReadOnlyDictionary<string, long> recovery = channel.Recovery;
        if (recovery.Count == 0 || recovery["orderParts"] == 0) return;
        output.WriteLine(
            $"         {Number(recovery["ordersRestored"])} instruments restored; of {Number(recovery["orderParts"])} parts of their snapshots "
            + $"{Number(recovery["orderPartsTaken"])} taken, {Number(recovery["orderPartsNotNeeded"])} not needed, "
            + $"{Number(recovery["orderPartsTooOld"])} too old, {Number(recovery["orderPartsAhead"])} behind a missing one, "
            + $"{Number(recovery["orderPartsRefused"])} refused");
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

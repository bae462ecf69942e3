using System.Globalization;

namespace FeedHandler.Engine;

/// <summary>Channels of which nothing was arbitrated, because one group alone brought packets that could be.</summary>
internal static class LoneLines
{
    private const int NamesMax = 4;

    /// <summary>A sentence for each.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Warnings(FeedReport report)
    {
        foreach (ChannelReport channel in report.Channels)
        {
            GroupReport[] came = [.. channel.Groups.Where(static group => group.Ledger is { Received: > 0 })];
            GroupReport[] whole = [.. came.Where(static group => group.Ledger!.Received > group.Ledger.Damaged)];
            if (whole is [var alone]) yield return Warning(report, channel, alone, [.. came.Except(whole)]);
        }
    }

    private static string Warning(FeedReport report, ChannelReport channel, GroupReport alone, IReadOnlyList<GroupReport> damaged)
    {
        string of = report.Channels.Count > 1 ? Text($" of channel {channel.Id}") : "";
        string[] names = [.. damaged.Select(static group => group.Name)];
        if (names.Length > 0) return $"{alone.Name} alone{of} brought whole packets: nothing was arbitrated; damaged is every packet of {Names(names)}";
        return report.Source.SetAside.Count > 0
            ? $"{alone.Name} alone{of} is of the venue: nothing was arbitrated; set aside: {Names(report.Source.SetAside)}"
            : $"only one line{of} came: nothing was arbitrated";
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(NamesMax)) + (names.Count > NamesMax ? Text($" and {names.Count - NamesMax} more") : "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

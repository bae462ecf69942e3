using FeedHandler.Core.Venues;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Reports;

/// <content>Durations of packets: on their way to the feed thread, and on it.</content>
internal static partial class ReplayText
{
    private static void WriteWire(TextPage output, FeedReport report)
    {
        if (report.Receiver is not { Wire: { } wire }) return;
        TextTable table = new("on their way", "packets", "p50", "p99", "p99.9", "max");
        foreach (WireGroupReport group in wire.Groups)
        {
            string line = report.Channels.Count > 1 ? Text($"{group.Group.Feed.ChannelId} {group.Group.Line}") : $"{group.Group.Line}";
            AddDurations(table, $"{line} exchange to receive", group.ToReceive);
            AddDurations(table, $"{line} receive to user", group.ToUser);
        }

        if (wire.Groups.All(static group => group.ToReceive.TotalCount + group.ToUser.TotalCount == 0)) return;
        table.Write(output);
        string clocks = string.Join(" and ", wire.Groups.Select(static group => StampWords.Of(group.Stamps)).Distinct(StringComparer.Ordinal));
        output.WriteLine(Text($"stamps   {clocks}, compared to {DurationText.Of(wire.ErrorNs)}; the clock stepped {wire.StepCount:N0} times; ")
            + Text($"{wire.Groups.Sum(static group => group.ToUser.NegativeCount):N0} packets were here before they were received, ")
            + Text($"{wire.Groups.Sum(static group => group.ToReceive.NegativeCount):N0} were received before they were sent"));
    }

    private static void WriteWays(TextPage output, FeedReport report)
    {
        if (report.Channels.All(static channel => channel.Ways.Count == 0)) return;
        TextTable table = new("packets of", "packets", "p50", "p99", "p99.9", "max");
        foreach (ChannelReport channel in report.Channels)
        {
            string prefix = report.Channels.Count > 1 ? NameOf(channel) + " " : "";
            foreach (WayReport way in channel.Ways) AddDurations(table, $"{prefix}{way.Line} {TemplateClasses.NameOf(way.Class)}", way.Durations);
        }

        table.Write(output);
    }

    private static void AddDurations(TextTable table, string name, DurationHistogram durations)
    {
        if (durations.TotalCount == 0) return;
        table.Add(
            name, Number(durations.TotalCount), DurationText.Of(durations.PercentileNs(50)), DurationText.Of(durations.PercentileNs(99)),
            DurationText.Of(durations.PercentileNs(99.9)), DurationText.Of(durations.MaxNs));
    }
}

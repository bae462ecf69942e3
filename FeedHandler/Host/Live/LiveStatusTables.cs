using System.Globalization;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Replays;
using FeedHandler.Host.Reports;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;
using HdrHistogram;

namespace FeedHandler.Host.Live;

/// <summary>A live feed in tables, for the screen and for a report in passing.</summary>
internal static class LiveStatusTables
{
    private const double HundredPercent = 100;

    /// <summary>Writes everything.</summary>
    public static void Write(TextWriter output, LiveStatus status)
    {
        output.WriteLine(Text($"live     {status.Kind} receiver, {status.Elapsed.TotalSeconds:N1} s; {status.Gaps:N0} gaps, {status.Lost:N0} packets lost"));
        Groups(status).Write(output);
        output.WriteLine();
        Lines(status).Write(output);
        if (status.Consumers.Count > 0)
        {
            output.WriteLine();
            Consumers(status).Write(output);
        }

        if (status.Latency is null) return;
        output.WriteLine();
        Latencies(status.Latency).Write(output);
    }

    private static TextTable Groups(LiveStatus status)
    {
        TextTable table = new("line", "group", "interface", "packets", "packets/s", "dropped", "truncated", "foreign", "errors") { LeftColumnCount = 3 };
        foreach (GroupStatus group in status.Groups)
        {
            table.Add(
                group.Group.Feed.ToString(), group.Group.Group.ToString(), group.Group.Interface, Number(group.Packets),
                Number((long)group.PacketsPerSecond), Number(group.KernelDrops), Number(group.Truncated), Number(group.Foreign),
                Number(group.Errors + group.Malformed));
        }

        return table;
    }

    private static TextTable Lines(LiveStatus status)
    {
        TextTable table = new("line", "first", "share", "ahead by p50", "p99", "max");
        foreach (ChannelState channel in status.Channels)
        {
            (long winsA, long winsB) = (channel.Arbitration.Sum(Line.A).Delivered, channel.Arbitration.Sum(Line.B).Delivered);
            long wins = Math.Max(1, winsA + winsB);
            string prefix = status.Channels.Count > 1 ? Text($"{channel.Id} ") : "";
            AddLine(table, prefix + "A", winsA, wins, status.Margins[channel.Index].FirstA);
            AddLine(table, prefix + "B", winsB, wins, status.Margins[channel.Index].FirstB);
        }

        return table;
    }

    private static void AddLine(TextTable table, string name, long wins, long total, LongHistogram margins) => table.Add(
        name, Number(wins), Text($"{HundredPercent * wins / total:N1} %"), Percentile(margins, 50), Percentile(margins, 99), Percentile(margins, 100));

    private static TextTable Consumers(LiveStatus status)
    {
        TextTable table = new("consumer", "slow", "events", "lag", "most", "lost");
        foreach (RingWorkerReport consumer in status.Consumers)
        {
            table.Add(
                consumer.Name, consumer.Policy.ToString().ToLowerInvariant(), Number(consumer.TakenCount), Number(consumer.LagCount),
                Number(consumer.LagCountMax), Number(consumer.LostCount));
        }

        return table;
    }

    private static TextTable Latencies(LatencyReport latency)
    {
        TextTable table = new("stage", "p50", "p99", "p99.9", "max");
        foreach (LatencyRow row in latency.Stages)
        {
            table.Add(
                StageNames.NameOf(row.Stage), DurationText.Of(row.PercentileNs(50)), DurationText.Of(row.PercentileNs(99)),
                DurationText.Of(row.PercentileNs(99.9)), DurationText.Of(row.MaxNs));
        }

        return table;
    }

    private static string Percentile(LongHistogram histogram, double percentile) =>
        histogram.TotalCount == 0 ? "-" : DurationText.Of(histogram.GetValueAtPercentile(percentile));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

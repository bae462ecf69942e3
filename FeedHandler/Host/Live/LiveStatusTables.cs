using System.Globalization;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Stalls;
using FeedHandler.Receivers;
using FeedHandler.Replay.Lines;
using FeedHandler.Ring;

namespace FeedHandler.Host.Live;

/// <summary>A live feed in tables, for the screen and for a report in passing. After its first time it allocates nothing.</summary>
/// <param name="status">The feed.</param>
/// <param name="windows">What stages took lately; null for nothing of it.</param>
internal sealed class LiveStatusTables(FeedStatus status, FeedWindows? windows = null)
{
    private const double HundredPercent = 100;
    private const double NsPerSecond = 1e9;
    private const string BlankLine = "\n";
    private readonly string _kind = status.Receiver!.Kind.ToString();
    private readonly (string Feed, string Group, string Interface)[] _groupNames =
        [.. status.Receiver!.Groups.Select(static group => (LineMap.NameOf(group.Feed), group.Group.ToString(), group.Interface))];

    private readonly (string A, string B)[] _lineNames = [.. status.Channels.Select(channel =>
        status.Channels.Count > 1 ? (Named(channel, "A"), Named(channel, "B")) : ("A", "B"))];

    private readonly LiveTable _groups = new(
        4, 2, "line", "group", "interface", "member", "joins", "packets", "packets/s", "dropped", "truncated", "foreign", "errors");
    private readonly LiveTable _lines = new(1, 1, "line", "delivered", "first", "share", "ahead by p50", "p99", "max");
    private readonly LiveTable _consumers = new(1, 1, "consumer", "slow", "events", "lag", "most", "lost");
    private readonly LiveTable _latencies = new(1, 1, "stage", "p50", "p99", "p99.9", "max");
    private readonly LiveTable _windowed = new(1, 1, "stage", "p50", "p99", "p99.9", "max", "p99 in 1 s", "in 1 min");
    private readonly DurationHistogram _recent = DurationWindows.NewHistogram();

    // Percentiles are of a copy: the feed thread goes on counting, and the package throws where counts and their sum disagree.
    private readonly DurationHistogram _margins = new(StageHistograms.HighestNs);

    /// <summary>Reads the feed and fills the output; where not every line has room, with what matters most first.</summary>
    /// <param name="output">Takes the text; what it had is gone.</param>
    /// <param name="columnCount">Characters of a line.</param>
    /// <param name="rowCount">Lines that have room.</param>
    /// <returns>How many lines have none.</returns>
    public int Write(CharBuffer output, int columnCount, int rowCount = int.MaxValue)
    {
        status.Read();
        output.Clear();
        WriteHead(output);
        WriteGroups(output, columnCount);
        output.Add(BlankLine);
        WriteLines(output, columnCount);
        WriteConsumers(output, columnCount, BlankLine);
        WriteLatencies(output, columnCount, BlankLine, isWhole: true);
        int lineCount = output.Text.Count('\n');
        if (lineCount <= rowCount) return 0;
        WriteShort(output, columnCount);
        return lineCount - Math.Min(rowCount, output.Text.Count('\n'));
    }

    // Without blank lines; of the latency the whole way alone, before tables that grow with groups and consumers.
    private void WriteShort(CharBuffer output, int columnCount)
    {
        output.Clear();
        WriteHead(output);
        WriteLatencies(output, columnCount, separator: "", isWhole: false);
        WriteGroups(output, columnCount);
        WriteLines(output, columnCount);
        WriteConsumers(output, columnCount, separator: "");
    }

    private void WriteHead(CharBuffer output)
    {
        output.Add("live     ");
        output.Add(_kind);
        output.Add(" receiver, ");
        output.Add(status.Elapsed.TotalSeconds, "N1");
        output.Add(" s; ");
        output.Add(status.Gaps, "N0");
        output.Add(" gaps, ");
        output.Add(status.Lost, "N0");
        output.Add(" packets lost");
        WriteNeedy(output);
        output.Add(BlankLine);
        if (status.Polls is { IsSpinning: true } polls) WritePolls(output, polls);
    }

    private static void WritePolls(CharBuffer output, PollCounters polls)
    {
        output.Add("thread   busy ");
        output.Add(HundredPercent * (polls.DutyCycle ?? 0), "N1");
        output.Add(" %; bursts of up to ");
        output.Add(polls.BurstMax, "N0");
        output.Add("; ");
        output.Add(polls.Stalls.Count, "N0");
        output.Add(" stalls");
        AddStalls(output, polls.Stalls);
        output.Add(BlankLine);
    }

    private static void AddStalls(CharBuffer output, StallLog stalls)
    {
        string separator = ": ";
        foreach (StallCause cause in StallCauses.All)
        {
            if (stalls.CountOf(cause) == 0) continue;
            output.Add(separator);
            output.Add(stalls.CountOf(cause), "N0");
            output.Add(" ");
            output.Add(StallCauses.NameOf(cause));
            separator = ", ";
        }
    }

    private void WriteNeedy(CharBuffer output)
    {
        if (status.NeedyBooks == 0) return;
        output.Add("; ");
        output.Add(status.NeedyBooks, "N0");
        output.Add(" books not whole");
        if (status.EstimatedHealNs is not { } estimatedNs) return;
        output.Add(", about ");
        output.Add(estimatedNs / NsPerSecond, "N1");
        output.Add(" s to heal");
    }

    private void WriteGroups(CharBuffer output, int columnCount)
    {
        _groups.Clear();
        for (int i = 0; i < _groupNames.Length; i++)
        {
            (GroupCounters counters, GroupMembership membership) = (status.Receiver!.Counters[i], status.Receiver.Memberships[i]);
            _groups.Add(_groupNames[i].Feed);
            _groups.Add(_groupNames[i].Group);
            _groups.Add(_groupNames[i].Interface);
            _groups.Add(membership.IsJoined ? "joined" : "left");
            _groups.Add(membership.JoinCount);
            _groups.Add(counters.Packets);
            _groups.Add((long)status.PacketsPerSecond(i));
            _groups.Add(counters.KernelDrops);
            _groups.Add(counters.Truncated);
            _groups.Add(counters.Foreign);
            _groups.Add(counters.Errors + counters.Malformed + membership.ErrorCount);
        }

        _groups.Write(output, columnCount);
    }

    private void WriteLines(CharBuffer output, int columnCount)
    {
        _lines.Clear();
        for (int i = 0; i < _lineNames.Length; i++)
        {
            ArbitrationCounters arbitration = status.Channels[i].Arbitration;
            LineMargins margins = status.Margins[status.Channels[i].Index];
            long both = Math.Max(1, margins.FirstA.TotalCount + margins.FirstB.TotalCount);
            AddLine(_lineNames[i].A, FeedStatus.Delivered(arbitration, Line.A), both, margins.FirstA);
            AddLine(_lineNames[i].B, FeedStatus.Delivered(arbitration, Line.B), both, margins.FirstB);
        }

        _lines.Write(output, columnCount);
    }

    private void AddLine(string name, long deliveredCount, long bothCount, DurationHistogram margins)
    {
        _margins.Reset();
        _margins.Add(margins);
        _lines.Add(name);
        _lines.Add(deliveredCount);
        _lines.Add(_margins.TotalCount);
        _lines.AddPercent(HundredPercent * _margins.TotalCount / bothCount);
        AddPercentile(_lines, _margins, 50);
        AddPercentile(_lines, _margins, 99);
        AddPercentile(_lines, _margins, HundredPercent);
    }

    private void WriteConsumers(CharBuffer output, int columnCount, string separator)
    {
        int consumerCount = status.ConsumerCount;
        if (consumerCount == 0) return;
        output.Add(separator);
        _consumers.Clear();
        for (int i = 0; i < consumerCount; i++)
        {
            RingWorkerReport consumer = status.Consumer(i);
            _consumers.Add(consumer.Name);
            _consumers.Add(NameOf(consumer.Policy));
            _consumers.Add(consumer.TakenCount);
            _consumers.Add(consumer.LagCount);
            _consumers.Add(consumer.LagCountMax);
            _consumers.Add(consumer.LostCount);
        }

        _consumers.Write(output, columnCount);
    }

    private void WriteLatencies(CharBuffer output, int columnCount, string separator, bool isWhole)
    {
        if (status.Latency.IsEmpty) return;
        output.Add(separator);
        LiveTable table = isWhole && windows is not null ? _windowed : _latencies;
        table.Clear();
        foreach (Stage stage in StageNames.InOrder)
        {
            if (!isWhole && stage != Stage.EndToEnd) continue;
            DurationHistogram histogram = status.Latency.Read(stage);
            if (histogram.TotalCount == 0) continue;
            table.Add(StageNames.NameOf(stage));
            AddPercentile(table, histogram, 50);
            AddPercentile(table, histogram, 99);
            AddPercentile(table, histogram, 99.9);
            AddPercentile(table, histogram, HundredPercent);
            if (table == _windowed) AddRecent(table, stage);
        }

        table.Write(output, columnCount);
    }

    private void AddRecent(LiveTable table, Stage stage)
    {
        windows!.Read(stage, LatencyWindow.Second, _recent);
        AddPercentile(table, _recent, 99);
        windows.Read(stage, LatencyWindow.Minute, _recent);
        AddPercentile(table, _recent, 99);
    }

    private static void AddPercentile(LiveTable table, DurationHistogram histogram, double percentile)
    {
        if (histogram.TotalCount == 0) table.Add("-");
        else table.AddDuration(histogram.PercentileNs(percentile));
    }

    private static string NameOf(RingPolicy policy) => policy switch
    {
        RingPolicy.Gate => "gate",
        RingPolicy.Skip => "skip",
        _ => "conflate",
    };

    private static string Named(ChannelState channel, string line) => string.Create(CultureInfo.InvariantCulture, $"{channel.Id} {line}");
}

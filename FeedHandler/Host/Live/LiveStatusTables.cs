using System.Globalization;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Histograms;
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
    private readonly LatencyTable _latencies = new(status.Latency, windows);

    private RingWorkerReport[] _read = new RingWorkerReport[8];

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
        _latencies.Write(output, columnCount, BlankLine, isWhole: true);
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
        _latencies.Write(output, columnCount, separator: "", isWhole: false);
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
        if (status.PacketsOver is { } over) WriteSpikes(output, over, status.Spikes);
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

    // The name of a file in a line of 60 characters, behind how long the packet took.
    private static void WriteSpikes(CharBuffer output, long over, IReadOnlyList<FlightFile> files)
    {
        output.Add("flight   ");
        output.Add(over, "N0");
        output.Add(over == 1 ? " packet over the budget; " : " packets over the budget; ");
        output.Add(files.Count, "N0");
        output.Add(files.Count == 1 ? " spike saved\n" : " spikes saved\n");
        if (files.Count == 0) return;
        FlightFile last = files[^1];
        output.Add("  ");
        output.AddDuration(Math.Max(last.Spike.TotalNs, last.Spike.EventNs));
        output.Add(" ");
        output.Add(last.Name);
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
        _lines.AddPercentile(_margins, 50);
        _lines.AddPercentile(_margins, 99);
        _lines.AddPercentile(_margins, HundredPercent);
    }

    private void WriteConsumers(CharBuffer output, int columnCount, string separator)
    {
        int consumerCount = ReadConsumers();
        if (consumerCount == 0) return;
        output.Add(separator);
        _consumers.Clear();
        for (int i = 0; i < consumerCount; i++)
        {
            RingWorkerReport consumer = _read[i];
            _consumers.Add(consumer.Name);
            _consumers.Add(NameOf(consumer.Policy));
            _consumers.Add(consumer.TakenCount);
            _consumers.Add(consumer.LagCount);
            _consumers.Add(consumer.LagCountMax);
            _consumers.Add(consumer.LostCount);
        }

        _consumers.Write(output, columnCount);
    }

    // Of one moment's list: one may leave while the others are read.
    private int ReadConsumers()
    {
        if (status.ConsumerCount >= _read.Length) _read = new RingWorkerReport[2 * status.ConsumerCount];
        return status.ReadConsumers(_read);
    }

    private static string NameOf(RingPolicy policy) => policy switch
    {
        RingPolicy.Gate => "gate",
        RingPolicy.Skip => "skip",
        _ => "conflate",
    };

    private static string Named(ChannelState channel, string line) => string.Create(CultureInfo.InvariantCulture, $"{channel.Id} {line}");
}

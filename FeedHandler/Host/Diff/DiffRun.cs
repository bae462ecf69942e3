using FeedHandler.Engine;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Diff.Sources;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Diff;

/// <summary>Compares two sides: all channels in step; or, where their channels lie too far apart for that, one channel after the other.</summary>
/// <param name="a">The first side.</param>
/// <param name="b">The second side.</param>
/// <param name="options">How captures are replayed.</param>
/// <param name="settings">What is compared and how far.</param>
/// <param name="terminal">Who watches, and may stop it.</param>
internal sealed class DiffRun(SideInput a, SideInput b, PipelineOptions options, ComparisonSettings settings, Terminal terminal)
{
    private readonly SortedSet<int> _channelIds = [];
    private readonly FeedReport?[] _reports = new FeedReport?[2];
    private readonly List<ChannelOutcome> _channels = [];
    private DifferenceCounts _counts = new();
    private ChannelPairing? _pairing = new();
    private bool _isStopped;

    /// <summary>Compares to the end, or to where it is stopped.</summary>
    /// <exception cref="CommandException">A side cannot be read.</exception>
    public DiffReport Run()
    {
        bool isDone = TryRun(only: null, StreamComparison.WaitingMax);
        if (_pairing is { IsRefuted: true })
        {
            RequireRepeatable("has more than the one channel that the other side left unnamed");
            StartAnew();
            isDone = TryRun(only: null, StreamComparison.WaitingMax);
        }

        if (!isDone) RunApart();
        foreach ((SideInput side, FeedReport? report) in (ReadOnlySpan<(SideInput, FeedReport?)>)[(a, _reports[0]), (b, _reports[1])])
        {
            if (side.Captures is { } captures && report is not null) MessageCheck.Require(report, captures.Lines.IsGiven);
        }

        return new DiffReport
        {
            A = new SideReport(a, _reports[0], _channels.Sum(static channel => channel.EventsA)),
            B = new SideReport(b, _reports[1], _channels.Sum(static channel => channel.EventsB)),
            Counts = _counts,
            Channels = _channels,
            Symbols = Symbols(),
            IsNarrow = settings.Narrowing.IsNarrow,
            IsStopped = _isStopped,
        };
    }

    private Dictionary<(int ChannelId, long SecurityId), string> Symbols()
    {
        Dictionary<(int ChannelId, long SecurityId), string> symbols = new(_counts.Symbols);
        foreach (InstrumentReport instrument in _reports.SelectMany(static report => report?.Instruments ?? []).Where(static one => one.Symbol.Length > 0))
            symbols.TryAdd((_pairing?.IdOf(instrument.ChannelId) ?? instrument.ChannelId, instrument.SecurityId), instrument.Symbol);
        return symbols;
    }

    private void RunApart()
    {
        RequireRepeatable("has its channels so far apart from those of the other side that more than "
            + FormattableString.Invariant($"{StreamComparison.WaitingMax} events would wait"));
        StartAnew();
        HashSet<int> done = [];
        while (!_isStopped && _channelIds.FirstOrDefault(id => !done.Contains(id), -1) is >= 0 and var next)
        {
            done.Add(next);
            TryRun(next, long.MaxValue);
        }
    }

    private void RequireRepeatable(string why)
    {
        SideInput? once = !a.IsRepeatable ? a : !b.IsRepeatable ? b : null;
        if (once is not null) throw new CommandException($"{once.Side} {why}, and a pipe is read only once: write it to a file first");
    }

    private void StartAnew()
    {
        _counts = new DifferenceCounts();
        _channels.Clear();
        _pairing = null;
    }

    private bool TryRun(int? only, long waitingMax)
    {
        using StreamComparison comparison = new(settings, _counts, waitingMax, _pairing);
        bool isDone;
        using (EventSource sourceA = a.CreateSource(options, only))
        using (EventSource sourceB = b.CreateSource(options, only))
        {
            sourceA.Start();
            sourceB.Start();
            isDone = TryRun(comparison, sourceA, sourceB);
            sourceA.Stop();
            sourceB.Stop();
            (_reports[0], _reports[1]) = (sourceA.Report, sourceB.Report);
            _channelIds.UnionWith([.. sourceA.ChannelsMet, .. sourceB.ChannelsMet]);
        }

        _channels.AddRange(comparison.Channels.Select(static channel => new ChannelOutcome(
            channel.ChannelId, channel.A.Count, channel.B.Count, channel.First, channel.DifferenceCount, channel.IsGivenUp)));
        return isDone;
    }

    private bool TryRun(StreamComparison comparison, EventSource sourceA, EventSource sourceB)
    {
        try
        {
            Func<long> count = () => comparison.TakenOf(DiffSide.A) + comparison.TakenOf(DiffSide.B);
            using (new ProgressLine(terminal, "comparing", count, "events", () => sourceA.Share.With(sourceB.Share)))
                return comparison.TryRun(sourceA, sourceB);
        }
        catch (OperationCanceledException) when (terminal.Stop.IsCancellationRequested)
        {
            _isStopped = true;
            return true;
        }
    }
}

using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Host.Live;

/// <summary>
/// What the stages took so far: percentiles, and how their durations are spread as a shade for each octave, the darker the more often, by the logarithm, so
/// that one of a million is seen. Plain characters, as any terminal behind any connection has them. After its first time it allocates nothing.
/// </summary>
/// <param name="latency">Reads the stages.</param>
/// <param name="windows">What they took lately; null for nothing of it.</param>
internal sealed class LatencyTable(LatencyWatch latency, FeedWindows? windows)
{
    private const double HundredPercent = 100;
    private const int FirstPower = 5;
    private const string Axis = "32ns 1us  33us 1ms  "; // where the octaves of these begin: five columns are a factor of 32
    private const string Shades = ".:-=+*#@";
    private static readonly long[] FromNs = [.. Enumerable.Range(FirstPower, Axis.Length).Select(static power => 1L << power)];
    private readonly LiveTable _all = new(1, 1, "stage", "p50", "p99", "p99.9", "max", Axis);
    private readonly LiveTable _windowed = new(1, 1, "stage", "p50", "p99", "p99.9", "max", Axis, "p99 in 1 s", "in 1 min");
    private readonly DurationHistogram _recent = DurationWindows.NewHistogram();
    private readonly LiveTable _short = new(1, 1, "stage", "p50", "p99", "p99.9", "max");
    private readonly long[] _counts = new long[Axis.Length];
    private readonly char[] _spread = new char[Axis.Length];

    /// <summary>Writes the stages of which anything was measured.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="columnCount">Characters of a line.</param>
    /// <param name="separator">What stands before, where there is anything.</param>
    /// <param name="isWhole">Whether all of them, with how they are spread; else the percentiles of the whole way alone.</param>
    public void Write(CharBuffer output, int columnCount, string separator, bool isWhole)
    {
        if (latency.IsEmpty) return;
        output.Add(separator);
        LiveTable table = !isWhole ? _short : windows is null ? _all : _windowed;
        table.Clear();
        foreach (Stage stage in StageNames.InOrder)
        {
            if (!isWhole && stage != Stage.EndToEnd) continue;
            DurationHistogram histogram = latency.Read(stage);
            if (histogram.TotalCount == 0) continue;
            table.Add(StageNames.NameOf(stage));
            table.AddPercentile(histogram, 50);
            table.AddPercentile(histogram, 99);
            table.AddPercentile(histogram, 99.9);
            table.AddPercentile(histogram, HundredPercent);
            if (isWhole) table.Add(SpreadOf(histogram));
            if (table == _windowed) AddRecent(table, stage);
        }

        table.Write(output, columnCount);
    }

    private void AddRecent(LiveTable table, Stage stage)
    {
        windows!.Read(stage, LatencyWindow.Second, _recent);
        table.AddPercentile(_recent, 99);
        windows.Read(stage, LatencyWindow.Minute, _recent);
        table.AddPercentile(_recent, 99);
    }

    private ReadOnlySpan<char> SpreadOf(DurationHistogram histogram)
    {
        histogram.CountByRow(FromNs, _counts);
        double most = 1;
        foreach (long count in _counts) most = Math.Max(most, count);
        for (int i = 0; i < _counts.Length; i++)
            _spread[i] = _counts[i] == 0 ? ' ' : Shades[(int)Math.Round((Shades.Length - 1) * Math.Log(1 + _counts[i]) / Math.Log(1 + most))];
        return _spread;
    }
}

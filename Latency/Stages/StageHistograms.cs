using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;

namespace FeedHandler.Latency.Stages;

/// <summary>
/// One histogram of nanoseconds per stage, for one writing thread. Recording allocates nothing and loses nothing: what does not fit
/// is recorded at the nearest end and counted apart. All memory is touched at construction, so no page is faulted in later.
/// </summary>
/// <remarks>
/// Written by its one thread. Other threads read it through <see cref="LatencyReport"/>: exactly once the writer has been joined,
/// and approximately before, when every count is a recent one but records in flight are missing. No pairing is needed for that.
/// </remarks>
public sealed class StageHistograms
{
    /// <summary>The longest duration told apart, in nanoseconds: one minute.</summary>
    public const long HighestNs = 60_000_000_000;

    private readonly DurationHistogram[] _histograms = new DurationHistogram[StageNames.InOrder.Length];

    /// <summary>Makes empty histograms, about 220 KB for each stage.</summary>
    /// <param name="consumer">
    /// Who records, such as `feed-310` or `strategy-1`: it names rows and files, so it holds letters, digits, '-', '_' and '.' only.
    /// Records of several threads under one name are reported together.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty or holds other characters.</exception>
    public StageHistograms(string consumer)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumer);
        if (!consumer.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException($"\"{consumer}\" names files: use letters, digits, '-', '_' and '.' only", nameof(consumer));

        Consumer = consumer;
        for (int i = 0; i < _histograms.Length; i++) _histograms[i] = new DurationHistogram(HighestNs);
    }

    /// <summary>Who records.</summary>
    public string Consumer { get; }

    /// <summary>The last second and minute of a stage, over all threads, for an observer of its own.</summary>
    /// <param name="writers">The histograms of each thread.</param>
    /// <param name="stage">The stage.</param>
    public static DurationWindows NewWindows(IReadOnlyCollection<StageHistograms> writers, Stage stage) =>
        new([.. writers.Select(writer => writer.HistogramOf(stage))]);

    /// <summary>Counts one duration.</summary>
    /// <param name="stage">One of the named stages.</param>
    /// <param name="durationNs">
    /// The duration in nanoseconds. A negative one, as of clocks that disagree, counts as 0; one above <see cref="HighestNs"/> counts
    /// as that; both are counted apart.
    /// </param>
    public void Record(Stage stage, long durationNs) => _histograms[(int)stage].Record(durationNs);

    /// <summary>How many durations of a stage were negative, and were recorded as 0.</summary>
    /// <param name="stage">One of the named stages.</param>
    public long NegativeCount(Stage stage) => _histograms[(int)stage].NegativeCount;

    /// <summary>How many durations of a stage were above <see cref="HighestNs"/>, and were recorded as that.</summary>
    /// <param name="stage">One of the named stages.</param>
    public long OverRangeCount(Stage stage) => _histograms[(int)stage].OverRangeCount;

    /// <summary>The histogram of a stage, to be read only.</summary>
    internal DurationHistogram HistogramOf(Stage stage) => _histograms[(int)stage];
}

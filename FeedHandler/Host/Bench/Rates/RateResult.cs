using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>
/// What became of the packets of a run, or of all runs of a kind added up: a ledger in which what was sent is what was received and what was lost.
/// </summary>
/// <param name="Sent">Packets that the system took to send.</param>
/// <param name="Refused">Packets that it did not take; they were never sent.</param>
/// <param name="Received">Packets that the receiver handed over.</param>
/// <param name="KernelDrops">Packets that the kernel dropped because nobody fetched them in time.</param>
/// <param name="Truncated">Packets too long to be received.</param>
/// <param name="Numbers">Different packet numbers that were sent.</param>
/// <param name="Delivered">Of these, how many reached the decoder, by whichever line.</param>
/// <param name="Gaps">Runs of numbers that no line brought in time.</param>
/// <param name="Strange">Packets that came and were not sent here.</param>
internal sealed record RateLedger(
    long Sent, long Refused, long Received, long KernelDrops, long Truncated, long Numbers, long Delivered, long Gaps, long Strange)
{
    /// <summary>Packets that were sent and not received.</summary>
    public long Lost => Sent - Received;

    /// <summary>Of those that were lost, how many nobody counted on the way.</summary>
    public long LostUnseen => Lost - KernelDrops - Truncated;

    /// <summary>Numbers that were sent and never reached the decoder.</summary>
    public long Missing => Numbers - Delivered;

    /// <summary>Whether it is even: nothing came that was not sent, and no more was counted as lost than was.</summary>
    public bool IsEven => Strange == 0 && Lost >= 0 && LostUnseen >= 0 && Missing >= 0;

    /// <summary>Adds two up.</summary>
    public static RateLedger operator +(RateLedger one, RateLedger other) => new(
        one.Sent + other.Sent, one.Refused + other.Refused, one.Received + other.Received, one.KernelDrops + other.KernelDrops,
        one.Truncated + other.Truncated, one.Numbers + other.Numbers, one.Delivered + other.Delivered, one.Gaps + other.Gaps, one.Strange + other.Strange);
}

/// <summary>One run, or all runs of one rate and set of lines added up.</summary>
/// <param name="Rate">How much faster than captured.</param>
/// <param name="Lines">The lines that the feed received.</param>
/// <param name="Runs">How many runs it is of.</param>
/// <param name="Ledger">What became of the packets.</param>
/// <param name="Handler">From when a packet was due to the feed thread, in nanoseconds.</param>
/// <param name="Strategy">From when a packet was due to a strategy that has its book update.</param>
/// <param name="Lateness">How much later than due the sender gave packets to the system: part of both.</param>
/// <param name="ElapsedNs">How long it was sent.</param>
internal sealed record RateResult(
    double Rate, string Lines, int Runs, RateLedger Ledger, DurationHistogram Handler, DurationHistogram Strategy, DurationHistogram Lateness, long ElapsedNs)
{
    /// <summary>The histograms under the names that logs and JSON give them.</summary>
    public IEnumerable<(string Name, DurationHistogram Histogram)> Series => [("handler", Handler), ("strategy", Strategy), ("senderLateness", Lateness)];

    /// <summary>Packets a second as they were sent.</summary>
    public double PacketsPerSecond => ElapsedNs == 0 ? 0 : Ledger.Sent * 1e9 / ElapsedNs;

    /// <summary>Adds runs of the same rate and lines up.</summary>
    /// <param name="runs">At least one.</param>
    public static RateResult Sum(IReadOnlyList<RateResult> runs) => new(
        runs[0].Rate, runs[0].Lines, runs.Count, runs.Select(static run => run.Ledger).Aggregate(static (one, other) => one + other),
        Sum(runs.Select(static run => run.Handler)), Sum(runs.Select(static run => run.Strategy)), Sum(runs.Select(static run => run.Lateness)),
        runs.Sum(static run => run.ElapsedNs));

    private static DurationHistogram Sum(IEnumerable<DurationHistogram> histograms)
    {
        DurationHistogram sum = new(DurationHistogram.LimitNs);
        foreach (DurationHistogram histogram in histograms) sum.Add(histogram);
        return sum;
    }
}

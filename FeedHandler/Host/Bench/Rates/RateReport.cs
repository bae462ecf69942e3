using FeedHandler.Latency.Machine;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>What a rate benchmark measured, and what is needed to judge and repeat it.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Command">What to type to measure again.</param>
/// <param name="Files">The captures.</param>
/// <param name="Plan">What was run.</param>
/// <param name="Packets">What was sent.</param>
/// <param name="Runs">Every run, in order.</param>
internal sealed record RateReport(
    MachineDescription Machine, string Command, IReadOnlyList<string> Files, RatePlan Plan, RatePackets Packets, IReadOnlyList<RateResult> Runs)
{
    // What a sender that holds its rate may be late in all: as long as its last packets take.
    private const double HeldShareMin = 0.95;

    /// <summary>Whether it was told to stop before the end.</summary>
    public bool WasStopped { get; init; }

    /// <summary>What must be known to read the numbers rightly.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What should hold and does not.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>All runs of a rate and set of lines added up, in the order of the rates.</summary>
    public IReadOnlyList<RateResult> Totals { get; } =
        [.. Runs.GroupBy(static run => (run.Rate, run.Lines)).Select(static group => RateResult.Sum([.. group]))];

    /// <summary>The same with what is known of the captures before it.</summary>
    /// <param name="warnings">What must be known of them.</param>
    /// <param name="failures">What is wrong with them.</param>
    public RateReport With(IReadOnlyList<string> warnings, IReadOnlyList<string> failures) =>
        this with { Warnings = [.. warnings, .. Warnings], Failures = [.. failures, .. Failures] };

    /// <summary>What is wrong with the ledgers: each must be even, and what nobody counted as lost is told.</summary>
    public static IEnumerable<string> FailuresOf(IReadOnlyList<RateResult> runs)
    {
        foreach (RateResult run in runs.Where(static run => !run.Ledger.IsEven))
        {
            RateLedger ledger = run.Ledger;
            yield return FormattableString.Invariant($"{run.Rate}x {run.Lines}: the ledger is not even: ")
                + FormattableString.Invariant($"{ledger.Sent} packets were sent, {ledger.Received} received, ")
                + FormattableString.Invariant($"{ledger.KernelDrops + ledger.Truncated} counted as dropped, {ledger.Strange} came from elsewhere: ")
                + "leave the groups to this command alone";
        }
    }

    /// <summary>What is lost in them, for a person.</summary>
    public static IEnumerable<string> WarningsOf(RateReport report)
    {
        if (report.Packets.LeftOutCount > 0)
        {
            yield return FormattableString.Invariant($"{report.Packets.LeftOutCount} packets of the capture were not sent: ")
                + "other groups, another session, copies, or behind --packets and --seconds";
        }

        foreach (RateResult total in report.Totals)
        {
            RateLedger ledger = total.Ledger;
            string of = FormattableString.Invariant($"{total.Rate}x {total.Lines}");
            double heldRate = total.ElapsedNs == 0 ? total.Rate : (double)total.Runs * report.Packets.DurationNs / total.ElapsedNs;
            if (heldRate < total.Rate * HeldShareMin)
            {
                yield return FormattableString.Invariant($"{of}: sent at {heldRate:0.0}x only: the sender could not hold the rate, ")
                    + "and its lateness is in every percentile";
            }

            if (ledger.Refused > 0) yield return FormattableString.Invariant($"{of}: the system refused to send {ledger.Refused} packets");
            if (ledger.Lost > 0)
            {
                yield return FormattableString.Invariant($"{of}: {ledger.Lost} packets were lost ({ledger.KernelDrops} dropped by the kernel, ")
                    + FormattableString.Invariant($"{ledger.Truncated} too long, {ledger.LostUnseen} where nobody counts): ")
                    + "they have no latency, and are in no percentile";
            }
        }
    }
}

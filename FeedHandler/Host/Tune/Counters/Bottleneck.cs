using FeedHandler.Host.Check;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Tune.Counters;

/// <summary>What the profile of the feed as it is says: what holds it most, and what was counted.</summary>
/// <param name="Finding">What holds it most, in a sentence.</param>
/// <param name="Counters">What was counted.</param>
/// <param name="Host">What of the host could be otherwise.</param>
/// <param name="Unavailable">What could not be counted, and why.</param>
internal sealed record Bottleneck(string Finding, IReadOnlyList<Counter> Counters, IReadOnlyList<Finding> Host, IReadOnlyList<string> Unavailable)
{
    private const double StolenPercentMax = 5;
    private const double DelayedPercentMax = 10;

    /// <summary>What holds a feed most: first what takes its cores away, and where nothing does the part of its way that takes the longest.</summary>
    /// <param name="counters">What was counted.</param>
    /// <param name="packetNs">What the path in memory takes of a packet, in nanoseconds.</param>
    /// <param name="ringNs">The 99th percentile from the hand-over of a packet through the ring to a strategy.</param>
    /// <param name="receiveNs">That from when a packet was due to be sent to a strategy.</param>
    public static string Judge(IReadOnlyList<Counter> counters, double packetNs, double ringNs, double receiveNs)
    {
        double stolen = ValueOf(counters, Counter.Stolen);
        double delayed = ValueOf(counters, Counter.Delayed);
        string parts = $"a packet takes {DurationText.Of(packetNs)} in memory, 99 % of events are through the ring within {DurationText.Of(ringNs)}, "
            + $"and 99 % of packets are with a strategy within {DurationText.Of(receiveNs)} of when they were due to be sent";
        if (stolen > StolenPercentMax) return FormattableString.Invariant($"the hypervisor: it takes {stolen:F1} % of the machine's time; {parts}");
        if (delayed > DelayedPercentMax)
        {
            return FormattableString.Invariant(
                $"cores: threads of the feed waited {delayed:F1} % of their time for one, as more threads run than there are cores for; {parts}");
        }

        return $"{Longest(packetNs, ringNs, receiveNs)}; {parts}";
    }

    private static string Longest(double packetNs, double ringNs, double receiveNs) => receiveNs > 2 * (ringNs + packetNs)
        ? "receiving: the way from the sender through the kernel to the feed thread takes longer than all behind it"
        : ringNs > 2 * packetNs ? "the hop through the ring: a strategy sees events late" : "decoding and books";

    private static double ValueOf(IReadOnlyList<Counter> counters, string name) =>
        counters.FirstOrDefault(counter => counter.Name == name)?.Value ?? 0;
}

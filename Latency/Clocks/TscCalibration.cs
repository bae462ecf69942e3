using System.Diagnostics;

namespace FeedHandler.Latency.Clocks;

/// <summary>
/// How the time stamp counter relates to CLOCK_MONOTONIC: measured at two moments, each time by the narrowest of many brackets of
/// counter, clock, counter, so that an interruption between the two readings does not spoil it.
/// </summary>
/// <param name="FrequencyHz">Ticks of the counter per second.</param>
/// <param name="ErrorPpm">
/// The most that the frequency can be off, in parts per million: half the width of both brackets over the time between them.
/// The kernel steers CLOCK_MONOTONIC by up to 500 ppm to follow the network's time, which this does not include.
/// </param>
/// <param name="SpanNs">The time between the two moments in nanoseconds.</param>
/// <param name="OriginTicks">The counter at the second moment.</param>
/// <param name="OriginNs">CLOCK_MONOTONIC at the second moment, in nanoseconds.</param>
public readonly record struct TscCalibration(double FrequencyHz, double ErrorPpm, long SpanNs, long OriginTicks, long OriginNs)
{
    private const int BracketCount = 200;

    /// <summary>
    /// Measures the counter against CLOCK_MONOTONIC. It takes a little longer than <paramref name="spanMs"/> and belongs into start-up.
    /// </summary>
    /// <param name="readCounter">Reads the counter once every earlier instruction has completed.</param>
    /// <param name="spanMs">Milliseconds between the two moments, at least 1. Ten times the time is a tenth of the error.</param>
    /// <exception cref="ArgumentNullException">There is no counter to read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is below 1 ms.</exception>
    public static unsafe TscCalibration Measure(delegate* unmanaged[SuppressGCTransition]<long> readCounter, int spanMs = 50)
    {
        if (readCounter is null) TscClock.ThrowNoCounter();
        ArgumentOutOfRangeException.ThrowIfLessThan(spanMs, 1);

        _ = Bracket.Narrowest(readCounter); // the first round pays for compilation
        Bracket first = Bracket.Narrowest(readCounter);
        Thread.Sleep(spanMs);
        Bracket second = Bracket.Narrowest(readCounter);
        return Between(first, second);
    }

    private static TscCalibration Between(Bracket first, Bracket second)
    {
        long spanNs = second.Ns - first.Ns;
        long spanTicks = second.MiddleTicks - first.MiddleTicks;
        double errorTicks = (first.WidthTicks + second.WidthTicks) / 2.0;
        return new(spanTicks * 1e9 / spanNs, errorTicks / spanTicks * 1e6, spanNs, second.MiddleTicks, second.Ns);
    }

    /// <summary>A reading of the clock between two of the counter.</summary>
    private readonly record struct Bracket(long BeforeTicks, long Ns, long AfterTicks)
    {
        internal long WidthTicks => AfterTicks - BeforeTicks;

        internal long MiddleTicks => BeforeTicks + (WidthTicks / 2);

        internal static unsafe Bracket Narrowest(delegate* unmanaged[SuppressGCTransition]<long> readCounter)
        {
            MonotonicClock clock = default;
            Bracket narrowest = new(0, 0, long.MaxValue);
            for (int i = 0; i < BracketCount; i++)
            {
                long before = readCounter();
                long ticks = Stopwatch.GetTimestamp();
                Bracket bracket = new(before, clock.ToNs(ticks), readCounter());
                if (bracket.WidthTicks > 0 && bracket.WidthTicks < narrowest.WidthTicks) narrowest = bracket;
            }

            return narrowest;
        }
    }
}

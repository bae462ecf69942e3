using System.CommandLine;
using System.Globalization;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Latency;

/// <summary>Times of logs, which have milliseconds, and the part of a log that is asked for.</summary>
internal static class LogTime
{
    private const long NsPerMs = 1_000_000;
    private const long NsPerTick = 100;

    /// <summary>A time as JSON has it: nanoseconds since the Unix epoch.</summary>
    public static string Ns(DateTimeOffset time) => ((Int128)time.ToUnixTimeMilliseconds() * NsPerMs).ToString(CultureInfo.InvariantCulture);

    /// <summary>A time as a person reads it, in UTC.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Which intervals were asked for, by when they begin.</summary>
    /// <param name="from">What was typed as the first time; null for no limit.</param>
    /// <param name="to">What was typed as the time behind the last.</param>
    /// <param name="firstLog">The log whose first interval is of the day that a time of day belongs to.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <returns>Null for all.</returns>
    /// <exception cref="UsageException">A text is no time, or nothing lies between.</exception>
    public static Predicate<DateTimeOffset>? Filter((string Option, string? Text) from, (string Option, string? Text) to, string firstLog, Terminal terminal)
    {
        if (from.Text is null && to.Text is null) return null;
        long dayNs = 0;
        using (HlogReader log = LogFiles.Open(firstLog, terminal))
        {
            if (log.Read()) dayNs = (log.From - DateTimeOffset.UnixEpoch).Ticks * NsPerTick;
        }

        long least = from.Text is null ? long.MinValue : TimeText.Require(from.Option, from.Text, dayNs);
        long end = to.Text is null ? long.MaxValue : TimeText.Require(to.Option, to.Text, dayNs);
        if (least >= end) throw new UsageException($"{to.Option} {to.Text}: not later than {from.Option} {from.Text}: nothing lies between");
        return time => (time - DateTimeOffset.UnixEpoch).Ticks * NsPerTick is var ns && ns >= least && ns < end;
    }
}

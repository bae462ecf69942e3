using System.Globalization;
using FeedHandler.Engine;

namespace FeedHandler.Host.Tune.Counters;

/// <summary>
/// What the kernel counts of a program's threads, looked at again and again while it runs: a thread that has ended is remembered as it was last seen.
/// </summary>
/// <param name="system">The host.</param>
internal sealed class ProcessWatch(SystemFiles system)
{
    private const double NsPerSecond = 1e9;
    private readonly Dictionary<string, Seen> _threads = new(StringComparer.Ordinal);

    /// <summary>Looks at all threads of a process.</summary>
    /// <param name="process">Its number.</param>
    public void Look(int process)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"proc/{process}/task");
        foreach (string thread in system.Names(folder))
        {
            if (system.Text($"{folder}/{thread}/schedstat")?.Split(' ') is not [string ran, string waited, ..]) continue;
            if (system.Text($"{folder}/{thread}/status") is not { } status) continue;
            _threads[thread] = new Seen(Number(ran), Number(waited), Field(status, "voluntary_ctxt_switches:"), Field(status, "nonvoluntary_ctxt_switches:"));
        }
    }

    /// <summary>What was seen, for a second of running.</summary>
    public IEnumerable<Counter> Counters
    {
        get
        {
            double ranNs = _threads.Values.Sum(static seen => (double)seen.RanNs);
            double waitedNs = _threads.Values.Sum(static seen => (double)seen.WaitedNs);
            if (ranNs <= 0) yield break;
            double seconds = ranNs / NsPerSecond;
            yield return new Counter(Counter.Delayed, Math.Round(100 * waitedNs / (ranNs + waitedNs), 2), "%", "/proc/PID/task/TID/schedstat");
            yield return new Counter("switches to wait", Rate(static seen => seen.Voluntary, seconds), "/s", "/proc/PID/task/TID/status");
            yield return new Counter(Counter.Preempted, Rate(static seen => seen.Forced, seconds), "/s", "/proc/PID/task/TID/status");
        }
    }

    private double Rate(Func<Seen, long> count, double seconds) => Math.Round(_threads.Values.Sum(count) / seconds, 1);

    private static long Field(string status, string name)
    {
        string? line = status.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return Number(line?[name.Length..].Trim() ?? "");
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private readonly record struct Seen(long RanNs, long WaitedNs, long Voluntary, long Forced);
}

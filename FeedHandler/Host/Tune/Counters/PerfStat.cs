using System.Globalization;

namespace FeedHandler.Host.Tune.Counters;

/// <summary>What `perf stat` counts, where there is perf and the kernel gives it events.</summary>
internal static class PerfStat
{
    private static readonly string[] Events =
        ["cycles", "instructions", "cache-misses", "branch-misses", "dTLB-load-misses", "task-clock", "context-switches", "cpu-migrations", "page-faults"];

    /// <summary>What is typed before a program to count its events.</summary>
    /// <param name="file">Takes the counts.</param>
    public static IReadOnlyList<string> Prefix(string file) => ["perf", "stat", "-x", ";", "-o", file, "-e", string.Join(',', Events), "--"];

    /// <summary>Reads counts.</summary>
    /// <param name="text">What perf wrote: "count;unit;event;..." by line.</param>
    /// <param name="missing">Takes what the kernel did not give.</param>
    public static IEnumerable<Counter> Read(string text, ICollection<string> missing)
    {
        List<string> refused = [];
        foreach (string line in text.Split('\n'))
        {
            if (line.Split(';') is not [var count, var unit, var name, ..] || !Events.Contains(Plain(name), StringComparer.Ordinal)) continue;
            if (double.TryParse(count, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
                yield return new Counter($"perf {Plain(name)}", value, unit, $"perf stat -e {Plain(name)}");
            else refused.Add(Plain(name));
        }

        if (refused.Count > 0) missing.Add($"perf events that the kernel does not give here: {string.Join(", ", refused)}");
    }

    // What only the user's part was counted of has a mark behind it.
    private static string Plain(string name) => name.Split(':')[0];
}

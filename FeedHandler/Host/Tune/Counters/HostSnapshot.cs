using System.Diagnostics;
using System.Globalization;
using FeedHandler.Engine;

namespace FeedHandler.Host.Tune.Counters;

/// <summary>What the kernel has counted of the whole machine since it began, at one moment; two of them tell what happened between.</summary>
internal sealed class HostSnapshot
{
    private const string StatPath = "proc/stat";
    private static readonly string[] Softirqs = ["TIMER", "NET_RX", "NET_TX", "SCHED", "RCU"];
    private readonly long _ticks = Stopwatch.GetTimestamp();
    private readonly Dictionary<(string Name, string Source), long> _counts = [];
    private readonly long _stolen;
    private readonly long _allTicks;

    /// <summary>Looks.</summary>
    /// <param name="system">The host.</param>
    public HostSnapshot(SystemFiles system)
    {
        string[] stat = Lines(system, StatPath);
        long[] times = [.. stat.Where(static line => line.StartsWith("cpu ", StringComparison.Ordinal)).SelectMany(NumbersOf).Take(8)];
        (_stolen, _allTicks) = times.Length == 8 ? (times[7], times.Sum()) : (0, 0);
        foreach (string line in stat.Where(static line => line.StartsWith("ctxt ", StringComparison.Ordinal)))
            Add("context switches of the machine", "/" + StatPath, NumbersOf(line).FirstOrDefault());
        ReadInterrupts(system);
        ReadSoftirqs(system);
        ReadNodes(system);
    }

    /// <summary>What happened since an earlier one, for a second.</summary>
    /// <param name="before">The earlier one.</param>
    public IEnumerable<Counter> Since(HostSnapshot before)
    {
        double seconds = Math.Max(Stopwatch.GetElapsedTime(before._ticks, _ticks).TotalSeconds, 1e-3);
        foreach (((string name, string source), long count) in _counts)
        {
            if (before._counts.TryGetValue((name, source), out long earlier))
                yield return new Counter(name, Math.Round((count - earlier) / seconds, 1), "/s", source);
        }

        if (_allTicks > before._allTicks)
            yield return new Counter(Counter.Stolen, Math.Round(100.0 * (_stolen - before._stolen) / (_allTicks - before._allTicks), 2), "%", "/" + StatPath);
    }

    // The head names the cores; every line has a count for each, and a name behind them.
    private void ReadInterrupts(SystemFiles system)
    {
        const string Source = "proc/interrupts";
        string[] lines = Lines(system, Source);
        if (lines.Length == 0) return;
        string[] cores = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long[][] rows = [.. lines.Skip(1).Select(NumbersOf)];
        for (int core = 0; core < cores.Length; core++)
            Add($"interrupts of {cores[core]}", "/" + Source, rows.Where(row => row.Length > core).Sum(row => row[core]));
    }

    private void ReadSoftirqs(SystemFiles system)
    {
        const string Source = "proc/softirqs";
        foreach (string line in Lines(system, Source).Skip(1))
        {
            string name = line.Split(':')[0].Trim();
            if (Softirqs.Contains(name, StringComparer.Ordinal)) Add($"softirq {name}", "/" + Source, NumbersOf(line).Sum());
        }
    }

    private void ReadNodes(SystemFiles system)
    {
        const string Folder = "sys/devices/system/node";
        foreach (string node in system.Names(Folder).Where(static name => name.StartsWith("node", StringComparison.Ordinal)))
        {
            string source = $"{Folder}/{node}/numastat";
            foreach (string line in Lines(system, source).Where(static line => line.StartsWith("other_node", StringComparison.Ordinal)))
                Add($"pages of {node} for other nodes", "/" + source, NumbersOf(line).FirstOrDefault());
        }
    }

    private void Add(string name, string source, long count) => _counts[(name, source)] = count;

    private static string[] Lines(SystemFiles system, string path) => (system.Text(path) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // "34:  0  12  PCI-MSI": the numbers behind the first word, up to the first word that is none.
    private static long[] NumbersOf(string line)
    {
        List<long> numbers = [];
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) break;
            numbers.Add(number);
        }

        return [.. numbers];
    }
}

/// <summary>How fast the cores run.</summary>
internal static class Frequencies
{
    /// <summary>The clock of each core that tells it, in MHz; where none does, what the processor says of itself.</summary>
    /// <param name="system">The host.</param>
    public static IEnumerable<Counter> Read(SystemFiles system)
    {
        const string Folder = "sys/devices/system/cpu";
        bool hasAny = false;
        foreach (int core in system.Cores($"{Folder}/online").Order())
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"{Folder}/cpu{core}/cpufreq/scaling_cur_freq");
            if (system.Number(path) is not { } kilohertz) continue;
            hasAny = true;
            yield return new Counter(string.Create(CultureInfo.InvariantCulture, $"clock of core {core}"), kilohertz / 1000.0, "MHz", "/" + path);
        }

        string? line = (system.Text("proc/cpuinfo") ?? "").Split('\n').FirstOrDefault(static line => line.StartsWith("cpu MHz", StringComparison.Ordinal));
        if (!hasAny && double.TryParse(line?.Split(':')[^1], CultureInfo.InvariantCulture, out double megahertz))
            yield return new Counter("clock of the first core", megahertz, "MHz", "/proc/cpuinfo");
    }
}

using System.Globalization;
using FeedHandler.Engine;

namespace FeedHandler.Host.Check;

/// <summary>The cores that threads are pinned to: there, isolated, near the network card, at full clock, free of interrupts.</summary>
internal static class CoreChecks
{
    private const string Cpus = "sys/devices/system/cpu";

    /// <summary>Looks at every core that the configuration names.</summary>
    public static IEnumerable<Finding> Run(SystemFiles system, FeedConfiguration configuration)
    {
        ThreadSection threads = configuration.File.Threads;
        int[] cores = threads.FeedCore is { } feed ? [feed, .. threads.StrategyCores] : [.. threads.StrategyCores];
        if (threads.FeedCore is null)
        {
            yield return Finding.Advice(
                "threads.feedCore", "not given", "the feed thread moves between cores and loses its caches each time", "pin it to an isolated core");
        }

        if (cores.Length == 0) yield break;
        yield return Online(system, cores);
        IReadOnlySet<int> online = system.Cores($"{Cpus}/online");
        cores = [.. cores.Where(online.Contains)]; // of a core that is not there nothing else can be said
        if (cores.Length == 0) yield break;
        yield return Isolated(system, cores);
        yield return Siblings(system, cores);
        yield return Governor(system, cores);
        if (threads.FeedCore is not { } feedCore || !online.Contains(feedCore)) yield break;
        foreach (string device in NetworkChecks.Devices(system, configuration))
        {
            yield return Interrupts(system, device, feedCore);
            if (Numa(system, device, feedCore) is { } finding) yield return finding;
        }
    }

    private static Finding Online(SystemFiles system, int[] cores)
    {
        IReadOnlySet<int> online = system.Cores($"{Cpus}/online");
        int[] missing = [.. cores.Where(core => !online.Contains(core))];
        return missing.Length == 0
            ? Finding.Good("cores", $"{CoreList.Format(cores)} of {CoreList.Format(online)}")
            : Finding.Problem("cores", $"no core {CoreList.Format(missing)}", "its thread cannot be pinned", $"name cores out of {CoreList.Format(online)}");
    }

    private static Finding Isolated(SystemFiles system, int[] cores)
    {
        const string Name = "isolated cores";
        IReadOnlySet<int> isolated = system.Cores($"{Cpus}/isolated");
        int[] shared = [.. cores.Where(core => !isolated.Contains(core))];
        string list = CoreList.Format(cores);
        return shared.Length == 0
            ? Finding.Good(Name, CoreList.Format(isolated))
            : Finding.Advice(
                Name, isolated.Count == 0 ? "none" : CoreList.Format(isolated), $"the scheduler puts other work on core {CoreList.Format(shared)} too",
                $"boot with isolcpus={list} nohz_full={list} rcu_nocbs={list}");
    }

    private static Finding Siblings(SystemFiles system, int[] cores)
    {
        const string Name = "core siblings";
        foreach (int core in cores)
        {
            int[] shared = [.. system.Cores($"{Cpus}/cpu{core}/topology/thread_siblings_list").Intersect(cores).Where(other => other != core)];
            if (shared.Length > 0)
            {
                return Finding.Advice(
                    Name, $"core {core} and {CoreList.Format(shared)} are one physical core", "two spinning threads share its execution units and first caches",
                    "use one of each pair, and leave the other idle");
            }
        }

        return Finding.Good(Name, "no two of the cores are one physical core");
    }

    private static Finding Governor(SystemFiles system, int[] cores)
    {
        const string Name = "frequency governor";
        string[] slow = [.. cores.Select(core => system.Text($"{Cpus}/cpu{core}/cpufreq/scaling_governor")).OfType<string>()
            .Where(static name => name != "performance").Distinct(StringComparer.Ordinal)];
        if (slow.Length > 0)
            return Finding.Advice(Name, string.Join(", ", slow), "cores lower their clock between bursts", "cpupower frequency-set -g performance");
        return Finding.Good(Name, system.Has($"{Cpus}/cpu{cores[0]}/cpufreq") ? "performance" : "no frequency scaling here");
    }

    private static Finding Interrupts(SystemFiles system, string device, int feedCore)
    {
        string name = $"interrupts of {device}";
        string[] numbers =
            [.. (system.Text("proc/interrupts") ?? "").Split('\n').Where(line => Names(line, device)).Select(static line => line.Split(':')[0].Trim())];
        if (numbers.Length == 0) return Finding.Good(name, "none of its own");
        string[] onFeed = [.. numbers.Where(number => system.Cores($"proc/irq/{number}/smp_affinity_list").Contains(feedCore))];
        return onFeed.Length == 0
            ? Finding.Good(name, $"{numbers.Length}, none may come to core {feedCore}")
            : Finding.Advice(
                name, $"{string.Join(", ", onFeed)} may come to core {feedCore}", "each one stops the feed thread for microseconds",
                $"stop irqbalance and write other cores to /proc/irq/{onFeed[0]}/smp_affinity_list");
    }

    // "  34:  0  12  PCI-MSI 4096-edge  eth1-rx-0": the device stands last, alone or with its queue.
    private static bool Names(string line, string device)
    {
        string last = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return last == device || last.StartsWith(device + "-", StringComparison.Ordinal);
    }

    private static Finding? Numa(SystemFiles system, string device, int feedCore)
    {
        if (system.Number($"sys/class/net/{device}/device/numa_node") is not (>= 0 and long node)) return null;
        string name = string.Create(CultureInfo.InvariantCulture, $"memory node of {device}");
        IReadOnlySet<int> near = system.Cores($"sys/devices/system/node/node{node}/cpulist");
        return near.Contains(feedCore)
            ? Finding.Good(name, $"{node}, with core {feedCore}")
            : Finding.Advice(
                name, $"{node}, core {feedCore} is on another", "every packet crosses between the sockets", $"pin the feed to one of {CoreList.Format(near)}");
    }
}

using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tune.Trials;

/// <summary>The changes that are tried, each by itself.</summary>
internal static class ChangeCatalog
{
    /// <summary>The word of `--only` for no change: what is, is measured alone.</summary>
    public const string Nothing = "none";

    private const long LargePageBytes = 256L << 20;
    private const string OfEnvironment = "a variable of the feed's environment";

    /// <summary>The changes that a feed does not have yet.</summary>
    /// <param name="current">How it runs now.</param>
    /// <param name="system">The host.</param>
    public static IReadOnlyList<TuneChange> Of(TuneBase current, SystemFiles system) =>
    [
        .. Receivers(current), .. Batches(current), .. Receiving(current), .. Waits(current), .. Rings(current), .. Pinning(current, system),
        .. Memory(system), .. Collections(), .. Compilations(),
    ];

    /// <summary>Those that were named, of all.</summary>
    /// <param name="option">The option that names them.</param>
    /// <param name="text">Names with commas between; null for all.</param>
    /// <param name="all">What there is to try.</param>
    /// <exception cref="UsageException">One is none of them.</exception>
    public static IReadOnlyList<TuneChange> Named(string option, string? text, IReadOnlyList<TuneChange> all)
    {
        if (text is null) return all;
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        if (names is [Nothing]) return [];
        string? unknown = Array.Find(names, name => all.All(change => change.Name != name));
        if (unknown is null) return [.. all.Where(change => names.Contains(change.Name, StringComparer.Ordinal))];
        throw new UsageException($"{option} {unknown}: nothing of this name can be changed here, give {Nothing} or some of "
            + string.Join(", ", all.Select(static change => change.Name)));
    }

    private static IEnumerable<TuneChange> Receivers(TuneBase current)
    {
        foreach (string kind in (string[])["socket", "io_uring", "xdp"])
        {
            if (kind == current.Receiver) continue;
            yield return new TuneChange
            {
                Name = $"receiver-{kind}", Kind = TrialKind.Receive, Group = "receiver", Why = "another way of packets out of the kernel",
                Risk = kind == "xdp" ? "needs CAP_NET_ADMIN, CAP_NET_RAW and CAP_BPF, and a driver that runs XDP" : "none that is known",
                Options = [("--receivers", kind)], Members = [("receiver.kind", $"\"{kind}\"")],
            };
        }
    }

    private static IEnumerable<TuneChange> Batches(TuneBase current)
    {
        foreach (int count in (int[])[16, 256])
        {
            if (count == current.File.Receiver.BatchCount) continue;
            string text = Text(count);
            yield return new TuneChange
            {
                Name = $"batch-{text}", Kind = TrialKind.Receive, Group = "batch", Why = "packets that one system call takes from the kernel",
                Risk = count > 64 ? "more memory, and a packet behind many others in a burst" : "more system calls in a burst",
                Options = [("--batch", text)], Members = [("receiver.batchCount", text)],
            };
        }
    }

    private static IEnumerable<TuneChange> Receiving(TuneBase current)
    {
        const string BusyPollUs = "50";
        if (current.File.Receiver.BusyPollUs == 0)
        {
            yield return new TuneChange
            {
                Name = $"busy-poll-{BusyPollUs}", Kind = TrialKind.Receive, Group = "busy-poll", Why = "the kernel polls the card's queue instead of waiting for interrupts",
                Risk = "needs CAP_NET_ADMIN; without a driver that polls it does nothing", Options = [("--busy-poll-us", BusyPollUs)],
                Members = [("receiver.busyPollUs", BusyPollUs)],
            };
        }

        string wait = current.File.Receiver.Wait == "spin" ? "block" : "spin";
        yield return new TuneChange
        {
            Name = $"receive-{wait}", Kind = TrialKind.Receive, Group = "receive-wait",
            Why = wait == "block" ? "a thread that sleeps leaves its core to others, where cores are few" : "a thread that polls need not be woken",
            Risk = wait == "block" ? "every packet after a silence pays for the wake-up" : "burns a core", Options = [("--wait", wait)],
            Members = [("receiver.wait", $"\"{wait}\"")],
        };
    }

    private static IEnumerable<TuneChange> Waits(TuneBase current)
    {
        foreach (string wait in (string[])["busy", "yielding", "blocking"])
        {
            if (wait == current.Wait) continue;
            yield return new TuneChange
            {
                Name = $"wait-{wait}", Kind = TrialKind.Ring, Group = "wait", Why = "how strategies wait for the next event",
                Risk = wait == "busy" ? "burns a core for each strategy" : wait == "blocking" ? "the feed thread pays for each wake-up" : "wakes late on a busy machine",
                Options = [("--wait", wait)], Members = [("ring.wait", $"\"{wait}\"")],
            };
        }
    }

    private static IEnumerable<TuneChange> Rings(TuneBase current)
    {
        foreach (int size in (int[])[current.File.Ring.Size / 16, current.File.Ring.Size * 4])
        {
            if (size is < 1024 or > PipelineOptions.RingSizeMax) continue;
            string text = Text(size);
            yield return new TuneChange
            {
                Name = $"ring-{text}", Kind = TrialKind.Ring, Group = "ring", Why = "a ring that stays in a cache, or one that takes longer bursts",
                Risk = size < current.File.Ring.Size ? "a slow strategy holds the feed sooner" : "more memory, and less of it in a cache",
                Options = [("--ring-size", text)], Members = [("ring.size", text)],
            };
        }
    }

    // The last cores: interrupts and the system's own work are most often on the first.
    private static IEnumerable<TuneChange> Pinning(TuneBase current, SystemFiles system)
    {
        if (current.File.Threads.FeedCore is not null) yield break;
        int[] cores = [.. system.Cores("sys/devices/system/cpu/online").OrderDescending()];
        IReadOnlySet<int> isolated = system.Cores("sys/devices/system/cpu/isolated");
        int[] chosen = [.. cores.Where(isolated.Contains), .. cores.Where(core => !isolated.Contains(core))];
        TuneChange pin = new()
        {
            Name = "pin", Kind = TrialKind.Ring, Group = "pin", Why = "threads that stay on their cores keep their caches",
            Risk = "what else the system puts on these cores is in the way, unless they are isolated",
            Obstacle = chosen.Length < 2 ? "it takes two cores" : null,
        };
        yield return chosen.Length < 2 ? pin : pin with
        {
            Options = [("--core", Text(chosen[0])), ("--strategy-core", Text(chosen[1]))],
            Members = [("threads.feedCore", Text(chosen[0])), ("threads.strategyCores", $"[{Text(chosen[1])}]")],
        };
    }

    private static IEnumerable<TuneChange> Memory(SystemFiles system)
    {
        yield return OfPath(
            "huge-pages", "pages", "fewer misses of the address cache: books on huge pages", "the kernel may stop a thread to make them",
            ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"));
        long free = Field(system, "HugePages_Free:") * Field(system, "Hugepagesize:") * 1024;
        long pages = LargePageBytes / Math.Max(Field(system, "Hugepagesize:") * 1024, 1);
        yield return OfPath(
            "heap-large-pages", "heap", "the runtime's heap on reserved huge pages", "the pages are nobody else's, and the heap has a limit of 256 MB",
            ("DOTNET_GCLargePages", "1"), ("DOTNET_GCHeapHardLimit", "0x10000000")) with
        {
            Obstacle = free >= LargePageBytes ? null
                : FormattableString.Invariant($"{free >> 20} MB of huge pages are reserved and free, and 256 MB are needed: sysctl -w vm.nr_hugepages={pages}"),
        };
    }

    private static IEnumerable<TuneChange> Collections()
    {
        yield return OfPath(
            "gc-concurrent", "gc", "collections beside the feed instead of in its way", "a thread more, and barriers that cost a little", ("DOTNET_gcConcurrent", "1"));
        yield return OfPath("gc-server", "gc", "a heap for each core", "much more memory, and a thread for each core", ("DOTNET_gcServer", "1"));
    }

    private static IEnumerable<TuneChange> Compilations()
    {
        const string Risk = "a longer start";
        yield return OfPath(
            "tiering-off", "tiering", "everything is compiled at once, with no second compilation while the feed runs", Risk + ", and code without a profile",
            ("DOTNET_TieredCompilation", "0"));
        yield return OfPath(
            "tiering-no-profile", "tiering", "no counting of branches before the second compilation", "code without a profile", ("DOTNET_TieredPGO", "0"));
        yield return OfPath(
            "tiering-no-quick-loops", "tiering", "methods with loops are compiled well at once", Risk, ("DOTNET_TC_QuickJitForLoops", "0"));
    }

    private static TuneChange OfPath(string name, string group, string why, string risk, params (string Name, string Value)[] environment) => new()
    {
        Name = name, Kind = TrialKind.Path, Group = group, Why = why, Risk = risk, Effort = OfEnvironment, Environment = environment,
    };

    private static long Field(SystemFiles system, string name)
    {
        string? line = system.Text("proc/meminfo")?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.TryParse(line?[name.Length..].Trim().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

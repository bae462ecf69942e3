using FeedHandler.Engine;

namespace FeedHandler.Host.Check;

/// <summary>Whether this process may do what the configuration asks for.</summary>
internal static class RightChecks
{
    /// <summary>Looks at capabilities and at what the kernel forbids outright.</summary>
    public static IEnumerable<Finding> Run(SystemFiles system, FeedConfiguration configuration)
    {
        ThreadSection threads = configuration.File.Threads;
        string receiver = configuration.File.Receiver.Kind;
        Rights rights = Rights.Of(system);
        if (receiver == "xdp") yield return Needed(rights, "receiver xdp", Right.NetAdmin, Right.NetRaw, Right.Bpf);
        if (receiver == "auto") yield return Automatic(rights, configuration);
        if (receiver == "io_uring") yield return IoUring(system);
        if (threads.FeedPriority > 0)
        {
            yield return Needed(rights, $"threads.feedPriority {threads.FeedPriority}", Right.SysNice);
            yield return Throttling(system);
        }

        if (threads.LockMemory) yield return Needed(rights, "threads.lockMemory", Right.IpcLock);
        if (threads.KeepCoresAwake) yield return Awake(system);
    }

    private static Finding Needed(Rights rights, string name, params Right[] needed)
    {
        string[] missing = [.. needed.Where(right => !rights.Has(right)).Select(Rights.NameOf)];
        return missing.Length == 0
            ? Finding.Good(name, $"{string.Join(", ", needed.Select(Rights.NameOf))} is there")
            : Finding.Problem(
                name, $"{string.Join(", ", missing)} is missing", "it will be refused by the kernel",
                $"start it with {string.Join(", ", missing)} (setcap, AmbientCapabilities of systemd), or change the configuration");
    }

    // Whether a driver runs XDP only opening it tells; of the loopback interface it is known.
    private static Finding Automatic(Rights rights, FeedConfiguration configuration)
    {
        const string Name = "receiver auto";
        string[] missing = [.. new[] { Right.NetAdmin, Right.NetRaw, Right.Bpf }.Where(right => !rights.Has(right)).Select(Rights.NameOf)];
        if (configuration.Groups.Any(static group => group.Interface == "lo")) return Finding.Good(Name, "sockets: lo has no driver that runs XDP");
        return missing.Length == 0
            ? Finding.Good(Name, "XDP where the driver of every interface runs it, which opening it tells; else sockets")
            : Finding.Advice(
                Name, $"sockets: {string.Join(", ", missing)} is missing", "XDP in the driver of the card was faster in the recorded measurements",
                $"start it with {string.Join(", ", missing)}, or name the receiver socket");
    }

    private static Finding IoUring(SystemFiles system)
    {
        const string Name = "kernel.io_uring_disabled";
        if (system.Number("proc/sys/kernel/io_uring_disabled") is not { } disabled) return Finding.Good(Name, "cannot be read here");
        if (disabled == 0) return Finding.Good(Name, "0");
        string found = disabled == 1 ? "1 (only for a group)" : "2 (for everybody)";
        return Finding.Problem(Name, found, "the receiver cannot be opened", "sysctl -w kernel.io_uring_disabled=0, or use receiver socket");
    }

    private static Finding Throttling(SystemFiles system)
    {
        const string Name = "kernel.sched_rt_runtime_us";
        if (system.Number("proc/sys/kernel/sched_rt_runtime_us") is not { } runtime) return Finding.Good(Name, "cannot be read here");
        return runtime < 0
            ? Finding.Good(Name, "-1: a real-time thread is never held back; keep another core free of such threads")
            : Finding.Advice(
                Name, $"{runtime} of each second's microseconds",
                "a real-time thread that spins is stopped for the rest of every second: stalls of tens of milliseconds",
                "sysctl -w kernel.sched_rt_runtime_us=-1, and keep another core free of real-time threads");
    }

    private static Finding Awake(SystemFiles system)
    {
        const string Name = "/dev/cpu_dma_latency";
        try
        {
            using FileStream device = new(system.PathOf("dev/cpu_dma_latency"), FileMode.Open, FileAccess.ReadWrite);
            return Finding.Good(Name, "can be held");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Finding.Advice(
                Name, "cannot be opened", "idle cores sleep deeply and wake late, which blocking consumers feel",
                "let this user write to it (udev rule), or set threads.keepCoresAwake to false");
        }
    }
}

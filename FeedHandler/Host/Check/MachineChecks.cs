using FeedHandler.Engine;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Host.Check;

/// <summary>Clock and memory.</summary>
internal static class MachineChecks
{
    /// <summary>Looks at the clock source and at large pages.</summary>
    public static IEnumerable<Finding> Run(SystemFiles system, FeedConfiguration configuration)
    {
        yield return ClockSource(system);
        yield return LargePages(system);
        yield return Swap(system, configuration);
    }

    private static Finding ClockSource(SystemFiles system)
    {
        const string Name = "clock source";
        string source = system.Text("sys/devices/system/clocksource/clocksource0/current_clocksource") ?? "unknown";
        string stamps = TscReader.IsSupported ? "stages are timed by the time stamp counter" : "stages are timed by the system clock";
        return source == "tsc"
            ? Finding.Good(Name, $"tsc; {stamps}")
            : Finding.Advice(
                Name, $"{source}; {stamps}", "each reading of the clock is a call into the kernel or the hypervisor", "boot with clocksource=tsc tsc=reliable");
    }

    private static Finding LargePages(SystemFiles system)
    {
        const string Name = "transparent huge pages";
        string setting = system.Text("sys/kernel/mm/transparent_hugepage/enabled") ?? "not there";
        return setting.Contains("[always]", StringComparison.Ordinal)
            ? Finding.Advice(
                Name, "always", "the kernel compacts memory behind the program's back, and stops it for milliseconds",
                "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled: this program asks for what it needs")
            : Finding.Good(Name, setting);
    }

    private static Finding Swap(SystemFiles system, FeedConfiguration configuration)
    {
        const string Name = "swap";
        bool hasSwap = (system.Text("proc/swaps") ?? "").Split('\n').Length > 1;
        return hasSwap && !configuration.File.Threads.LockMemory
            ? Finding.Advice(Name, "on, memory not locked", "a page of the feed may be on disk when it is needed", "set threads.lockMemory, or swapoff -a")
            : Finding.Good(Name, hasSwap ? "on, memory is locked" : "off");
    }
}

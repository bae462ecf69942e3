namespace FeedHandler.Host.Tests.Checks;

/// <summary>A folder that stands for /: a host on which everything is as a feed would have it, until a test changes a file.</summary>
internal sealed class FakeSystem : IDisposable
{
    private const string AllRights = "Name:\tx\nCapEff:\t000001ffffffffff\n";

    public FakeSystem()
    {
        Root = Directory.CreateTempSubdirectory("fake-system-").FullName;
        Write("sys/class/net/eth1/flags", "0x1003");
        Write("sys/class/net/eth1/operstate", "up");
        Write("sys/class/net/eth1/mtu", "1500");
        Write("sys/class/net/eth1/device/numa_node", "0");
        Write("sys/devices/system/node/node0/cpulist", "0-3");
        Write("sys/devices/system/node/node1/cpulist", "4-7");
        Write("sys/devices/system/cpu/online", "0-7");
        Write("sys/devices/system/cpu/isolated", "2-7");
        Write("sys/devices/system/cpu/cpu2/topology/thread_siblings_list", "2,6");
        Write("sys/devices/system/cpu/cpu2/cpufreq/scaling_governor", "performance");
        Write("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc");
        Write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
        Write("proc/sys/net/ipv4/conf/eth1/rp_filter", "0");
        Write("proc/sys/net/ipv4/conf/all/rp_filter", "0");
        Write("proc/sys/net/core/rmem_max", "268435456");
        Write("proc/sys/net/core/netdev_max_backlog", "30000");
        Write("proc/sys/kernel/io_uring_disabled", "0");
        Write("proc/sys/kernel/sched_rt_runtime_us", "-1");
        Write("proc/self/status", AllRights);
        Write("proc/swaps", "Filename Type Size Used Priority");
        Write("proc/interrupts", "  34:  0  12  PCI-MSI 4096-edge  eth1-rx-0\n  35:  0  0  PCI-MSI  eth10-rx-0");
        Write("proc/irq/34/smp_affinity_list", "0-1");
        Write("proc/irq/35/smp_affinity_list", "0-7");
        Write("dev/cpu_dma_latency", "");
    }

    public string Root { get; }

    public void Write(string path, string text)
    {
        string full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text + "\n");
    }

    public void Remove(string path)
    {
        string full = Path.Combine(Root, path);
        if (Directory.Exists(full)) Directory.Delete(full, recursive: true);
        else File.Delete(full);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Tests.Checks;

public sealed class HostCheckTests
{
    private FakeSystem _system = new();

    [SetUp]
    public void CreateSystem() => _system = new FakeSystem();

    [TearDown]
    public void RemoveSystem() => _system.Dispose();

    [Test]
    public void AHostThatIsMadeForItHasNothingAgainstIt()
        => Assert.That(Check(Pinned()).Where(static finding => finding.Verdict != Verdict.Good).Select(static finding => finding.ToString()), Is.Empty);

    [TestCase("sys/class/net/eth1/flags", "0x1002", "interface eth1", true, "ip link set eth1 up")]
    [TestCase("sys/class/net/eth1/flags", "0x3", "interface eth1", true, "multicast on")]
    [TestCase("sys/class/net/eth1/operstate", "down", "interface eth1", true, "cable")]
    [TestCase("proc/sys/net/ipv4/conf/all/rp_filter", "1", "net.ipv4.conf.eth1.rp_filter", false, "rp_filter=0")]
    [TestCase("proc/sys/net/core/netdev_max_backlog", "1000", "net.core.netdev_max_backlog", false, "10000")]
    [TestCase("proc/self/status", "CapEff:\t0000000000000000", "receiver auto", false, "CAP_BPF")]
    [TestCase("sys/devices/system/cpu/isolated", "", "isolated cores", false, "isolcpus=2,3")]
    [TestCase("sys/devices/system/cpu/online", "0-1", "cores", true, "0,1")]
    [TestCase("sys/devices/system/cpu/cpu2/topology/thread_siblings_list", "2-3", "core siblings", false, "one of each pair")]
    [TestCase("sys/devices/system/cpu/cpu2/cpufreq/scaling_governor", "powersave", "frequency governor", false, "performance")]
    [TestCase("proc/irq/34/smp_affinity_list", "0-7", "interrupts of eth1", false, "/proc/irq/34/")]
    [TestCase("sys/class/net/eth1/device/numa_node", "1", "memory node of eth1", false, "4,5,6,7")]
    [TestCase("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet", "clock source", false, "clocksource=tsc")]
    [TestCase("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never", "transparent huge pages", false, "madvise")]
    [TestCase("proc/swaps", "Filename Type\n/dev/sda2 partition", "swap", false, "lockMemory")]
    public void WhatIsNotAsItShouldBeIsTold(string path, string text, string name, bool isProblem, string change)
    {
        _system.Write(path, text);

        Finding finding = Check(Pinned()).Single(found => found.Name == name);

        Assert.That(finding.Verdict, Is.EqualTo(isProblem ? Verdict.Problem : Verdict.Advice));
        Assert.That(finding.Change, Does.Contain(change));
        Assert.That(finding.Why, Is.Not.Empty);
    }

    [TestCase("proc/sys/net/core/rmem_max", "net.core.rmem_max")]
    [TestCase("proc/sys/net/core/netdev_max_backlog", "net.core.netdev_max_backlog")]
    [TestCase("proc/sys/net/core/busy_poll", "net.core.busy_poll, busy_read")]
    [TestCase("proc/sys/net/ipv4/igmp_max_memberships", "net.ipv4.igmp_max_memberships")]
    public void WhatCannotBeReadIsNoNumber(string path, string name)
    {
        _system.Remove(path);

        Assert.That(Check(Pinned()).Single(found => found.Name == name).Found, Does.Contain("cannot be read here"));
    }

    [Test]
    public void AnInterfaceThatIsNotThereIsToldWithThoseThatAre()
    {
        _system.Remove("sys/class/net/eth1");
        _system.Write("sys/class/net/eth7/flags", "0x1003");

        Finding finding = Check(Pinned()).Single(static found => found.Name == "interface eth1");

        Assert.That((finding.Verdict, finding.Change), Is.EqualTo((Verdict.Problem, "name one of eth7")));
    }

    [Test]
    public void OfWhatIsNotThereNothingElseIsSaid()
    {
        ConfigurationFile file = new() { Threads = new ThreadSection { FeedCore = 8, StrategyCores = [9] } };
        Assert.That(CoresOf(file), Is.EqualTo((string[])["cores: no core 8,9"]));

        file.Threads.StrategyCores = [3];
        Assert.That(CoresOf(file), Is.EqualTo((string[])
            ["cores: no core 8", "isolated cores: 2,3,4,5,6,7", "core siblings: no two of the cores are one physical core", "frequency governor: no frequency scaling here"]));

        _system.Remove("sys/class/net/eth1");
        Assert.That(Check(Pinned()).Select(static found => found.Name), Has.None.Contains("of eth1"));
    }

    private string[] CoresOf(ConfigurationFile file) => [.. Check(file)
        .Where(static found => found.Name.Contains("core", StringComparison.Ordinal) || found.Name.EndsWith(" eth1", StringComparison.Ordinal) || found.Name == "frequency governor")
        .Where(static found => !found.Name.StartsWith("net.", StringComparison.Ordinal) && found.Name != "interface eth1").Select(static found => $"{found.Name}: {found.Found}")];

    [Test]
    public void ABufferPastTheLimitNeedsARight()
    {
        _system.Write("proc/sys/net/core/rmem_max", "212992");

        Assert.That(Check(Pinned()).Single(static found => found.Name == "net.core.rmem_max").Verdict, Is.EqualTo(Verdict.Good));
        _system.Write("proc/self/status", "CapEff:\t0000000000000000");
        Assert.That(Check(Pinned()).Single(static found => found.Name == "net.core.rmem_max").Change, Does.Contain("net.core.rmem_max=16777216"));
    }

    [Test]
    public void MissingRightsAreNamed()
    {
        _system.Write("proc/self/status", "CapEff:\t0000000000001000");
        ConfigurationFile file = Pinned();
        file.Receiver.Kind = "xdp";
        file.Threads.FeedPriority = 50;
        file.Threads.LockMemory = true;

        IEnumerable<string> problems = Check(file).Where(static found => found.Verdict == Verdict.Problem).Select(static found => found.Found);

        Assert.That(problems, Is.EqualTo(new[] { "CAP_NET_RAW, CAP_BPF is missing", "CAP_SYS_NICE is missing", "CAP_IPC_LOCK is missing" }));
    }

    [Test]
    public void AnIoUringThatIsAskedForAndForbiddenIsAProblem()
    {
        _system.Write("proc/sys/kernel/io_uring_disabled", "2");
        ConfigurationFile file = Pinned();
        file.Receiver.Kind = "io_uring";

        Finding finding = Check(file).Single(static found => found.Name == "kernel.io_uring_disabled");

        Assert.That((finding.Verdict, finding.Change), Is.EqualTo((Verdict.Problem, "sysctl -w kernel.io_uring_disabled=0, or use receiver socket")));
    }

    [Test]
    public void AFeedThatIsNotPinnedIsAdvisedToBe()
        => Assert.That(Check(new ConfigurationFile()).Single(static found => found.Name == "threads.feedCore").Verdict, Is.EqualTo(Verdict.Advice));

    private static ConfigurationFile Pinned() => new() { Threads = new ThreadSection { FeedCore = 2, StrategyCores = [3] } };

    private IReadOnlyList<Finding> Check(ConfigurationFile file)
    {
        LineGroup group = new(Line.A, IPEndPoint.Parse("224.0.31.64:14340"), "eth1");
        return HostCheck.Run(new SystemFiles(_system.Root), new FeedConfiguration("feed.json", file, [group]));
    }
}

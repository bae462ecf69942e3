using FeedHandler.Engine;
using FeedHandler.Host.Capacity;
using FeedHandler.Host.Check;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Checks;

/// <summary>What so many clients of a gateway need, and whether a host has it.</summary>
public sealed class CapacityTests
{
    private const int CoreCount = 8;
    private FakeSystem _fake = null!;
    private SystemFiles _system = null!;

    [SetUp]
    public void MakeAHostThatHasAll()
    {
        _fake = new FakeSystem();
        _fake.Write("proc/self/limits", "Limit                     Soft Limit           Hard Limit           Units\nMax open files            2000000              2000000              files");
        _fake.Write("proc/meminfo", "MemTotal:       64000000 kB\nMemAvailable:   48000000 kB");
        _fake.Write("proc/sys/fs/file-max", "9223372036854775807");
        _fake.Write("proc/sys/net/core/somaxconn", "65535");
        _fake.Write("proc/sys/net/ipv4/tcp_max_syn_backlog", "65535");
        _fake.Write("proc/sys/net/ipv4/tcp_mem", "378000\t504000\t12000000");
        _system = new SystemFiles(_fake.Root);
    }

    [TearDown]
    public void RemoveIt() => _fake.Dispose();

    [Test]
    public void AHostThatHasAllIsGood()
    {
        Assert.That(Found(1_000_000).Select(static finding => (finding.Name, finding.Verdict)), Has.All.Matches<(string, Verdict)>(static one => one.Item2 == Verdict.Good));
        Assert.That(Found(1_000_000).Select(static finding => finding.Name), Has.None.Contains("conntrack"), "no firewall watches connections here");
    }

    [TestCase("proc/meminfo", "MemAvailable:   1000000 kB", "memory", "Problem", "more memory")]
    [TestCase("proc/self/limits", "Max open files            20000                20000                files", "RLIMIT_NOFILE", "Advice", "--loops 52")]
    [TestCase("proc/sys/fs/file-max", "100000", "fs.file-max", "Problem", "sysctl -w fs.file-max=1100000")]
    [TestCase("proc/sys/net/core/somaxconn", "128", "net.core.somaxconn", "Advice", "sysctl -w net.core.somaxconn=4096")]
    [TestCase("proc/sys/net/ipv4/tcp_max_syn_backlog", "128", "net.ipv4.tcp_max_syn_backlog", "Advice", "sysctl -w net.ipv4.tcp_max_syn_backlog=4096")]
    [TestCase("proc/sys/net/netfilter/nf_conntrack_max", "65536", "net.netfilter.nf_conntrack_max", "Problem", "sysctl -w net.netfilter.nf_conntrack_max=1100000")]
    public void WhatAHostLacksIsNamedWithWhatToDo(string file, string text, string name, string verdict, string change)
    {
        _fake.Write(file, text);

        Finding[] wrong = [.. Found(1_000_000).Where(static finding => finding.Verdict != Verdict.Good)];

        Assert.That(wrong.Select(static finding => $"{finding.Name} {finding.Verdict}"), Is.EqualTo(new[] { $"{name} {verdict}" }));
        Assert.That(wrong[0].Change, Does.Contain(change));
        Assert.That(wrong[0].Why, Is.Not.Empty);
    }

    [Test]
    public void MoreLoopsThanAGatewayMayHaveAreThoseOfSeveral()
    {
        _fake.Write("proc/self/limits", "Max open files            20000                20000                files");
        Assert.That(Found(10_000_000).Single(static finding => finding.Name == CapacityChecks.Descriptors).Change, Does.Contain("run 3 gateways").And.Contain("--loops 256"));
    }

    [Test]
    public void LoopsOfFewConnectionsMakeNoRoomForMore()
    {
        _fake.Write("proc/self/limits", "Max open files            4096                 4096                 files");

        Finding finding = Found(9000).Single(static finding => finding.Verdict != Verdict.Good);

        Assert.That((finding.Name, finding.Change), Is.EqualTo((CapacityChecks.Descriptors, "raise the limit (LimitNOFILE= of the unit, up to fs.nr_open)")));
        Assert.That(GatewayNeeds.Of(new GatewayLoad(9000, 1, 0), 4096).Loops, Is.EqualTo(1));
    }

    [Test]
    public void MessagesNeedCoresAndBuffers()
    {
        GatewayNeeds idle = GatewayNeeds.Of(new GatewayLoad(10_000, 1, 0), null);
        GatewayNeeds busy = GatewayNeeds.Of(new GatewayLoad(10_000, 200, 2000), null);

        Assert.That((idle.Cores, idle.Loops, idle.WireBytesPerSecond), Is.EqualTo((0.0, 1L, 0.0)));
        Assert.That(busy.Cores, Is.EqualTo(20e6 * GatewayCosts.NsPerMessage / 1e9 * 100 / GatewayCosts.CorePercentMax).Within(1e-9));
        Assert.That(busy.Loops, Is.EqualTo((long)Math.Ceiling(busy.Cores)));
        Assert.That(busy.UserBytes - idle.UserBytes, Is.EqualTo((10_000L * 199 * GatewayCosts.UserBytesPerInterest) + ((busy.Loops - 1) * GatewayCosts.LoopBytes)));
        Assert.That(busy.KernelBytes - idle.KernelBytes, Is.EqualTo(10_000 * GatewayCosts.KernelBytesPerActive));
        Assert.That(CapacityChecks.Run(_system, busy, CoreCount).Single(static finding => finding.Name == "cores").Verdict, Is.EqualTo(Verdict.Problem));
    }

    [Test]
    public void EachLoopKeepsTheOrdersOfTheFeed()
    {
        GatewayNeeds without = GatewayNeeds.Of(new GatewayLoad(10_000, 200, 2000), null);
        GatewayNeeds with = GatewayNeeds.Of(new GatewayLoad(10_000, 200, 2000, 1_000_000), null);

        Assert.That(with.UserBytes - without.UserBytes, Is.EqualTo(without.Loops * 1_000_000 * GatewayCosts.LoopBytesPerOrder));
    }

    [Test]
    public void BuffersAreLookedAtWhereSomethingIsToBeSent()
    {
        const string name = "net.ipv4.tcp_mem";
        GatewayNeeds busy = GatewayNeeds.Of(new GatewayLoad(10_000, 1, 1), null);

        Assert.That(Found(10_000).Select(static finding => finding.Name), Has.None.EqualTo(name));
        Assert.That(CapacityChecks.Run(_system, busy, CoreCount).Select(static finding => finding.Name), Has.One.EqualTo(name));
    }

    [Test]
    public void WhatCannotBeReadIsNoProblem()
    {
        foreach (string file in (string[])["proc/self/limits", "proc/meminfo", "proc/sys/fs/file-max", "proc/sys/net/ipv4/tcp_mem"]) _fake.Remove(file);

        Assert.That(Found(1_000_000).Select(static finding => finding.Verdict), Has.All.EqualTo(Verdict.Good));
    }

    [Test]
    public void TheCommandSaysTheSameToAPersonAndToAProgram()
    {
        CommandRun json = CommandRun.Of(["capacity", "--connections", "100", "--instruments", "2", "--messages", "3", "--orders", "4", "--json"]);
        CommandRun text = CommandRun.Of(["capacity", "--connections", "100", "--instruments", "2", "--messages", "3", "--orders", "4"]);

        Assert.That(json.Code, Is.EqualTo(text.Code));
        Assert.That((json.Json.GetProperty("connections").GetInt64(), json.Json.GetProperty("descriptors").GetInt64()), Is.EqualTo((100L, 612L)));
        Assert.That(text.Out, Does.Contain("100 connections, 2 instruments each, 3 messages a second each, 4 orders of the feed").And.Contain("memory of the kernel"));
        new JsonContract().With("docs/json.md", "capacity").Holds(json.Json);
    }

    [TestCase("", "how many connections: give --connections N")]
    [TestCase("--connections 0", "--connections 0: out of range, give 1 to 100000000")]
    [TestCase("--connections many", "--connections many: not a whole number")]
    public void WhatMakesNoSenseIsOneMessage(string arguments, string reason)
    {
        CommandRun run = CommandRun.Of(["capacity", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.That((run.Code, run.Out), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(reason));
    }

    private IReadOnlyList<Finding> Found(long connections) => CapacityChecks.Run(
        _system, GatewayNeeds.Of(new GatewayLoad(connections, 1, 0), CapacityChecks.DescriptorLimit(_system)), CoreCount);
}

using FeedHandler.Engine;
using FeedHandler.Host.Tests.Checks;
using FeedHandler.Host.Tune.Counters;

namespace FeedHandler.Host.Tests.Tune;

public sealed class CounterTests
{
    private FakeSystem _system = null!;

    [SetUp]
    public void Make() => _system = new FakeSystem();

    [TearDown]
    public void Remove() => _system.Dispose();

    [Test]
    public void WhatTheKernelCountedBetweenTwoLooksIsTold()
    {
        WriteCounts(interrupts: 100, softirqs: 1000, switches: 5000, stolen: 10, other: 7);
        HostSnapshot before = new(new SystemFiles(_system.Root));
        WriteCounts(interrupts: 400, softirqs: 3000, switches: 9000, stolen: 110, other: 9);
        Dictionary<string, Counter> counters = new HostSnapshot(new SystemFiles(_system.Root)).Since(before).ToDictionary(static counter => counter.Name);

        Assert.That(counters.Keys, Is.EquivalentTo((string[])
            ["context switches of the machine", "interrupts of CPU0", "interrupts of CPU1", "softirq NET_RX", "pages of node0 for other nodes", Counter.Stolen]));
        Assert.That(counters[Counter.Stolen].Value, Is.EqualTo(100.0), "nothing but stolen time went by");
        double perSecond = counters["interrupts of CPU0"].Value / 300;
        Assert.That(counters["interrupts of CPU1"].Value, Is.Zero);
        Assert.That(counters["softirq NET_RX"].Value, Is.EqualTo(4000 * perSecond).Within(1).Percent, "two cores");
        Assert.That(counters["context switches of the machine"].Value, Is.EqualTo(4000 * perSecond).Within(1).Percent);
    }

    [Test]
    public void AMachineThatTellsNothingHasNoCounters()
    {
        SystemFiles nothing = new(Path.Combine(_system.Root, "nowhere"));

        Assert.That(new HostSnapshot(nothing).Since(new HostSnapshot(nothing)), Is.Empty);
        Assert.That(Frequencies.Read(nothing), Is.Empty);
    }

    [Test]
    public void ThreadsThatHaveEndedAreCountedAsTheyWereLastSeen()
    {
        ProcessWatch watch = new(new SystemFiles(_system.Root));
        WriteThread("10", ran: 500_000_000, waited: 0, voluntary: 4, forced: 0);
        WriteThread("11", ran: 500_000_000, waited: 1_000_000_000, voluntary: 6, forced: 3);
        watch.Look(9);
        _system.Remove("proc/9/task/11");
        watch.Look(9);

        Assert.That(watch.Counters.Select(static counter => (counter.Name, counter.Value)), Is.EqualTo(new[]
        {
            (Counter.Delayed, 50.0), ("switches to wait", 10.0), (Counter.Preempted, 3.0),
        }));
    }

    [TestCase("2500000", 2500)]
    [TestCase(null, 2095.998)]
    public void TheClockIsThatOfTheKernelOrElseOfTheProcessor(string? kilohertz, double megahertz)
    {
        _system.Write("proc/cpuinfo", "processor\t: 0\ncpu MHz\t\t: 2095.998");
        if (kilohertz is not null) _system.Write("sys/devices/system/cpu/cpu3/cpufreq/scaling_cur_freq", kilohertz);

        Assert.That(Frequencies.Read(new SystemFiles(_system.Root)).Single().Value, Is.EqualTo(megahertz));
    }

    [Test]
    public void EventsThatTheKernelDoesNotGiveAreNamed()
    {
        List<string> missing = [];
        Counter[] counters = [.. PerfStat.Read("# started\n\n<not supported>;;cycles:u;0;100.00;;\n1137.45;msec;task-clock;1;100.00;;\n435;;context-switches:u;1;100.00;;\nfoo;bar\n", missing)];

        Assert.That(counters.Select(static counter => (counter.Name, counter.Value, counter.Unit)), Is.EqualTo(new[]
        {
            ("perf task-clock", 1137.45, "msec"), ("perf context-switches", 435, ""),
        }));
        Assert.That(missing, Is.EqualTo((string[])["perf events that the kernel does not give here: cycles"]));
    }

    [TestCase(20, 50, 300, 1000, 20_000, "the hypervisor: it takes 20.0 %")]
    [TestCase(0, 50, 300, 1000, 20_000, "cores: threads of the feed waited 50.0 %")]
    [TestCase(0, 0, 300, 1000, 20_000, "receiving: ")]
    [TestCase(0, 0, 300, 1000, 1500, "the hop through the ring: ")]
    [TestCase(0, 0, 300, 400, 1000, "decoding and books; ")]
    public void WhatHoldsAFeedIsFoundInThisOrder(double stolen, double delayed, double packetNs, double ringNs, double receiveNs, string finding) => Assert.That(
        Bottleneck.Judge([new Counter(Counter.Stolen, stolen, "%", ""), new Counter(Counter.Delayed, delayed, "%", "")], packetNs, ringNs, receiveNs),
        Does.StartWith(finding));

    private void WriteCounts(int interrupts, int softirqs, int switches, int stolen, int other)
    {
        _system.Write("proc/stat", $"cpu  1 2 3 4 5 6 7 {stolen} 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\nctxt {switches}");
        _system.Write("proc/interrupts", $"           CPU0       CPU1\n  34:  {interrupts}  12  PCI-MSI 4096-edge  eth1-rx-0\n ERR:  0");
        _system.Write("proc/softirqs", $"                    CPU0       CPU1\n  NET_RX:  {softirqs}  {softirqs}\n  HI: 1 1");
        _system.Write("sys/devices/system/node/node0/numastat", $"numa_hit 5\nother_node {other}");
    }

    private void WriteThread(string thread, long ran, long waited, int voluntary, int forced)
    {
        _system.Write($"proc/9/task/{thread}/schedstat", $"{ran} {waited} 17");
        _system.Write($"proc/9/task/{thread}/status", $"Name:\tfeed\nvoluntary_ctxt_switches:\t{voluntary}\nnonvoluntary_ctxt_switches:\t{forced}");
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Latency.Stalls;
using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Live;

/// <summary>What interruptions are explained by, from files that the test writes in the kernel's form, and from the kernel's own.</summary>
public sealed class StallExplainerTests
{
    private const int Core = 1;
    private string _root = "";
    private PollCounters _polls = null!;
    private StallExplainer _explainer = null!;
    private long _network;
    private long _disk;
    private long _endNs;

    [SetUp]
    public void Begin()
    {
        _root = Directory.CreateTempSubdirectory("stalls-").FullName;
        Directory.CreateDirectory(Path.Combine(_root, "proc"));
        Directory.CreateDirectory(FrequencyFolder);
        (_network, _disk, _endNs) = (100, 7, 0);
        WriteFrequency(3_000_000);
        WriteCounts();
        _polls = new PollCounters(isSpinning: true) { Core = Core };
        _explainer = new StallExplainer(_polls, new SystemFiles(_root));
    }

    [TearDown]
    public void End()
    {
        _explainer.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Test]
    public void MoreInterruptsThanUsualOfTheCoreExplainAStall()
    {
        LookQuietly(20);
        _disk += 50;
        LookWith(StallCause.Interruption);

        Assert.That(Causes(), Is.EqualTo((Interruption: 0L, Interrupt: 1L, Frequency: 0L)));
        Assert.That(_polls.Stalls.DurationNsOf(StallCause.Interrupt), Is.EqualTo(150_000));
        Assert.That(_polls.Stalls.TryRead(0, out Stall stall) ? stall.Cause : default, Is.EqualTo(StallCause.Interrupt));
        _explainer.Dispose();
        Assert.That(_polls.Interrupters, Is.EqualTo(new[] { ("36 PCI-MSIX-0000:00:02.0 1-edge virtio1-req.0", 1L) }));
    }

    [Test]
    public void SoDoSoftInterrupts()
    {
        LookQuietly(20);
        _network += 200;
        LookWith(StallCause.Interruption);

        Assert.That(Causes(), Is.EqualTo((0L, 1L, 0L)));
    }

    [Test]
    public void WhatTheKernelDoesNotTellStaysAnInterruption()
    {
        LookQuietly(20);
        LookWith(StallCause.Interruption);

        Assert.That(Causes(), Is.EqualTo((1L, 0L, 0L)));
    }

    [Test]
    public void InterruptsOfAnotherCoreExplainNothing()
    {
        LookQuietly(20);
        WriteCounts(otherCore: 5000);
        LookWith(StallCause.Interruption, writes: false);

        Assert.That(Causes(), Is.EqualTo((1L, 0L, 0L)));
    }

    [Test]
    public void AChangeOfFrequencyExplainsAStall()
    {
        LookQuietly(20);
        WriteFrequency(2_400_000);
        LookWith(StallCause.Interruption);
        LookWith(StallCause.Interruption);

        Assert.That(Causes(), Is.EqualTo((1L, 0L, 1L)), "it changed before the first, and not before the second");
    }

    [Test]
    public void OtherCausesStayWhatTheThreadCallsThem()
    {
        LookQuietly(20);
        _disk += 50;
        LookWith(StallCause.Preemption);

        Assert.That((_polls.Stalls.CountOf(StallCause.Preemption), _polls.Stalls.CountOf(StallCause.Interrupt)), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public void NothingIsUnusualBeforeTheUsualIsKnownNorOnACoreThatIsNew()
    {
        LookQuietly(CoreInterrupts.QuietLooksMin - 2);
        _disk += 50;
        LookWith(StallCause.Interruption);
        LookQuietly(20);
        _polls.Core = 0;
        _disk += 50;
        LookWith(StallCause.Interruption);

        Assert.That(Causes(), Is.EqualTo((2L, 0L, 0L)));
    }

    [Test]
    public void ARowMoreIsNoInterrupt()
    {
        LookQuietly(20);
        WriteCounts(more: " 44:   900000   900000 PCI-MSIX new\n");
        LookWith(StallCause.Interruption, writes: false);

        Assert.That(Causes(), Is.EqualTo((1L, 0L, 0L)));
    }

    [Test]
    public void WithoutFilesEverythingStaysAsItIs()
    {
        Directory.Delete(Path.Combine(_root, "proc"), recursive: true);
        Directory.Delete(Path.Combine(_root, "sys"), recursive: true);
        using StallExplainer blind = new(_polls, new SystemFiles(_root));
        for (int i = 0; i < 20; i++) blind.Look();
        _polls.Stalls.Add(new Stall(1, 150_000, StallCause.Interruption, 0));
        blind.Look();

        Assert.That(Causes(), Is.EqualTo((1L, 0L, 0L)));
    }

    [Test]
    public void LookingAllocatesNothing()
    {
        LookQuietly(20);

        Assert.That(AllocationMeter.BytesOf(_explainer.Look), Is.Zero);
    }

    [Test]
    public void WhatTheKernelItselfCountsIsRead()
    {
        Require.That(OperatingSystem.IsLinux() && File.Exists("/proc/softirqs"), "soft interrupts are told by Linux in /proc/softirqs");
        CoreInterrupts soft = new();
        int core = 0;
        Thread thread = new(() =>
        {
            Assert.That(ThreadAffinity.GetCurrentCore(out core).IsSuccess, Is.True);
            Assert.That(ThreadAffinity.PinCurrentThread(core).IsSuccess, Is.True);
            soft.Take(File.ReadAllBytes("/proc/softirqs"), core);
            SendToNobody(500);
            soft.Take(File.ReadAllBytes("/proc/softirqs"), core);
        });
        thread.Start();
        thread.Join();

        Assert.That(soft.SinceOf("NET_RX"), Is.GreaterThanOrEqualTo(250), $"datagrams over the loopback interface interrupt core {core}");
    }

    private static void SendToNobody(int count)
    {
        using Socket taker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        for (int i = 0; i < count; i++) sender.SendTo(new byte[8], taker.LocalEndPoint!);
    }

    private string FrequencyFolder => Path.Combine(_root, $"sys/devices/system/cpu/cpu{Core}/cpufreq");

    private (long Interruption, long Interrupt, long Frequency) Causes() => (
        _polls.Stalls.CountOf(StallCause.Interruption), _polls.Stalls.CountOf(StallCause.Interrupt), _polls.Stalls.CountOf(StallCause.Frequency));

    private void LookQuietly(int count)
    {
        for (int i = 0; i < count; i++)
        {
            (_network, _disk) = (_network + 25, _disk + 1);
            WriteCounts();
            _explainer.Look();
        }
    }

    private void LookWith(StallCause cause, bool writes = true)
    {
        if (writes) WriteCounts();
        _polls.Stalls.Add(new Stall(++_endNs, 150_000, cause, 0));
        _explainer.Look();
    }

    private void WriteFrequency(int kiloHertz) =>
        File.WriteAllText(Path.Combine(FrequencyFolder, "scaling_cur_freq"), kiloHertz.ToString(CultureInfo.InvariantCulture) + "\n");

    private void WriteCounts(int otherCore = 0, string more = "")
    {
        File.WriteAllText(Path.Combine(_root, "proc/interrupts"), string.Create(
            CultureInfo.InvariantCulture,
            $"           CPU0       CPU1       \n 36:    {otherCore}     {_disk} PCI-MSIX-0000:00:02.0   1-edge      virtio1-req.0\nNMI:          0          0   Non-maskable interrupts\nERR:          0\n{more}"));
        File.WriteAllText(Path.Combine(_root, "proc/softirqs"), string.Create(
            CultureInfo.InvariantCulture, $"                    CPU0       CPU1\n      NET_RX:    {otherCore}    {_network}\n         RCU:          3          3\n"));
    }
}

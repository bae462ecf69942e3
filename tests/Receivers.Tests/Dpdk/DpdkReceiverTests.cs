using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Replay;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.Dpdk;

public sealed class DpdkReceiverTests
{
    private static readonly LineGroup[] CaptureGroups =
    [
        new(Line.A, IPEndPoint.Parse("239.200.0.1:14001"), "net_pcap0"), new(Line.B, IPEndPoint.Parse("239.200.0.2:15001"), "net_pcap0"),
    ];

    [Test]
    public void ACaptureArrivesByteByByteAsItIsReplayed()
    {
        using PacketStore store = SimulatedCapture.Load();
        using DpdkChild child = DpdkChild.Start(null, store.Count, 32, CaptureGroups, $"--vdev=net_pcap0,rx_pcap={SimulatedCapture.FilePath}");
        List<ReceivedPacket> received = child.Finish();

        Assert.That(child.Said("error"), Is.Empty);
        Assert.That(received.Select(static packet => packet.Bytes), Is.EqualTo(Enumerable.Range(0, store.Count).Select(i => store[i].Bytes.ToArray())));
        Assert.That(received.Select(static packet => packet.Line), Is.EqualTo(Enumerable.Range(0, store.Count).Select(i => (Line)store[i].Group)));

        // The driver counts microseconds.
        Assert.That(received.Select(static packet => packet.RxNs), Is.EqualTo(Enumerable.Range(0, store.Count).Select(i => store[i].RxNs / 1000 * 1000)));
        Assert.That(child.Said("allocated"), Is.EqualTo(new[] { "0" }));
        Assert.That(child.Said("most"), Is.EqualTo(new[] { "32" }));
        Assert.That(child.Said("counters").Select(static line => line.Split(' ')[0]), Is.EqualTo(CaptureGroups.Select(group =>
            $"{SimulatedCapture.PayloadsOf(store, group.Line).Length}")));
    }

    [Test]
    public void ALimitBelowADriversBatchIsKept()
    {
        using PacketStore store = SimulatedCapture.Load();
        using DpdkChild child = DpdkChild.Start(null, store.Count, 3, CaptureGroups, $"--vdev=net_pcap0,rx_pcap={SimulatedCapture.FilePath}");
        List<ReceivedPacket> received = child.Finish();

        Assert.That(received.Select(static packet => packet.Bytes), Is.EqualTo(Enumerable.Range(0, store.Count).Select(i => store[i].Bytes.ToArray())));
        Assert.That(child.Said("most"), Is.EqualTo(new[] { "3" }));
        Assert.That(child.Said("allocated"), Is.EqualTo(new[] { "0" }));
    }

    [Test]
    public void WhatLacksIsNoted()
    {
        using DpdkChild child = DpdkChild.Start(null, 1, 32, CaptureGroups, $"--vdev=net_pcap0,rx_pcap={SimulatedCapture.FilePath}");
        _ = child.Finish();

        Assert.That(child.Said("note"), Has.Some.Contains("nobody reports the memberships"));
        Assert.That(child.Said("second"), Has.One.Contains("can be started once: start a new process"));
    }

    [Test]
    public void LinesArriveOverVirtualEthernet()
    {
        using TwoLines lines = new();
        LineGroup b = TwoLines.GroupB with { Source = TwoLines.SourceB };
        using DpdkChild child = DpdkChild.Start(
            lines.Host, 6, 32, [TwoLines.GroupA, b], $"--vdev=net_af_packet0,iface={TwoLines.DeviceA}", "--vdev", $"net_af_packet1,iface={TwoLines.DeviceB}");
        Assert.That(child.Said("error"), Is.Empty);
        string joined = lines.Host.Execute("ip", "maddr", "show", "dev", TwoLines.DeviceA);
        lines.SenderA().Send(TwoLines.GroupA, "1", "2", "3");
        lines.SenderA().Send(TwoLines.GroupB, "wrong line");
        lines.SenderB().Send(b, "4", "5", "6");
        List<ReceivedPacket> received = child.Finish();

        Assert.That(joined, Does.Contain("239.91.0.1"), "the kernel reports the membership");
        Assert.That(received.Select(static packet => packet.Text), Is.EquivalentTo(new[] { "A1", "A2", "A3", "B4", "B5", "B6" }));
        Assert.That(child.Said("allocated"), Is.EqualTo(new[] { "0" }));
        string[] a = child.Said("counters").First().Split(' ');
        Assert.That(long.Parse(a[4], System.Globalization.CultureInfo.InvariantCulture), Is.Positive, "the other group's packet is foreign");
    }

    [Test]
    public void ADeviceThatIsNotThereIsNamedWithThoseThatAre()
    {
        LineGroup group = CaptureGroups[0] with { Interface = "0000:3b:00.0" };
        using DpdkChild child = DpdkChild.Start(null, 1, 32, [group], $"--vdev=net_pcap0,rx_pcap={SimulatedCapture.FilePath}");

        Assert.That(child.Said("error"), Has.One.EqualTo("DPDK: DPDK has no device 0000:3b:00.0, but net_pcap0"));
    }

    [Test]
    public void ArgumentsThatDpdkRefusesAreSaid()
    {
        using DpdkChild child = DpdkChild.Start(null, 1, 32, CaptureGroups, "--vdev=net_nosuch0");

        Assert.That(child.Said("error"), Has.One.Contains("rte_eal_init(").And.Contains("a device is not there, or its driver is not installed"));
    }

    [Test]
    public void WithoutHugePagesItIsSaidHowToReserveThemOrToDoWithout()
    {
        using DpdkChild child = DpdkChild.StartWith(
            null, 1, 32, CaptureGroups, "--huge-dir=/proc/no-huge-pages", "--no-pci", "--no-telemetry", "--no-shconf",
            $"--vdev=net_pcap0,rx_pcap={SimulatedCapture.FilePath}");

        Assert.That(child.Said("error"), Has.One.Contains("rte_eal_init(").And.Contains(
            "reserve huge pages (echo 512 > /proc/sys/vm/nr_hugepages and mount hugetlbfs on /dev/hugepages), or give --no-huge -m 256"));
    }
}

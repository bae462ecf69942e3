using FeedHandler.Receivers.Dpdk;
using FeedHandler.Receivers.Tests.Support;

namespace FeedHandler.Receivers.Tests.Dpdk;

public sealed class DpdkSettingsTests
{
    [TestCase("--vdev=net_af_packet0,iface=eth1")]
    [TestCase("--no-huge", "--vdev", "net_af_packet0,iface=eth1,blocksz=4096")]
    public void AKernelInterfaceMeansTheVirtualDeviceOnIt(params string[] arguments)
    {
        DpdkSettings settings = new() { Arguments = arguments };

        Assert.That(DpdkDevice.Find("eth1", settings), Is.EqualTo(new DpdkDevice("net_af_packet0", "eth1", "eth1")));
        Assert.That(DpdkDevice.Find("net_af_packet0", settings), Is.EqualTo(new DpdkDevice("net_af_packet0", "eth1", "eth1")));
    }

    [Test]
    public void ACardIsNamedByItselfAndJoinsWhereItIsTold()
    {
        DpdkSettings settings = new() { MembershipInterfaces = new Dictionary<string, string>(StringComparer.Ordinal) { ["0000:3b:00.0"] = "eth7" } };

        Assert.That(DpdkDevice.Find("0000:3b:00.0", settings), Is.EqualTo(new DpdkDevice("0000:3b:00.0", "eth7")));
        Assert.That(DpdkDevice.Find("0000:3b:00.1", settings), Is.EqualTo(new DpdkDevice("0000:3b:00.1", null)));
    }

    [TestCase("-h")]
    [TestCase("--help")]
    [TestCase("")]
    public void ArgumentsThatWouldEndTheProcessAreRefused(string argument)
    {
        ReceiverOpening opening = LiveReceivers.Open(
            ReceiverKind.Dpdk, [TwoLines.GroupA], new ReceiverSettings { Dpdk = new DpdkSettings { Arguments = [argument] } });

        Assert.That(opening.Receiver, Is.Null);
        Assert.That(opening.Errors, Has.One.Contains("DPDK argument"));
    }

    [Test]
    public void ArgumentsAreBounded()
    {
        ReceiverOpening opening = LiveReceivers.Open(
            ReceiverKind.Dpdk, [TwoLines.GroupA], new ReceiverSettings { Dpdk = new DpdkSettings { Arguments = [.. Enumerable.Repeat("-v", 65)] } });

        Assert.That(opening.Errors, Has.One.EqualTo("65 DPDK arguments are more than 64"));
    }

    [TestCase(511, 64, 0)]
    [TestCase(512, 512, 0)]
    [TestCase(8191, 63, 0)]
    [TestCase(8191, 1024, -1)]
    public void MemoryIsBounded(int bufferCount, int descriptorCount, int unitNs) => Assert.That(
        new DpdkSettings { BufferCount = bufferCount, DescriptorCount = descriptorCount, TimestampUnitNs = unitNs }.Validate,
        Throws.TypeOf<ArgumentOutOfRangeException>());
}

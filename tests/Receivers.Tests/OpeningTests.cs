using System.Net;
using System.Net.Sockets;
using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests;

/// <summary>What is said when a receiver cannot be opened, or not as asked.</summary>
[TestFixture(ReceiverKind.Socket)]
[TestFixture(ReceiverKind.IoUring)]
public sealed class OpeningTests(ReceiverKind kind)
{
    private TwoLines _lines = null!;

    [OneTimeSetUp]
    public void Connect() => _lines = new TwoLines();

    [OneTimeTearDown]
    public void Disconnect() => _lines?.Dispose();

    [Test]
    public void AnUnknownInterfaceIsNamedWithThoseThatThereAre() => AssertRefused(
        TwoLines.GroupA with { Interface = "eth9" }, "line A, 239.91.0.1:14001 on eth9: interface eth9 does not exist; there are: lo, ra, rb");

    [Test]
    public void AnUnknownAddressIsNamedWithThoseThatThereAre() => AssertRefused(
        TwoLines.GroupA with { Interface = "10.9.9.9" }, "no interface has the address 10.9.9.9; there are: lo (127.0.0.1", "ra (10.91.1.2");

    [Test]
    public void AnAddressThatIsNoGroupIsRefused() => AssertRefused(
        TwoLines.GroupA with { Group = IPEndPoint.Parse("10.91.1.2:14001") }, "no multicast group");

    [Test]
    public void ASourceOfTheOtherFamilyIsRefused() => AssertRefused(
        TwoLines.GroupA with { Source = IPAddress.IPv6Loopback }, "the source ::1 and the group must both be IPv4 or both IPv6");

    [Test]
    public void APortThatAnotherHoldsAloneIsNamed()
    {
        LineGroup group = TwoLines.GroupA with { Group = IPEndPoint.Parse("239.91.0.1:14777") };
        using Socket holder = _lines.Host.Run(() =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
            socket.Bind(new IPEndPoint(IPAddress.Any, group.Group.Port));
            return socket;
        });
        AssertRefused(group, "bind(239.91.0.1:14777)", "Address already in use", "ss -lunp");
    }

    [Test]
    public void WhatIsRefusedLeavesNothingOpen()
    {
        // The second group fails: a socket of the first that stayed open would still be a member.
        Assert.That(_lines.TryOpen(kind, new ReceiverSettings(), TwoLines.GroupA, TwoLines.GroupB with { Interface = "eth9" }).Receiver, Is.Null);
        Assert.That(_lines.Host.Execute("ip", "maddr", "show", "dev", TwoLines.DeviceA), Does.Not.Contain("239.91.0.1"));

        using (_lines.Open(kind, TwoLines.GroupA))
        {
            Assert.That(_lines.Host.Execute("ip", "maddr", "show", "dev", TwoLines.DeviceA), Does.Contain("239.91.0.1"));
        }

        Assert.That(_lines.Host.Execute("ip", "maddr", "show", "dev", TwoLines.DeviceA), Does.Not.Contain("239.91.0.1"));
    }

    [Test]
    public void AnInterfaceThatIsDownIsNoted()
    {
        using TwoLines lines = new();
        lines.Host.Ip($"link set {TwoLines.DeviceB} down");
        using ILiveReceiver receiver = lines.Open(kind, TwoLines.GroupB);

        Assert.That(receiver.Notes, Has.Some.Contains("interface rb is down: nothing comes until it is up (ip link set rb up)"));
    }

    [Test]
    public void NothingIsNotedWhenAllIsAsAsked()
    {
        using ILiveReceiver receiver = _lines.Open(kind, new ReceiverSettings { ReceiveBufferBytes = 1 << 26 }, TwoLines.GroupA);

        Assert.That(receiver.Notes, Is.Empty);
    }

    private void AssertRefused(LineGroup group, params string[] parts)
    {
        ReceiverOpening opening = _lines.TryOpen(kind, new ReceiverSettings(), group);
        using ILiveReceiver? receiver = opening.Receiver;

        Assert.That(receiver, Is.Null);
        foreach (string part in parts) Assert.That(opening.Errors, Has.One.Contains(part));
    }
}

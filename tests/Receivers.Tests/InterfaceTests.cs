using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests;

/// <summary>Interfaces that go down, come back or are replaced, and how they are named.</summary>
[TestFixture(ReceiverKind.Socket)]
[TestFixture(ReceiverKind.IoUring)]
public sealed class InterfaceTests(ReceiverKind kind)
{
    [Test]
    public void AnInterfaceThatWentDownAndUpIsReceivedFromAgain()
    {
        using TwoLines lines = new();
        using ILiveReceiver receiver = lines.Open(kind, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = lines.SenderA();
        sender.Send(TwoLines.GroupA, "before", "end");
        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "Abefore" }));

        lines.Host.Ip($"link set {TwoLines.DeviceA} down");
        sender.Send(TwoLines.GroupA, "lost");
        lines.SenderB().Send(TwoLines.GroupB, "meanwhile", "end");
        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "Bmeanwhile" }));

        lines.Host.Ip($"link set {TwoLines.DeviceA} up");
        SendUntilSeen(receiver, sender);
        Assert.That(receiver.Counters[0].Rejoins, Is.Zero, "the kernel kept the membership");
    }

    [Test]
    public void AnInterfaceThatWasReplacedIsJoinedAnew()
    {
        using TwoLines lines = new();
        using ILiveReceiver receiver = lines.Open(kind, TwoLines.GroupA with { Source = TwoLines.SourceA }, TwoLines.GroupB);
        lines.Host.Ip($"link del {TwoLines.DeviceA}");
        NetworkNamespace.Connect(lines.Publisher, "xa", $"{TwoLines.SourceA}/24", lines.Host, TwoLines.DeviceA, $"{TwoLines.HostA}/24");
        PacketLog log = new([], receiver.Groups);
        receiver.PollUntil(ref log, () => receiver.Counters[0].Rejoins == 1, "the group to be joined anew");

        SendUntilSeen(receiver, lines.SenderA());
        Assert.That(receiver.Counters[0].Errors, Is.Zero, Receiving.Describe(receiver));
        Assert.That(receiver.Counters[1].Rejoins, Is.Zero, "the other interface stayed");
    }

    [Test]
    public void AnInterfaceMayBeNamedByItsAddress()
    {
        using TwoLines lines = new();
        using ILiveReceiver receiver = lines.Open(kind, TwoLines.GroupB with { Interface = TwoLines.HostB.ToString() });
        lines.SenderB().Send(TwoLines.GroupB, "1", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "B1" }));
    }

    [Test]
    public void IPv6IsReceivedByTheGroupsInterfaceAlone()
    {
        using TwoLines lines = new();
        (LineGroup a, LineGroup b) = (Group6(Line.A, TwoLines.DeviceA), Group6(Line.B, TwoLines.DeviceB));
        lines.Publisher.Ip("addr add fd91:1::1/64 dev xa nodad");
        lines.Publisher.Ip("addr add fd91:2::1/64 dev xb nodad");
        using ILiveReceiver receiver = lines.Open(kind, a, b);
        lines.Sender("xa", IPAddress.Parse("fd91:1::1")).Send(a, "1", "2", "end");
        lines.Sender("xb", IPAddress.Parse("fd91:2::1")).Send(b, "3", "end");

        // Neither packet of line A may be handed on as one of B, though the kernel delivers an IPv6 group to every socket that joined it.
        Assert.That(receiver.ReceiveUntilEnd(2), Is.EquivalentTo(new[] { "A1", "A2", "B3" }));
        PacketLog rest = new([], receiver.Groups);
        receiver.PollUntil(ref rest, () => receiver.Counters.Sum(static counters => counters.Foreign) == 5, "what the kernel delivered to the other socket");
        Assert.That(rest.Packets, Is.Empty);
    }

    [Test]
    public void AnIPv6SourceIsReceivedAlone()
    {
        using TwoLines lines = new();
        LineGroup b = Group6(Line.B, TwoLines.DeviceB) with { Source = IPAddress.Parse("fd91:2::1") };
        lines.Publisher.Ip("addr add fd91:2::1/64 dev xb nodad");
        lines.Publisher.Ip("addr add fd91:2::2/64 dev xb nodad");
        using ILiveReceiver receiver = lines.Open(kind, b);
        lines.Sender("xb", IPAddress.Parse("fd91:2::2")).Send(b, "wrong");
        lines.Sender("xb", IPAddress.Parse("fd91:2::1")).Send(b, "right", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "Bright" }));
    }

    [Test]
    public void ALinkLocalIPv6GroupIsReceived()
    {
        using TwoLines lines = new();
        LineGroup a = Group6(Line.A, TwoLines.DeviceA) with { Group = IPEndPoint.Parse("[ff02::91]:14001") };
        lines.Publisher.Ip("addr add fd91:1::1/64 dev xa nodad");
        using ILiveReceiver receiver = lines.Open(kind, a);
        lines.Sender("xa", IPAddress.Parse("fd91:1::1")).Send(a, "1", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A1" }));
    }

    private static LineGroup Group6(Line line, string device) => new(line, IPEndPoint.Parse("[ff0e::91]:14001"), device);

    // The other end's carrier comes up by and by: sends until one arrives.
    private static void SendUntilSeen(ILiveReceiver receiver, PlainSender sender)
    {
        PacketLog log = new([], receiver.Groups);
        for (int attempts = 0; attempts < 1000 && log.Packets.Count == 0; attempts++)
        {
            TrySend(sender);
            for (int polls = 0; polls < 1000 && log.Packets.Count == 0; polls++) receiver.Poll(ref log, 10);
            if (log.Packets.Count == 0) Thread.Sleep(10);
        }

        Assert.That(log.Texts, Does.Contain("Aagain"), Receiving.Describe(receiver));
    }

    private static void TrySend(PlainSender sender)
    {
        try
        {
            sender.Send(TwoLines.GroupA, "again");
        }
        catch (System.Net.Sockets.SocketException)
        {
            // No carrier yet.
        }
    }
}

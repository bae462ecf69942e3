using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Clocks;
using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Receivers.Xdp;
using FeedHandler.Replay;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.Xdp;

/// <summary>Receiving past the network stack, with the program in the driver or in the stack.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class XdpReceiverTests(bool isInDriver)
{
    private TwoLines _lines = null!;

    private ReceiverSettings Settings => new() { Timestamps = TimestampKind.None, Xdp = new XdpSettings { AllowsDriver = isInDriver, FrameCount = 1024 } };

    [OneTimeSetUp]
    public void Connect() => _lines = new TwoLines();

    [OneTimeTearDown]
    public void Disconnect() => _lines?.Dispose();

    [Test]
    public void EveryPacketOfACaptureArrivesInOrderOnItsLine()
    {
        using PacketStore store = SimulatedCapture.Load();
        using ILiveReceiver receiver = Open(Settings with { Xdp = Settings.Xdp with { FrameCount = 65536 } }, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender[] senders = [_lines.SenderA(), _lines.SenderB()];
        long beginNs = WallClock.NowNs();
        for (int i = 0; i < store.Count; i++) senders[store[i].Group].Send(receiver.Groups[store[i].Group].Group, store[i].Bytes);

        PacketLog log = receiver.Receive(store.Count);

        foreach (Line line in Enum.GetValues<Line>())
        {
            Assert.That(log.Packets.Where(packet => packet.Line == line).Select(static packet => packet.Bytes), Is.EqualTo(SimulatedCapture.PayloadsOf(store, line)));
            Assert.That(receiver.Counters[(int)line].Packets, Is.EqualTo(SimulatedCapture.PayloadsOf(store, line).Length));
        }

        Assert.That(log.Packets.Select(static packet => packet.RxNs), Is.Ordered.And.All.InRange(beginNs, WallClock.NowNs()));
    }

    [Test]
    public void WhatIsNotJoinedGoesOnToTheKernel()
    {
        LineGroup other = TwoLines.GroupA with { Group = new IPEndPoint(IPAddress.Parse("239.91.0.9"), TwoLines.GroupA.Group.Port) };
        LineGroup otherPort = TwoLines.GroupA with { Group = new IPEndPoint(TwoLines.GroupA.Group.Address, 14009) };
        using ILiveReceiver receiver = Open(Settings, TwoLines.GroupA);
        using ILiveReceiver sockets = _lines.Open(ReceiverKind.Socket, other, otherPort);
        PlainSender sender = _lines.SenderA();
        sender.Send(other, "group", "end");
        sender.Send(otherPort, "port", "end");
        sender.Send(TwoLines.GroupA, "own", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "Aown" }));
        Assert.That(sockets.ReceiveUntilEnd(2), Is.EquivalentTo(new[] { "Agroup", "Aport" }));
    }

    [Test]
    public void TheSameGroupOnBothInterfacesIsToldApart()
    {
        LineGroup b = TwoLines.GroupA with { Feed = FeedGroup.Of(Line.B), Interface = TwoLines.DeviceB };
        using ILiveReceiver receiver = Open(Settings, b, TwoLines.GroupA);
        _lines.SenderA().Send(TwoLines.GroupA, "1", "2", "end");
        _lines.SenderB().Send(b, "3", "end");

        Assert.That(receiver.ReceiveUntilEnd(2), Is.EquivalentTo(new[] { "A1", "A2", "B3" }));
        Assert.That(receiver.Counters.Select(static counters => counters.Packets), Is.EqualTo(new[] { 2, 3 }));
    }

    [Test]
    public void OnlyTheRightSourceIsReceived()
    {
        using ILiveReceiver receiver = Open(
            Settings, TwoLines.GroupA with { Source = TwoLines.SourceA }, TwoLines.GroupB with { Source = IPAddress.Parse("10.91.2.77") });
        PlainSender b = _lines.SenderB();
        b.Send(TwoLines.GroupB, "wrong", "wrong");
        _lines.SenderA().Send(TwoLines.GroupA, "right", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "Aright" }));
        PacketCount nothing = default;
        receiver.PollUntil(ref nothing, () => receiver.Counters[1].Foreign == 2, "two foreign packets");
        Assert.That(nothing.Count, Is.Zero);
        Assert.That(receiver.Counters[1].Packets, Is.Zero);
    }

    [Test]
    public void IPv6GroupsAreReceived()
    {
        _lines.Host.Ip($"addr replace fd91::2/64 dev {TwoLines.DeviceA} nodad");
        _lines.Publisher.Ip("addr replace fd91::1/64 dev xa nodad");
        LineGroup group = TwoLines.GroupA with { Group = IPEndPoint.Parse("[ff05::91]:14001") };
        using ILiveReceiver receiver = Open(Settings, group);
        _lines.Sender("xa", IPAddress.Parse("fd91::1")).Send(group, "6", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A6" }));
    }

    [Test]
    public void TheKernelReportsTheMembership()
    {
        using ILiveReceiver receiver = Open(Settings, TwoLines.GroupA);

        Assert.That(_lines.Host.Execute("ip", "maddr", "show", "dev", TwoLines.DeviceA), Does.Contain("239.91.0.1"));
        receiver.Dispose();
        Assert.That(_lines.Host.Execute("ip", "maddr", "show", "dev", TwoLines.DeviceA), Does.Not.Contain("239.91.0.1"));
    }

    [Test]
    public void DatagramsThatAreTooLongAreCountedAndNeverShort()
    {
        using ILiveReceiver receiver = Open(Settings with { PacketBytesMax = 100 }, TwoLines.GroupA);
        _lines.SenderA().Send(TwoLines.GroupA, new string('x', 100), new string('y', 101), "", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A" + new string('x', 100), "A" }));
        Assert.That(receiver.Counters[0].Truncated, Is.EqualTo(1));
    }

    [Test]
    public void AnOverloadLosesOnlyWhatIsCounted()
    {
        const int SentCount = 5000;
        using ILiveReceiver receiver = Open(Settings with { Xdp = Settings.Xdp with { FrameCount = 64 } }, TwoLines.GroupA);
        PlainSender sender = _lines.SenderA();
        byte[] payload = new byte[200];
        for (int i = 0; i < SentCount; i++) sender.Send(TwoLines.GroupA.Group, payload);
        PacketCount handler = default;
        receiver.PollUntil(
            ref handler, () => receiver.Counters[0].Packets + receiver.Counters[0].KernelDrops >= SentCount, "every packet or its loss");

        Assert.That(receiver.Counters[0].Packets + receiver.Counters[0].KernelDrops, Is.EqualTo(SentCount), Receiving.Describe(receiver));
        Assert.That(receiver.Counters[0].KernelDrops, Is.Positive, "nobody polled while they were sent");
        Assert.That(receiver.Counters[0].Packets, Is.Positive);
    }

    [Test]
    public void DropsAreKnownWithoutALaterPacket()
    {
        const int SentCount = 2000;
        using ILiveReceiver receiver = Open(Settings with { Xdp = Settings.Xdp with { FrameCount = 64 } }, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = _lines.SenderA();
        for (int i = 0; i < SentCount; i++) sender.Send(TwoLines.GroupA.Group, "12345678"u8);
        PacketCount handler = default;
        while (receiver.Poll(ref handler, 64) == 64)
        {
        }

        receiver.LookForDrops();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) receiver.LookForDrops();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(receiver.DropCount, Is.EqualTo(SentCount - handler.Count).And.Positive, Receiving.Describe(receiver));
    }

    [Test]
    public void OneCallDrainsEveryQueueInTurns()
    {
        using ILiveReceiver receiver = Open(Settings, TwoLines.GroupA, TwoLines.GroupB);
        (PlainSender a, PlainSender b) = (_lines.SenderA(), _lines.SenderB());
        for (int i = 0; i < 500; i++) a.Send(TwoLines.GroupA, "x");
        for (int i = 0; i < 500; i++) b.Send(TwoLines.GroupB, "y");
        PacketLog log = new([], receiver.Groups);
        Assert.That(receiver.Poll(ref log, 64), Is.EqualTo(64));

        Assert.That(log.Packets.Count(static packet => packet.Line == Line.A), Is.EqualTo(32), "the lines take turns");
        Assert.That(receiver.Poll(ref log, 1000), Is.EqualTo(936));
        Assert.That(receiver.DropCount, Is.Zero);
    }

    [Test]
    public void WhatIsRefusedMakesNoPollFallShort()
    {
        using ILiveReceiver receiver = Open(Settings, TwoLines.GroupA with { Source = TwoLines.SourceA }, TwoLines.GroupB);
        _lines.Publisher.Ip("addr replace 10.91.1.9/24 dev xa");
        PlainSender other = _lines.Sender("xa", IPAddress.Parse("10.91.1.9"));
        PlainSender sender = _lines.SenderA();
        for (int i = 0; i < 3; i++)
        {
            for (int refused = 0; refused < 70; refused++) other.Send(TwoLines.GroupA, "wrong");
            sender.Send(TwoLines.GroupA, $"{i}");
        }

        PacketLog log = new([], receiver.Groups);

        Assert.That(receiver.Poll(ref log, 64), Is.EqualTo(3));
        Assert.That(log.Texts, Is.EqualTo(new[] { "A0", "A1", "A2" }));
        Assert.That(receiver.Counters[0].Foreign, Is.EqualTo(210));
    }

    [Test]
    public void FramesAreUsedAgainAndALimitHolds()
    {
        using ILiveReceiver receiver = Open(Settings with { Xdp = Settings.Xdp with { FrameCount = 64 } }, TwoLines.GroupA);
        PlainSender sender = _lines.SenderA();
        PacketCount handler = default;
        for (int round = 0; round < 40; round++)
        {
            for (int i = 0; i < 10; i++) sender.Send(TwoLines.GroupA.Group, "12345678"u8);
            long target = (round + 1) * 10;
            for (int polls = 0; polls < 10_000_000 && handler.Count < target; polls++) Assert.That(receiver.Poll(ref handler, 3), Is.AtMost(3));
        }

        Assert.That(handler.Count, Is.EqualTo(400));
        Assert.That(handler.Bytes, Is.EqualTo(3200));
    }

    [Test]
    public void APollAllocatesNothing()
    {
        using ILiveReceiver receiver = Open(Settings, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = _lines.SenderA();
        PacketCount handler = default;
        for (int i = 0; i < 5000; i++) receiver.Poll(ref handler, 3);
        for (int i = 0; i < 500; i++) sender.Send(TwoLines.GroupA.Group, "12345678"u8);
        for (int polls = 0; polls < 10_000_000 && handler.Count < 100; polls++) receiver.Poll(ref handler, 3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int polls = 0; polls < 10_000_000 && handler.Count < 500; polls++) receiver.Poll(ref handler, 3);
        for (int i = 0; i < 5000; i++) receiver.Poll(ref handler, 3);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(handler.Count, Is.EqualTo(500));
    }

    [TestCase(0)]
    [TestCase(50)]
    public void WaitingEndsWithAPacket(int busyPollUs)
    {
        using ILiveReceiver receiver = Open(Settings with { Wait = WaitMode.Block, BusyPollUs = busyPollUs }, TwoLines.GroupA);
        PlainSender sender = _lines.SenderA();
        PacketCount handler = default;
        for (int round = 0; round < 20; round++)
        {
            sender.Send(TwoLines.GroupA.Group, "12345678"u8);
            while (handler.Count <= round)
            {
                // A wait that missed the packet would take this long, and the test would take minutes.
                receiver.Wait(30_000);
                receiver.Poll(ref handler, 100);
            }
        }

        Assert.That(handler.Count, Is.EqualTo(20));
    }

    [Test]
    public void ASecondReceiverOnTheInterfaceIsRefusedInWords()
    {
        using ILiveReceiver receiver = Open(Settings, TwoLines.GroupA);
        ReceiverOpening second = _lines.TryOpen(ReceiverKind.Xdp, Settings, TwoLines.GroupA);

        Assert.That(second.Receiver, Is.Null);
        Assert.That(second.Errors, Has.One.Contains("another program has the interface or its queue: ip link show ra names it"));
    }

    [Test]
    public void WhatWasLessThanAskedForIsNoted()
    {
        ReceiverSettings settings = Settings with { Timestamps = TimestampKind.Hardware };
        using ILiveReceiver receiver = Open(settings, TwoLines.GroupA);

        Assert.That(receiver.Notes, Has.Some.Contains("no time stamp"));
        Assert.That(receiver.Notes, isInDriver ? Has.Some.Contains("no zero copy") : Has.None.Contains("zero copy"));
    }

    private ILiveReceiver Open(ReceiverSettings settings, params LineGroup[] groups) => _lines.Open(ReceiverKind.Xdp, settings, groups);
}

using System.Net;
using FeedHandler.Native.Clocks;
using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests;

/// <summary>What every receiver that goes through the kernel's network stack must do.</summary>
[TestFixture(ReceiverKind.Socket)]
[TestFixture(ReceiverKind.IoUring)]
public sealed class LiveReceiverTests(ReceiverKind kind)
{
    private TwoLines _lines = null!;

    [OneTimeSetUp]
    public void Connect() => _lines = new TwoLines();

    [OneTimeTearDown]
    public void Disconnect() => _lines?.Dispose();

    [Test]
    public void EveryPacketOfACaptureArrivesInOrderOnItsLine()
    {
        using PacketStore store = Capture();
        using ILiveReceiver receiver = _lines.Open(kind, new ReceiverSettings { BatchCount = 16 }, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender[] senders = [_lines.SenderA(), _lines.SenderB()];
        long beginNs = WallClock.NowNs();
        for (int i = 0; i < store.Count; i++) senders[store[i].Group].Send(receiver.Groups[store[i].Group].Group, store[i].Bytes);

        PacketLog log = receiver.Receive(store.Count);

        foreach (Core.Packets.Line line in Enum.GetValues<Core.Packets.Line>())
        {
            byte[][] expected = [.. Enumerable.Range(0, store.Count).Where(i => store[i].Group == (int)line).Select(i => store[i].Bytes.ToArray())];
            ReceivedPacket[] actual = [.. log.Packets.Where(packet => packet.Line == line)];
            Assert.That(actual.Select(static packet => packet.Bytes), Is.EqualTo(expected));
            Assert.That(actual.Select(static packet => packet.RxNs), Is.Ordered);
            Assert.That(receiver.Counters[(int)line].Packets, Is.EqualTo(expected.Length));
            Assert.That(receiver.Counters[(int)line].Bytes, Is.EqualTo(expected.Sum(static bytes => bytes.Length)));
        }

        Assert.That(log.Packets.Select(static packet => packet.RxNs), Has.All.InRange(beginNs, WallClock.NowNs()));
    }

    [Test]
    public void LinesThatWaitedComeInTheOrderOfTheirArrivalAndBeforeAPollFallsShort()
    {
        const int PairCount = 3000;
        using ILiveReceiver receiver = OpenStamped(new ReceiverSettings { ReceiveBufferBytes = 1 << 26 });
        PlainSender[] senders = [_lines.SenderA(), _lines.SenderB()];
        for (int i = 0; i < PairCount * 2; i++) senders[i % 2].Send(receiver.Groups[i % 2], $"{i}");
        PacketLog log = new([], receiver.Groups);
        while (receiver.Poll(ref log, 64) == 64)
        {
        }

        Assert.That(log.Texts, Is.EqualTo(Enumerable.Range(0, PairCount * 2).Select(static i => $"{(i % 2 == 0 ? 'A' : 'B')}{i}")));
        Assert.That(log.Packets.Select(static packet => packet.RxNs), Is.Ordered);
    }

    [TestCase(1)]
    [TestCase(7)]
    public void ALineThatLostALongRunLeavesNothingOfTheOtherBehind(int packetLimit)
    {
        const int SentCount = 2000;
        using ILiveReceiver receiver = OpenStamped(new ReceiverSettings { ReceiveBufferBytes = 1 << 26 });
        (PlainSender a, PlainSender b) = (_lines.SenderA(), _lines.SenderB());
        for (int i = 0; i < SentCount; i++)
        {
            if (i is < 500 or > 1800) a.Send(TwoLines.GroupA, $"{i}");
            b.Send(TwoLines.GroupB, $"{i}");
        }

        PacketLog log = new([], receiver.Groups);
        while (receiver.Poll(ref log, packetLimit) == packetLimit)
        {
        }

        Assert.That(log.Packets.Select(static packet => packet.RxNs), Is.Ordered);
        Assert.That(log.Packets.Where(static packet => packet.Line == Core.Packets.Line.B).Select(static packet => packet.Text),
            Is.EqualTo(Enumerable.Range(0, SentCount).Select(static i => $"B{i}")));
    }

    [TestCase(TimestampKind.Kernel)]
    [TestCase(TimestampKind.None)]
    public void WhatIsRefusedMakesNoPollFallShort(TimestampKind stamps)
    {
        ReceiverSettings settings = new() { PacketBytesMax = 100, Timestamps = stamps, RingBufferCount = 16 };
        using ILiveReceiver receiver = _lines.Open(kind, settings, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = _lines.SenderA();
        for (int i = 0; i < 5; i++)
        {
            for (int refused = 0; refused < 70; refused++) sender.Send(TwoLines.GroupA, new string('x', 101));
            sender.Send(TwoLines.GroupA, $"{i}");
        }

        _lines.SenderB().Send(TwoLines.GroupB, "b");
        PacketLog log = new([], receiver.Groups);

        Assert.That(receiver.Poll(ref log, 64), Is.EqualTo(6), Receiving.Describe(receiver));
        Assert.That(log.Texts, Is.EquivalentTo(new[] { "A0", "A1", "A2", "A3", "A4", "Bb" }));
        Assert.That(receiver.Counters[0].Truncated, Is.EqualTo(350));
    }

    [Test]
    public void OneCallDrainsWhatItsLimitAllows()
    {
        const int PairCount = 700;
        using ILiveReceiver receiver = OpenStamped(new ReceiverSettings { RingBufferCount = 16, BatchCount = 5 });
        PlainSender[] senders = [_lines.SenderA(), _lines.SenderB()];
        for (int i = 0; i < PairCount * 2; i++) senders[i % 2].Send(receiver.Groups[i % 2], $"{i}");
        PacketLog log = new([], receiver.Groups);

        Assert.That(receiver.Poll(ref log, (PairCount * 2) + 1), Is.EqualTo(PairCount * 2), Receiving.Describe(receiver));
        Assert.That(log.Packets.Select(static packet => packet.RxNs), Is.Ordered);
    }

    [Test]
    public void WithoutStampsNobodyStarvesBehindALimit()
    {
        ReceiverSettings settings = new() { Timestamps = TimestampKind.None };
        using ILiveReceiver receiver = _lines.Open(kind, settings, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender a = _lines.SenderA();
        for (int i = 0; i < 100; i++) a.Send(TwoLines.GroupA, "x");
        _lines.SenderB().Send(TwoLines.GroupB, "y");
        PacketLog log = new([], receiver.Groups);
        int most = 0;
        for (int polls = 0; polls < 10_000_000 && !log.Packets.Exists(static packet => packet.Line == Core.Packets.Line.B); polls++)
        {
            most = Math.Max(most, receiver.Poll(ref log, 3));
        }

        Assert.That(log.Texts, Does.Contain("By"));
        Assert.That(log.Packets, Has.Count.LessThan(80), "line B had its turn before all of line A was handed over");
        Assert.That(most, Is.EqualTo(3));
    }

    [Test]
    public void ManyGroupsAreServedByOneThread()
    {
        LineGroup[] groups = [.. Enumerable.Range(1, 16).Select(static i => TwoLines.GroupA with { Group = IPEndPoint.Parse($"239.91.1.{i}:14001") })];
        using ILiveReceiver receiver = _lines.Open(kind, groups);
        PlainSender sender = _lines.SenderA();
        for (int i = 0; i < groups.Length * 10; i++) sender.Send(groups[i % groups.Length], $"{i}");

        Assert.That(receiver.Receive(groups.Length * 10).Texts, Is.EquivalentTo(Enumerable.Range(0, groups.Length * 10).Select(static i => $"A{i}")));
        Assert.That(receiver.Counters.Select(static counters => counters.Packets), Has.All.EqualTo(10));
    }

    [Test]
    public void OtherGroupsOfThePortAreNotReceived()
    {
        // A socket bound to any address gets every group of its port that anything on the host has joined; one bound to its group does not.
        LineGroup other = TwoLines.GroupA with { Group = new IPEndPoint(IPAddress.Parse("239.91.0.9"), TwoLines.GroupA.Group.Port) };
        using ILiveReceiver joinsOther = _lines.Open(kind, other);
        using ILiveReceiver receiver = _lines.Open(kind, TwoLines.GroupA);
        PlainSender sender = _lines.SenderA();
        sender.Send(other, "foreign", "end");
        sender.Send(TwoLines.GroupA, "own", "end");
        sender.Send(new IPEndPoint(TwoLines.HostA, TwoLines.GroupA.Group.Port), "unicast"u8);
        sender.Send(TwoLines.GroupA, "end");

        Assert.That(receiver.ReceiveUntilEnd(2), Is.EqualTo(new[] { "Aown" }));
        Assert.That(joinsOther.ReceiveUntilEnd(), Is.EqualTo(new[] { "Aforeign" }));
    }

    [Test]
    public void TheSameGroupOnBothInterfacesIsToldApart()
    {
        LineGroup b = TwoLines.GroupA with { Feed = Core.Packets.FeedGroup.Of(Core.Packets.Line.B), Interface = TwoLines.DeviceB };
        using ILiveReceiver receiver = _lines.Open(kind, TwoLines.GroupA, b);
        _lines.SenderA().Send(TwoLines.GroupA, "1", "2", "end");
        _lines.SenderB().Send(b, "3", "end");

        Assert.That(receiver.ReceiveUntilEnd(2), Is.EquivalentTo(new[] { "A1", "A2", "B3" }));
    }

    [Test]
    public void OnlyTheRightSourceIsReceived()
    {
        using ILiveReceiver receiver = _lines.Open(
            kind, TwoLines.GroupA with { Source = TwoLines.SourceA }, TwoLines.GroupB with { Source = IPAddress.Parse("10.91.2.77") });
        _lines.SenderB().Send(TwoLines.GroupB, "wrong", "wrong");
        _lines.SenderA().Send(TwoLines.GroupA, "right", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "Aright" }));
        Assert.That(receiver.Counters[1].Packets, Is.Zero);
        Assert.That(receiver.Notes, Is.Empty);
    }

    [Test]
    public void DatagramsThatAreTooLongAreCountedAndNeverShort()
    {
        ReceiverSettings settings = new() { PacketBytesMax = 100 };
        using ILiveReceiver receiver = _lines.Open(kind, settings, TwoLines.GroupA);
        PlainSender sender = _lines.SenderA();
        sender.Send(TwoLines.GroupA, new string('x', 100), new string('y', 101), new string('z', 5000), "", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A" + new string('x', 100), "A" }));
        Assert.That(receiver.Counters[0].Truncated, Is.EqualTo(2));
        Assert.That(receiver.DropCount, Is.EqualTo(2));
    }

    [Test]
    public void APollAllocatesNothing()
    {
        using ILiveReceiver receiver = _lines.Open(kind, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = _lines.SenderA();
        PacketCount handler = default;
        long before = 0;
        for (int round = 0; round < 200; round++)
        {
            if (round == 100) before = GC.GetAllocatedBytesForCurrentThread();
            long target = handler.Count + 5;
            SendFive(sender);
            for (int polls = 0; polls < 10_000_000 && handler.Count < target; polls++) receiver.Poll(ref handler, 3);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(handler.Count, Is.EqualTo(1000));
        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void WaitingAllocatesNothingAndEndsWithAPacket()
    {
        ReceiverSettings settings = new() { Wait = WaitMode.Block };
        using ILiveReceiver receiver = _lines.Open(kind, settings, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = _lines.SenderA();
        PacketCount handler = default;
        long before = 0;
        for (int round = 0; round < 20; round++)
        {
            if (round == 10) before = GC.GetAllocatedBytesForCurrentThread();
            receiver.Wait(1);
            SendFive(sender);
            while (handler.Count < (round + 1) * 5)
            {
                // A wait that missed the packets would take this long, and the test would take minutes.
                receiver.Wait(30_000);
                receiver.Poll(ref handler, 100);
            }
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(handler.Count, Is.EqualTo(100));
    }

    [Test]
    public void AWaitDoesNotSleepOverWhatAPollLeft()
    {
        using ILiveReceiver receiver = _lines.Open(kind, new ReceiverSettings { Wait = WaitMode.Block }, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = _lines.SenderA();
        PacketCount handler = default;
        receiver.Poll(ref handler, 1);
        for (int i = 0; i < 10; i++) sender.Send(TwoLines.GroupA, "x");
        while (handler.Count < 10)
        {
            // A wait that slept would take this long, and the test would take minutes.
            receiver.Poll(ref handler, 1);
            if (handler.Count < 10) receiver.Wait(30_000);
        }

        Assert.That(handler.Count, Is.EqualTo(10));
    }

    [Test]
    public void AnOverloadLosesOnlyWhatIsCounted()
    {
        const int SentCount = 5000;
        using ILiveReceiver receiver = _lines.Open(kind, new ReceiverSettings { ReceiveBufferBytes = 65536, RingBufferCount = 8 }, TwoLines.GroupA);
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

    [TestCase(true)]
    [TestCase(false)]
    public void DropsAreKnownExactlyWithALaterDatagramAndWithoutOne(bool comesLater)
    {
        const int SentCount = 5000;
        ReceiverSettings settings = new() { ReceiveBufferBytes = 65536, RingBufferCount = 8 };
        using ILiveReceiver receiver = _lines.Open(kind, settings, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = _lines.SenderA();
        byte[] payload = new byte[200];
        for (int i = 0; i < SentCount; i++) sender.Send(TwoLines.GroupA.Group, payload);
        Assert.That(receiver.DropCount, Is.Zero, "nobody has looked");
        PacketCount handler = default;
        while (receiver.Poll(ref handler, 64) == 64)
        {
        }

        if (comesLater)
        {
            sender.Send(TwoLines.GroupA, "later");
            Assert.That(receiver.Poll(ref handler, 64), Is.EqualTo(1));
            handler.Count--;
        }
        else
        {
            receiver.LookForDrops();
        }

        Assert.That(handler.Count, Is.Positive);
        Assert.That(receiver.DropCount, Is.EqualTo(SentCount - handler.Count).And.Positive, Receiving.Describe(receiver));
    }

    [Test]
    public void ALookForDropsAllocatesNothing()
    {
        using ILiveReceiver receiver = _lines.Open(kind, TwoLines.GroupA, TwoLines.GroupB);
        receiver.LookForDrops();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) receiver.LookForDrops();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void OurOwnClockStampsWhereNobodyElseMay()
    {
        using ILiveReceiver receiver = _lines.Open(kind, new ReceiverSettings { Timestamps = TimestampKind.None }, TwoLines.GroupA);
        _lines.SenderA().Send(TwoLines.GroupA, "1");
        long sentNs = WallClock.NowNs();

        Assert.That(receiver.Receive(1).Packets[0].RxNs, Is.InRange(sentNs, WallClock.NowNs()));
    }

    [Test]
    public void StampsOfACardThatHasNoneAreReplacedAndNoted()
    {
        using ILiveReceiver receiver = _lines.Open(kind, new ReceiverSettings { Timestamps = TimestampKind.Hardware }, TwoLines.GroupA);
        long beginNs = WallClock.NowNs();
        _lines.SenderA().Send(TwoLines.GroupA, "1");

        Assert.That(receiver.Receive(1).Packets[0].RxNs, Is.InRange(beginNs, WallClock.NowNs()));
        Assert.That(receiver.Notes, Has.Some.Contains("ra cannot stamp every packet in hardware (ethtool -T ra): the kernel's time stamps are used"));
    }

    [Test]
    public void BusyPollingIsAccepted()
    {
        using ILiveReceiver receiver = _lines.Open(
            kind, new ReceiverSettings { BusyPollUs = 50, Wait = WaitMode.Block }, TwoLines.GroupA);
        _lines.SenderA().Send(TwoLines.GroupA, "1", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A1" }));
    }

    // The kernel begins to stamp a moment after the first socket has asked for it.
    private ILiveReceiver OpenStamped(ReceiverSettings settings)
    {
        ILiveReceiver receiver = _lines.Open(kind, settings, TwoLines.GroupA, TwoLines.GroupB);
        Thread.Sleep(50);
        return receiver;
    }

    private static PacketStore Capture()
    {
        using CaptureFile file = CaptureFile.Open(Repository.PathOf("captures/cme-simulated.pcapng"));
        using CaptureReceiver capture = new([file], LineMap.Parse("239.200.0.1:14001=A,239.200.0.2:15001=B"));
        return PacketStore.Load(capture);
    }

    private static void SendFive(PlainSender sender)
    {
        for (int i = 0; i < 5; i++) sender.Send(TwoLines.GroupA.Group, "12345678"u8);
    }
}

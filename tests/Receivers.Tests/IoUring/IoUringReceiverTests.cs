using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.IoUring;

/// <summary>What only a ring does.</summary>
public sealed class IoUringReceiverTests
{
    private TwoLines _lines = null!;

    [OneTimeSetUp]
    public void Connect() => _lines = new TwoLines();

    [OneTimeTearDown]
    public void Disconnect() => _lines?.Dispose();

    [Test]
    public void TooFewBuffersDelayPacketsAndLoseNone()
    {
        const int SentCount = 200;
        using ILiveReceiver receiver = _lines.Open(ReceiverKind.IoUring, new ReceiverSettings { RingBufferCount = 8 }, TwoLines.GroupA, TwoLines.GroupB);
        PlainSender sender = _lines.SenderA();
        PacketCount handler = default;
        receiver.Poll(ref handler, 1);
        for (int i = 0; i < SentCount; i++) sender.Send(TwoLines.GroupA.Group, "12345678"u8);
        receiver.PollUntil(ref handler, () => receiver.Counters[0].Packets == SentCount, "every packet");

        Assert.That(receiver.Counters[0].BufferShortages, Is.Positive, Receiving.Describe(receiver));
        Assert.That(receiver.Counters[0].Rearms, Is.GreaterThanOrEqualTo(receiver.Counters[0].BufferShortages));
        Assert.That(receiver.Counters[0].KernelDrops, Is.Zero);
        Assert.That(receiver.Counters[0].Errors, Is.Zero, Receiving.Describe(receiver));
        Assert.That(receiver.Counters[1].Packets, Is.Zero);
    }

    [Test]
    public void AThreadOfTheKernelMaySubmit()
    {
        ReceiverSettings settings = new() { UsesSubmissionThread = true };
        using ILiveReceiver receiver = _lines.Open(ReceiverKind.IoUring, settings, TwoLines.GroupA, TwoLines.GroupB);
        _lines.SenderA().Send(TwoLines.GroupA, "1", "2", "end");
        _lines.SenderB().Send(TwoLines.GroupB, "3", "end");

        Assert.That(receiver.ReceiveUntilEnd(2), Is.EquivalentTo(new[] { "A1", "A2", "B3" }));
        Assert.That(receiver.Notes, Is.Empty);
    }

    [Test]
    public void AThreadOfTheKernelWakesAWaitToo()
    {
        ReceiverSettings settings = new() { UsesSubmissionThread = true, Wait = WaitMode.Block };
        using ILiveReceiver receiver = _lines.Open(ReceiverKind.IoUring, settings, TwoLines.GroupA);
        receiver.Wait(1);
        _lines.SenderA().Send(TwoLines.GroupA, "1", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A1" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void ALineThatTakesEveryBufferDoesNotStarveTheOther(bool usesThread)
    {
        const int SentCount = 600;
        ReceiverSettings settings = new() { RingBufferCount = 16, UsesSubmissionThread = usesThread };
        using ILiveReceiver receiver = _lines.Open(ReceiverKind.IoUring, settings, TwoLines.GroupA, TwoLines.GroupB);
        (PlainSender a, PlainSender b) = (_lines.SenderA(), _lines.SenderB());
        PacketCount handler = default;
        receiver.Poll(ref handler, 1);
        for (int i = 0; i < SentCount; i++) a.Send(TwoLines.GroupA.Group, "12345678"u8);
        for (int i = 0; i < SentCount; i++) b.Send(TwoLines.GroupB.Group, "12345678"u8);
        while (receiver.Poll(ref handler, 64) == 64)
        {
        }

        Assert.That(handler.Count, Is.EqualTo(2 * SentCount), "a poll falls short only when nothing is left");
        Assert.That(receiver.Counters.Select(static counters => counters.Packets), Has.All.EqualTo(SentCount));
        Assert.That(receiver.Counters[0].BufferShortages, Is.Positive);
        Assert.That(receiver.Counters[1].BufferShortages, Is.Positive);
    }

    [Test]
    public void AnotherThreadIsRefusedAndCounted()
    {
        using ILiveReceiver receiver = _lines.Open(ReceiverKind.IoUring, TwoLines.GroupA);
        PacketCount handler = default;
        receiver.Poll(ref handler, 1);
        PlainSender sender = _lines.SenderA();
        sender.Send(TwoLines.GroupA, "1", "end");
        Thread other = new(() =>
        {
            PacketCount nobody = default;
            for (int i = 0; i < 1000 && receiver.Counters[0].Errors == 0; i++) receiver.Poll(ref nobody, 1);
        });
        other.Start();
        other.Join();

        Assert.That(receiver.Counters[0].Errors, Is.Positive);
        Assert.That(receiver.Counters[0].LastErrno, Is.EqualTo(17), "EEXIST");
        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A1" }), "its own thread goes on");
    }

    [Test]
    public void BusyPollingWithoutWaitingIsNoted()
    {
        using ILiveReceiver receiver = _lines.Open(ReceiverKind.IoUring, new ReceiverSettings { BusyPollUs = 50 }, TwoLines.GroupA);

        Assert.That(receiver.Notes, Has.One.Contains("io_uring polls the network card only while it waits"));
    }
}

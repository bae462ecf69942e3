using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests;

/// <summary>Without rights a receiver works as well as it may, and says what it lacks; where it cannot, it says who forbids it.</summary>
public sealed class RightsTests
{
    private const int SetupOfIoUring = 425;
    private const int NotPermitted = 1;
    private const int NoSystemCall = 38;

    private TwoLines _lines = null!;

    [OneTimeSetUp]
    public void Connect() => _lines = new TwoLines();

    [OneTimeTearDown]
    public void Disconnect() => _lines?.Dispose();

    [TestCase(ReceiverKind.Socket)]
    [TestCase(ReceiverKind.IoUring)]
    public void NobodyReceivesAndIsToldWhatIsLacking(ReceiverKind kind)
    {
        ReceiverSettings settings = new() { ReceiveBufferBytes = 1 << 29, BusyPollUs = 50, BatchCount = 8, RingBufferCount = 64 };
        using ILiveReceiver receiver = _lines.Host.RunAsNobody(() => LiveReceivers.Open(kind, [TwoLines.GroupA], settings)).Opened();
        _lines.SenderA().Send(TwoLines.GroupA, "1", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A1" }));
        Assert.That(receiver.Notes, Has.One.Contains("of the 536870912 bytes asked for: run with CAP_NET_ADMIN, or raise the limit "
            + "(sysctl -w net.core.rmem_max=536870912)"));
        Assert.That(receiver.Notes, Has.One.Contains("setsockopt(SO_PREFER_BUSY_POLL)").And.Contains("needs CAP_NET_ADMIN"));
        Assert.That(receiver.Notes, Has.One.Contains("/dev/cpu_dma_latency").And.Contains("run as root"));
    }

    [TestCase(NotPermitted, "sysctl -w kernel.io_uring_disabled=0")]
    [TestCase(NoSystemCall, "this takes Linux 6.0")]
    public void ARingThatIsForbiddenIsAnErrorThatNamesTheSetting(int errno, string advice)
    {
        ReceiverOpening opening = _lines.Host.Run(() =>
        {
            ThreadRights.Forbid(SetupOfIoUring, errno);
            return LiveReceivers.Open(ReceiverKind.IoUring, [TwoLines.GroupA], new ReceiverSettings());
        });
        using ILiveReceiver? receiver = opening.Receiver;

        Assert.That(receiver, Is.Null);
        Assert.That(opening.Errors, Has.One.Contains("io_uring_setup").And.Contains(advice));
    }

    [Test]
    public void TheNextKindIsTakenWithTheReason()
    {
        ReceiverOpening opening = _lines.Host.Run(() =>
        {
            ThreadRights.Forbid(SetupOfIoUring, NotPermitted);
            return LiveReceivers.OpenFirst([ReceiverKind.IoUring, ReceiverKind.Socket], [TwoLines.GroupA], new ReceiverSettings());
        });
        using ILiveReceiver receiver = opening.Opened();
        _lines.SenderA().Send(TwoLines.GroupA, "1", "end");

        Assert.That(receiver.Kind, Is.EqualTo(ReceiverKind.Socket));
        Assert.That(opening.Errors, Has.One.Contains("kernel.io_uring_disabled"));
        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A1" }));
    }

    [Test]
    public void WhatNoKindCouldHaveIsToldOnce()
    {
        ReceiverOpening opening = _lines.Host.Run(() => LiveReceivers.OpenFirst(
            [ReceiverKind.IoUring, ReceiverKind.Socket], [TwoLines.GroupA with { Interface = "eth9" }], new ReceiverSettings()));

        Assert.That(opening.Receiver, Is.Null);
        Assert.That(opening.Errors, Has.Count.EqualTo(1).And.One.Contains("eth9"));
    }
}

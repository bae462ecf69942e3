using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Receivers.Xdp;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.Xdp;

public sealed class XdpOpeningTests
{
    [Test]
    public void AnInterfaceThatDoesNotExistIsNamed()
    {
        using NetworkNamespace network = new();
        ReceiverOpening opening = network.Run(() => LiveReceivers.Open(ReceiverKind.Xdp, [TwoLines.GroupA with { Interface = "none9" }], new ReceiverSettings()));

        Assert.That(opening.Errors, Has.One.Contains("interface none9 does not exist"));
    }

    [Test]
    public void AGroupTwiceIsRefused()
    {
        using NetworkNamespace network = new();
        LineGroup group = TwoLines.GroupA with { Interface = "lo" };
        ReceiverOpening opening = network.Run(() => LiveReceivers.Open(ReceiverKind.Xdp, [group, group with { Interface = "127.0.0.1" }], new ReceiverSettings()));

        Assert.That(opening.Errors, Has.One.Contains("239.91.0.1:14001 on lo is asked for twice"));
    }

    [Test]
    public void AnInterfaceWithoutDriverSupportIsUsedThroughTheStack()
    {
        using NetworkNamespace network = new();
        ReceiverOpening opening = network.Run(() =>
            LiveReceivers.Open(ReceiverKind.Xdp, [TwoLines.GroupA with { Interface = "lo" }], new ReceiverSettings { PacketBytesMax = 65535 }));
        using ILiveReceiver receiver = opening.Opened();

        Assert.That(receiver.Notes, Has.Some.Contains("generic XDP"));
        Assert.That(receiver.Notes, Has.Some.Contains("frames longer than"));
    }

    [Test]
    public void TheRightsThatLackAreNamed()
    {
        using NetworkNamespace network = new();
        ReceiverOpening opening = network.RunAsNobody(() => LiveReceivers.Open(ReceiverKind.Xdp, [TwoLines.GroupA with { Interface = "lo" }], new ReceiverSettings()));

        Assert.That(opening.Errors, Has.One.Contains("needs CAP_NET_ADMIN, CAP_NET_RAW and CAP_BPF"));
    }

    [Test]
    public void AKernelWithoutBpfIsAnError()
    {
        const int BpfCall = 321;
        const int NoSystemCall = 38;
        using NetworkNamespace network = new();
        ReceiverOpening opening = network.Run(() =>
        {
            ThreadRights.Forbid(BpfCall, NoSystemCall);
            return LiveReceivers.Open(ReceiverKind.Xdp, [TwoLines.GroupA with { Interface = "lo" }], new ReceiverSettings());
        });

        Assert.That(opening.Errors, Has.One.Contains("built without BPF"));
    }

    [TestCase(63)]
    [TestCase(100)]
    [TestCase(131072)]
    public void TheNumberOfFramesIsBounded(int frameCount) => Assert.That(
        () => LiveReceivers.Open(ReceiverKind.Xdp, [TwoLines.GroupA], new ReceiverSettings { Xdp = new XdpSettings { FrameCount = frameCount } }),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("FrameCount"));
}

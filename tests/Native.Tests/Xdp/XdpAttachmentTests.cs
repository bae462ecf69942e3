using System.Net;
using FeedHandler.Native.Xdp;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Xdp;

public sealed class XdpAttachmentTests
{
    private static readonly IPEndPoint[] Groups = [IPEndPoint.Parse("239.91.0.1:14001"), IPEndPoint.Parse("[ff05::1]:14001")];

    [TestCase(true, XdpMode.Native)]
    [TestCase(false, XdpMode.Generic)]
    public void TheVerifierAcceptsTheProgram(bool allowsNative, XdpMode mode)
    {
        using NetworkNamespace network = Pair();
        network.Run(() =>
        {
            using XdpAttachment attachment = Attached(allowsNative);
            Assert.That(attachment.Mode, Is.EqualTo(mode));
            Assert.That(attachment.NativeRefusal, Is.Null);
            Assert.That(network.Execute("ip", "-d", "link", "show", "ra"), Does.Contain("prog/xdp"));
        });
    }

    [Test]
    public void DisposingDetaches()
    {
        using NetworkNamespace network = Pair();
        network.Run(() =>
        {
            Attached(allowsNative: true).Dispose();
            Assert.That(network.Execute("ip", "-d", "link", "show", "ra"), Does.Not.Contain("prog/xdp"));
        });
    }

    [Test]
    public void ADriverWithoutXdpLeavesItToTheStack()
    {
        using NetworkNamespace network = new();
        network.Run(() =>
        {
            Assert.That(XdpInterface.Find("lo", out XdpInterface? found).IsSuccess, Is.True);
            NativeResult result = XdpAttachment.Open(found!.Index, Groups, allowsNative: true, out XdpAttachment? attachment);
            using (attachment)
            {
                Assert.That(result.IsSuccess, Is.True, result.ToString());
                Assert.That(attachment!.Mode, Is.EqualTo(XdpMode.Generic));
                Assert.That(attachment.NativeRefusal!.Value.ToString(), Does.Contain("driver").And.Contain("errno 95"));
            }
        });
    }

    [Test]
    public void ASecondProgramIsRefused()
    {
        using NetworkNamespace network = Pair();
        network.Run(() =>
        {
            using XdpAttachment first = Attached(allowsNative: true);
            NativeResult result = XdpAttachment.Open(IndexOfDevice(), Groups, allowsNative: true, out XdpAttachment? second);
            Assert.That(second, Is.Null);
            Assert.That(result.Errno, Is.EqualTo(16), result.ToString());
        });
    }

    private static NetworkNamespace Pair()
    {
        NetworkNamespace network = new();
        network.Ip("link add ra type veth peer name xa");
        network.Ip("link set ra up");
        network.Ip("link set xa up");
        return network;
    }

    private static int IndexOfDevice()
    {
        NativeResult result = XdpInterface.Find("ra", out XdpInterface? found);
        Assert.That(result.IsSuccess, Is.True, result.ToString());
        Assert.That(found!.QueueCount, Is.EqualTo(1));
        Assert.That(found.MtuBytes, Is.EqualTo(1500));
        return found.Index;
    }

    private static XdpAttachment Attached(bool allowsNative)
    {
        NativeResult result = XdpAttachment.Open(IndexOfDevice(), Groups, allowsNative, out XdpAttachment? attachment);
        Assert.That(attachment, Is.Not.Null, result.ToString());
        return attachment!;
    }
}

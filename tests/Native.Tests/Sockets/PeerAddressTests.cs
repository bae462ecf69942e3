using System.Net;
using System.Runtime.CompilerServices;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Native.Tests.Sockets;

public sealed class PeerAddressTests
{
    [TestCase("10.1.2.3:65535", true)]
    [TestCase("0.0.0.0:0", true)]
    [TestCase("[fd00::1:2]:80", false)]
    [TestCase("[::]:80", false)]
    public void AnAddressComesBackAsItWasGiven(string text, bool isIPv4)
    {
        IPEndPoint endPoint = IPEndPoint.Parse(text);
        PeerAddress address = PeerAddress.Of(endPoint);
        byte[] kernel = new byte[SocketAddressBytes.BytesMax];
        SocketAddressBytes.Write(endPoint.Address, endPoint.Port, 0, kernel);

        Assert.That((address.ToString(), address.IsIPv4), Is.EqualTo((text, isIPv4)));
        Assert.That(PeerAddress.OfKernel(kernel), Is.EqualTo(address));
    }

    [Test]
    public void AMappedAddressIsTheIPv4Address() =>
        Assert.That(PeerAddress.Of(IPEndPoint.Parse("[::ffff:10.1.2.3]:5")), Is.EqualTo(PeerAddress.Of(IPEndPoint.Parse("10.1.2.3:5"))));

    [Test]
    public void ItTakesTwentyFourBytes() => Assert.That(Unsafe.SizeOf<PeerAddress>(), Is.EqualTo(24));
}

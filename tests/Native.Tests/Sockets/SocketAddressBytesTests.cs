using System.Net;
using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Sockets;

public sealed class SocketAddressBytesTests
{
    [TestCase("239.1.2.3:14001")]
    [TestCase("[ff0e::91:1]:14001")]
    public void AnAddressIsWrittenAsTheFrameworkWritesIt(string text)
    {
        Require.That(OperatingSystem.IsLinux(), "socket addresses are those of Linux");
        IPEndPoint endPoint = IPEndPoint.Parse(text);
        SocketAddress expected = endPoint.Serialize();

        Assert.That(Write(endPoint), Is.EqualTo(expected.Buffer.Span[..expected.Size].ToArray()));
    }

    [TestCase("10.0.0.1:1", "10.0.0.1:2", true)]
    [TestCase("10.0.0.1:1", "10.0.0.2:1", false)]
    [TestCase("[fd00::1]:1", "[fd00::1]:2", true)]
    [TestCase("[fd00::1]:1", "[fd00::2]:1", false)]
    [TestCase("[fd00::1]:1", "10.0.0.1:1", false)]
    [TestCase("10.0.0.1:1", "[fd00::1]:1", false)]
    public void HostsAreComparedWithoutTheirPorts(string written, string expected, bool isSame) =>
        Assert.That(SocketAddressBytes.IsSameHost(Write(IPEndPoint.Parse(written)), Write(IPEndPoint.Parse(expected))), Is.EqualTo(isSame));

    [Test]
    public void AnAddressThatIsCutIsNobodys()
    {
        byte[] address = Write(IPEndPoint.Parse("10.0.0.1:1"));
        for (int bytes = 0; bytes < 8; bytes++) Assert.That(SocketAddressBytes.IsSameHost(address.AsSpan(0, bytes), address), Is.False);
    }

    private static byte[] Write(IPEndPoint endPoint)
    {
        byte[] bytes = new byte[SocketAddressBytes.BytesMax];
        return bytes[..SocketAddressBytes.Write(endPoint.Address, endPoint.Port, 0, bytes)];
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using FeedHandler.Balance.Tests.Support;
using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests;

/// <summary>Headers of the PROXY protocol, from a front and towards backends, good and hostile.</summary>
[TestFixture(RelayWay.Copy)]
[TestFixture(RelayWay.Splice)]
public sealed class ProxyTests(RelayWay way)
{
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.1/32")];

    [Test]
    public void BackendsAreToldWhoIsConnected()
    {
        using EchoServer server = new(readsHeader: true);
        using RunningBalancer balancer = new(Options(server) with { SendsProxyHeader = true, Check = new() { IntervalMs = 60_000 } });
        using Client client = new(balancer.EndPoint);

        Assert.That(client.IsServed(), Is.True);
        Assert.That(server.Sources, Does.Contain(client.Name));
        Within.Until(() => server.Sources.Contains("local"), "the check to say that it is one");
    }

    [Test]
    public void AFrontIsBelievedAndWhatItSentBehindItsHeaderIsRelayed()
    {
        using EchoServer server = new(readsHeader: true);
        using RunningBalancer balancer = new(Options(server) with { SendsProxyHeader = true, Fronts = Loopback, ConnectionCountPerPeerMax = 1 });
        using Client first = new(balancer.EndPoint);
        using Client second = new(balancer.EndPoint);
        byte[] binary = new byte[ProxyHeader.WrittenBytesMax];
        int length = ProxyHeader.Write(PeerAddress.Of(IPEndPoint.Parse("192.0.2.7:5000")), PeerAddress.Of(IPEndPoint.Parse("192.0.2.1:443")), binary);
        first.Socket.Send([.. binary[..length], 1, 2, 3]);
        foreach (byte part in "PROXY TCP4 192.0.2.8 192.0.2.1 6000 443\r\n"u8.ToArray()) second.Socket.Send([part]);

        Assert.That(first.Receive(3), Is.EqualTo((byte[])[1, 2, 3]));
        Assert.That(second.IsServed(), Is.True);
        Assert.That(server.Sources, Does.Contain("192.0.2.7:5000").And.Contain("192.0.2.8:6000"));
    }

    [Test]
    public void WhoIsNoFrontHasNoHeaderRead()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(Options(server) with { Fronts = Loopback });
        using Client client = new(balancer.EndPoint, from: "127.0.0.9");
        byte[] header = Encoding.ASCII.GetBytes("PROXY TCP4 192.0.2.8 192.0.2.1 6000 443\r\n");

        Assert.That(client.Ask(header), Is.EqualTo(header));
    }

    [TestCase("GET / HTTP/1.1\r\n\r\n")]
    [TestCase("\r\n\r\n\0\r\nQUIT\n\u0031")]
    [TestCase("PROXY TCP4 nonsense\r\n")]
    public void AFrontWithoutAGoodHeaderIsReset(string bytes)
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(Options(server) with { Fronts = Loopback });
        using Client client = new(balancer.EndPoint);
        client.Socket.Send(Encoding.Latin1.GetBytes(bytes));

        Assert.That(client.End(), Is.EqualTo(SocketError.ConnectionReset));
        Within.Until(() => balancer.Counters is { RefusedByHeader: 1, Active: 0 }, "it is counted");
    }

    [Test]
    public void AHeaderThatNeverEndsIsNotWaitedFor()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(Options(server) with { Fronts = Loopback, HeaderTimeoutMs = 300 });
        using Client slow = new(balancer.EndPoint);
        slow.Socket.Send([.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x21, 0x11, 0x07, 0x00]); // of which 1792 bytes have yet to come
        Task trickle = Task.Run(async () =>
        {
            while (slow.Socket.Send([0], SocketFlags.None, out SocketError error) > 0 && error == SocketError.Success) await Task.Delay(20);
        });

        Within.Until(() => balancer.Counters is { HeaderTimeouts: 1, Active: 0 }, "its time ends, however often a byte comes");
        Within.Patiently(trickle, "it notices");
        Assert.That(balancer.Counters.RefusedByHeader, Is.Zero);
    }

    private BalanceOptions Options(EchoServer server) => RunningBalancer.Options(server) with { Way = way };
}

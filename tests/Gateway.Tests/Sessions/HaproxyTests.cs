using System.Net;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: behind a load balancer of others clients have their books, and one that asks for its health learns when a gateway takes no more of them
/// (docs/gateway.md, Load balancers).</summary>
public sealed class HaproxyTests
{
    [Test]
    public void ClientsGoToTheGatewayThatTakesThem()
    {
        using GatewayStage stage = new(BehindProxy);
        using GatewayServer other = GatewayServer.Start(stage.Server.Options with { Listen = new IPEndPoint(IPAddress.Loopback, 0) });
        using Haproxy haproxy = new(stage.EndPoint, other.LocalEndPoint);
        using RawClient first = RawClient.LoggedOn(haproxy.EndPoint);
        using RawClient second = RawClient.LoggedOn(haproxy.EndPoint);
        Assert.That((stage.Count(GatewayCount.Sessions), other.Count(GatewayCount.Sessions)), Is.EqualTo((1L, 1L)));
        using CancellationTokenSource hurry = new();
        Task drained = Task.Run(() => stage.Server.Drain(hurry.Token));
        Within.Until(() => IsTaken(haproxy.EndPoint) && IsTaken(haproxy.EndPoint), "all go to the one that takes clients");
        AssertHasBooks(first, stage.Feed);
        AssertHasBooks(second, stage.Feed);
        hurry.Cancel();
        Within.Patiently(drained, "the drain ends");
    }

    private static bool IsTaken(IPEndPoint endPoint)
    {
        using RawClient client = new(endPoint);
        client.LogOn();
        return client.AwaitFirst() == LogonAccepted.TemplateId;
    }

    private static void AssertHasBooks(RawClient client, TestFeed feed)
    {
        client.Begin(1, "*");
        using ClientBooks books = ClientBooks.Of(client.Frames);
        Assert.That(books.IsRight(0, feed.RightImage(0)) && books.IsRight(1, feed.RightImage(1)), Is.True);
    }

    private static GatewayOptions BehindProxy(GatewayOptions options) => options with { Proxies = [IPNetwork.Parse("127.0.0.0/8")], DrainMs = 60_000 };
}

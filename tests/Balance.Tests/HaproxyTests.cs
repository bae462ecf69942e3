using System.Net;
using FeedHandler.Balance.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests;

/// <summary>HAProxy itself, in front of servers that read its headers and in front of the balancer.</summary>
public sealed class HaproxyTests
{
    [Test]
    public void HaproxyTellsServersWhoIsConnectedAndGoesOnWithoutOneThatDied()
    {
        using EchoServer first = new(readsHeader: true);
        using EchoServer second = new(readsHeader: true);
        using Haproxy haproxy = new(first.EndPoint, second.EndPoint);
        Client[] clients = [new(haproxy.EndPoint), new(haproxy.EndPoint)];

        Assert.That(clients.All(static client => client.IsServed()), Is.True);
        Assert.That(first.Sources.Concat(second.Sources), Is.SupersetOf(clients.Select(static client => client.Name)));
        Assert.That((first.Served, second.Served), Is.EqualTo((1, 1)));
        first.Dispose();
        Within.Until(() => IsServed(haproxy.EndPoint) && IsServed(haproxy.EndPoint), "all go to the one that is left");
        foreach (Client client in clients) client.Dispose();
    }

    [Test]
    public void TheBalancerBelievesHaproxyAndPassesOnWhomItNames()
    {
        using EchoServer server = new(readsHeader: true);
        using RunningBalancer balancer = new(RunningBalancer.Options(server) with { SendsProxyHeader = true, Fronts = [IPNetwork.Parse("127.0.0.0/8")] });
        using Haproxy haproxy = new(balancer.EndPoint);
        using Client client = new(haproxy.EndPoint, from: "127.0.0.5");

        Assert.That(client.IsServed(), Is.True);
        Assert.That(server.Sources, Does.Contain(client.Name));
    }

    private static bool IsServed(IPEndPoint endPoint)
    {
        using Client client = new(endPoint);
        return client.IsServed();
    }
}

using System.Net;
using System.Net.Sockets;
using FeedHandler.Balance.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests;

/// <summary>Backends that go and come.</summary>
public sealed class BackendTests
{
    [Test]
    public void AConnectionThatOneBackendRefusesGoesToAnother()
    {
        using Socket gone = NobodyListens();
        using EchoServer server = new();
        BalanceOptions options = RunningBalancer.Options((IPEndPoint)gone.LocalEndPoint!, server.EndPoint);
        using RunningBalancer balancer = new(options with { Check = new() { IntervalMs = 60_000, FallCount = 100 } });
        for (int count = 0; count < 4; count++)
        {
            using Client client = new(balancer.EndPoint);
            Assert.That(client.IsServed(), Is.True);
        }

        Assert.That(balancer.Counters.ConnectFailures, Is.Positive);
        Assert.That(balancer.Balancer.Backends[1].Connections, Is.EqualTo(4));
    }

    [Test]
    public void WhereNoBackendIsLeftTheClientIsReset()
    {
        using Socket gone = NobodyListens();
        BalanceOptions options = RunningBalancer.Options((IPEndPoint)gone.LocalEndPoint!);
        using RunningBalancer balancer = new(options);
        using Client client = new(balancer.EndPoint);

        Assert.That(client.IsServed(), Is.False);
        Assert.That(balancer.Counters.RefusedWithoutBackend, Is.EqualTo(1));
    }

    [Test]
    public void ABackendThatDiesIsTakenOutAndInAgainWhenItIsBack()
    {
        EchoServer dying = new();
        using EchoServer server = new();
        List<string> news = [];
        using RunningBalancer balancer = new(RunningBalancer.Options(dying, server) with { BackendChanged = backend => news.Add(backend.IsUp ? "up" : "down") });
        Backends.Backend first = balancer.Balancer.Backends[0];
        Within.Until(() => first.GoodChecks > 0, "it passes a check");
        dying.Dispose();
        Within.Until(() => !first.IsUp, "it is taken out");
        using (Client client = new(balancer.EndPoint)) Assert.That(client.IsServed(), Is.True);
        using EchoServer reborn = new(port: dying.EndPoint.Port);
        Within.Until(() => first.IsUp, "it is taken in again");

        Assert.That((first.Ejections, first.Readmissions, string.Join(' ', news)), Is.EqualTo((1L, 1L, "down up")));
        using Client one = new(balancer.EndPoint);
        using Client two = new(balancer.EndPoint);
        Assert.That(one.IsServed() && two.IsServed(), Is.True);
        Assert.That(reborn.Served, Is.EqualTo(1));
    }

    [Test]
    public void ABackendThatSaysItIsNotWellGetsNoMoreConnectionsAndKeepsThoseItHas()
    {
        using EchoServer ill = new();
        using EchoServer server = new();
        BalanceOptions options = RunningBalancer.Options(ill, server);
        using RunningBalancer balancer = new(options with { Check = options.Check with { Path = "/healthz" } });
        Client[] clients = [new(balancer.EndPoint), new(balancer.EndPoint)];
        Assert.That(clients.All(static client => client.IsServed()), Is.True);
        ill.Health = 503;
        Within.Until(() => !balancer.Balancer.Backends[0].IsUp, "it is taken out");
        using Client later = new(balancer.EndPoint);

        Assert.That(later.IsServed() && clients.All(static client => client.IsServed()), Is.True);
        Assert.That((ill.Served, server.Served, balancer.Balancer.Backends[0].LastFault), Is.EqualTo((1, 2, "/healthz answers 503")));
        foreach (Client client in clients) client.Dispose();
    }

    [Test]
    public void AnAnswerThatOnlyBeginsAsAGoodOneIsNone()
    {
        using EchoServer server = new() { Health = 2000 };
        BalanceOptions options = RunningBalancer.Options(server);
        using RunningBalancer balancer = new(options with { Check = options.Check with { Path = "/healthz" } });
        Within.Until(() => !balancer.Balancer.Backends[0].IsUp, "it is taken out");

        Assert.That(balancer.Balancer.Backends[0].LastFault, Is.EqualTo("/healthz: no answer of HTTP"));
    }

    [Test]
    public void ByHashAnAddressHasOneBackendAndOthersStayWhenAnotherOneGoes()
    {
        EchoServer[] servers = [new(), new(), new()];
        using RunningBalancer balancer = new(RunningBalancer.Options(servers) with { Rule = BackendRule.Hash });
        int[] before = Homes(balancer);
        Assert.That(Homes(balancer), Is.EqualTo(before));
        servers[before[0]].Dispose();
        Within.Until(() => !balancer.Balancer.Backends[before[0]].IsUp, "it is taken out");
        int[] after = Homes(balancer);

        Assert.That(before.Zip(after).All(pair => pair.First == before[0] ? pair.Second != before[0] : pair.Second == pair.First), Is.True);
        foreach (EchoServer server in servers) server.Dispose();
    }

    // Which backend has each of ten addresses.
    private static int[] Homes(RunningBalancer balancer) => [.. Enumerable.Range(1, 10).Select(host =>
    {
        long[] counts = [.. balancer.Balancer.Backends.Select(static backend => backend.Connections)];
        using Client client = new(balancer.EndPoint, from: $"127.0.1.{host}");
        Assert.That(client.IsServed(), Is.True);
        return Array.FindIndex([.. balancer.Balancer.Backends.Select((backend, index) => backend.Connections - counts[index])], static more => more == 1);
    })];

    // The port is taken, so that nobody else is given it meanwhile: not the balancer either.
    private static Socket NobodyListens()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}

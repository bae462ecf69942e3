using System.Net;
using System.Net.Sockets;
using FeedHandler.Balance.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests;

/// <summary>Many connections, too many, idle ones, and the end.</summary>
public sealed class LimitTests
{
    [Test]
    public void TwoThousandConnectionsAreRelayedAtOnceAndSpreadEvenly()
    {
        const int count = 2000;
        using EchoServer server = new();
        using EchoServer second = new();
        using RunningBalancer balancer = new(RunningBalancer.Options(server, second));
        Client[] clients = [.. Enumerable.Range(0, count).Select(_ => new Client(balancer.EndPoint))];
        foreach (Client client in clients) client.Socket.Send([7, 8, 9]);

        Assert.That(clients.All(static client => client.Receive(3) is [7, 8, 9]), Is.True);
        Assert.That(balancer.Counters.Active, Is.EqualTo(count));
        Assert.That((server.Served, second.Served), Is.EqualTo((count / 2, count / 2)));
        foreach (Client client in clients) client.Dispose();
        Within.Until(() => balancer.Counters is { Active: 0, Finished: count }, "all have ended");
    }

    [Test]
    public void WhatIsOneTooManyIsResetAndTheOthersGoOn()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(RunningBalancer.Options(server) with { ConnectionCountMax = 2 });
        using Client first = new(balancer.EndPoint);
        using Client second = new(balancer.EndPoint);
        Assert.That(first.IsServed() && second.IsServed(), Is.True);
        using Client third = new(balancer.EndPoint);

        Assert.That(third.IsServed(), Is.False);
        Assert.That(balancer.Counters.RefusedByLimit, Is.EqualTo(1));
        first.Dispose();
        Within.Until(() => balancer.Counters.Active == 1, "a place is free");
        using Client fourth = new(balancer.EndPoint);
        Assert.That(fourth.IsServed() && second.IsServed(), Is.True);
    }

    [Test]
    public void AnAddressHasItsShareAndOthersTheirs()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(RunningBalancer.Options(server) with { ConnectionCountPerPeerMax = 1 });
        using Client first = new(balancer.EndPoint);
        Assert.That(first.IsServed(), Is.True);
        using Client second = new(balancer.EndPoint);
        using Client other = new(balancer.EndPoint, from: "127.0.0.2");

        Assert.That((second.IsServed(), other.IsServed(), first.IsServed()), Is.EqualTo((false, true, true)));
        Assert.That(balancer.Counters.RefusedByPeerLimit, Is.EqualTo(1));
    }

    [Test]
    public void WhatMovesNothingIsReset()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(RunningBalancer.Options(server) with { IdleTimeoutMs = 100 });
        using Client client = new(balancer.EndPoint);

        Assert.That(client.End(), Is.EqualTo(SocketError.ConnectionReset));
        Within.Until(() => balancer.Counters is { IdleTimeouts: 1, Active: 0 }, "it is counted");
    }

    [Test]
    [NonParallelizable]
    public void AnExhaustionIsCountedOnceHoweverLongItLasts()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(RunningBalancer.Options(server) with { Check = new CheckOptions { IntervalMs = 30, FallCount = 1000 } });
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
        Backends.Backend backend = balancer.Balancer.Backends[0];
        using (new DescriptorLimit(10))
        {
            client.Connect(balancer.EndPoint);
            Within.Until(() => balancer.Counters.Exhaustions > 0, "there is no descriptor for it");
            long checks = backend.BadChecks;
            Within.Until(() => backend.BadChecks > checks + 3, "turns in which there is none either");
        }

        Assert.That(client.Send([42]) + client.Receive(new byte[1]), Is.EqualTo(2), "it has its turn when there is one");
        Assert.That(balancer.Counters.Exhaustions, Is.EqualTo(1));
    }

    [Test]
    public void AStoppedBalancerLetsConnectionsEndAndAcceptsNone()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(RunningBalancer.Options(server));
        using Client client = new(balancer.EndPoint);
        Assert.That(client.IsServed(), Is.True);
        balancer.Stop();
        Within.Until(() => IsRefused(balancer.EndPoint), "nobody is accepted any more");

        Assert.That(client.IsServed(), Is.True);
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.That(client.End(), Is.EqualTo(SocketError.Success));
        balancer.Join();
        Assert.That(balancer.Counters.DrainResets, Is.Zero);
    }

    [Test]
    public void WhatDoesNotEndInTimeIsReset()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = new(RunningBalancer.Options(server) with { DrainTimeoutMs = 50 });
        using Client client = new(balancer.EndPoint);
        Assert.That(client.IsServed(), Is.True);
        balancer.Stop();

        Assert.That(client.End(), Is.EqualTo(SocketError.ConnectionReset));
        balancer.Join();
        Assert.That(balancer.Counters.DrainResets, Is.EqualTo(1));
    }

    private static bool IsRefused(IPEndPoint endPoint)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(endPoint);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}

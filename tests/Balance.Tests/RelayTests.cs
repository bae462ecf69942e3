using System.Net.Sockets;
using FeedHandler.Balance.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests;

/// <summary>Bytes and ends of connections, moved either way.</summary>
[TestFixture(RelayWay.Copy)]
[TestFixture(RelayWay.Splice)]
public sealed class RelayTests(RelayWay way)
{
    [Test]
    public void WhatIsSentComesBackWhole()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = Run(server);
        using Client client = new(balancer.EndPoint);
        byte[] bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        Task<byte[]> received = Task.Run(() => client.Receive(bytes.Length));
        client.Socket.Send(bytes);

        Assert.That(Within.Patiently(received, "all bytes come back").AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That((balancer.Counters.BytesToBackends, balancer.Counters.BytesToClients), Is.EqualTo(((long)bytes.Length, (long)bytes.Length)));
    }

    [Test]
    public void AnEndOfOneSideIsPassedOnAndTheOtherGoesOn()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = Run(server);
        using Client client = new(balancer.EndPoint);
        client.Socket.Send(new byte[100_000]);
        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.That(client.Receive(200_000), Has.Length.EqualTo(100_000));
        Within.Until(() => balancer.Counters is { Finished: 1, Active: 0 }, "the connection has ended");
    }

    [Test]
    public void ABackendThatDiesInMidStreamResetsItsClients()
    {
        EchoServer server = new();
        using RunningBalancer balancer = Run(server);
        using Client client = new(balancer.EndPoint);
        Assert.That(client.IsServed(), Is.True);
        server.Dispose();

        Assert.That(client.End(), Is.EqualTo(SocketError.ConnectionReset));
        Within.Until(() => balancer.Counters is { BackendResets: 1, Active: 0 } && balancer.Balancer.Backends[0].Resets == 1, "the reset is counted");
    }

    [Test]
    public void AClientThatGoesResetsItsConnectionToTheBackend()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = Run(server);
        using Client client = new(balancer.EndPoint);
        Assert.That(client.IsServed(), Is.True);
        client.Socket.LingerState = new LingerOption(true, 0);
        client.Dispose();

        Within.Until(() => balancer.Counters is { ClientResets: 1, Active: 0 }, "the reset is counted");
    }

    [Test]
    public void AServerThatReadsNothingSlowsItsClientAndNobodyElse()
    {
        using EchoServer server = new();
        using EchoServer stalled = new() { IsStalled = true };
        using RunningBalancer balancer = new(RunningBalancer.Options(stalled, server) with { Way = way });
        Client[] clients = [new(balancer.EndPoint), new(balancer.EndPoint)];
        Within.Until(() => balancer.Balancer.Backends.All(static backend => backend.Connections == 1), "each has one");
        Client other = clients.Single(static client => client.Socket.Send([42]) == 1 && client.Socket.Poll(200_000, SelectMode.SelectRead));
        Assert.That(other.Receive(1), Is.EqualTo((byte[])[42]));
        Client slow = clients.Single(client => client != other);
        long sent = slow.Fill(other.IsServed);

        // What is held up lies in the kernel's buffers and in one of ours.
        Assert.That(sent, Is.LessThan(32 << 20));
        stalled.IsStalled = false;
        Assert.That(slow.Receive(1 << 20), Has.Length.EqualTo(1 << 20));
        foreach (Client client in clients) client.Dispose();
    }

    [Test]
    public void AClientThatReadsNothingHoldsUpNobody()
    {
        using EchoServer server = new();
        using RunningBalancer balancer = Run(server);
        using Client deaf = new(balancer.EndPoint);
        using Client other = new(balancer.EndPoint);
        Assert.That(deaf.Fill(other.IsServed), Is.LessThan(32 << 20));

        for (int count = 0; count < 100; count++) Assert.That(other.IsServed(), Is.True);
    }

    private RunningBalancer Run(EchoServer server) => new(RunningBalancer.Options(server) with { Way = way });
}

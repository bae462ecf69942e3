using System.Net;
using System.Net.Sockets;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Loops;

/// <summary>Bytes through a loop and back, in whatever parts they come.</summary>
[TestFixtureSource(typeof(LoopKinds), nameof(LoopKinds.All))]
public sealed class EchoTests(LoopKind kind)
{
    /// <summary>Rule: whoever is sent something has that, however much goes to the system in one turn: with who comes in that turn, more than fits at once.</summary>
    [Test]
    public void InATurnOfManySendsEachHasItsOwn()
    {
        const int count = 600;
        List<ConnectionId> all = [];
        ScriptedHandler handler = new()
        {
            Opens = (loop, id) =>
            {
                all.Add(id);
                if (all.Count < count) return;
                foreach (ConnectionId one in all) loop.Send(one, [.. Enumerable.Repeat((byte)one.Slot, 1 + one.Slot)]);
            },
        };
        using Stage stage = new(kind, handler, Stage.Options with { SlotCountMax = count + 16 });
        List<(Socket Client, ConnectionId Id)> clients = [];
        for (int i = 0; i < count; i++) clients.Add((stage.Connect(out ConnectionId id), id));
        foreach ((Socket client, ConnectionId id) in clients)
            Assert.That(Stage.ReceiveExactly(client, 1 + id.Slot), Is.All.EqualTo((byte)id.Slot), $"of connection {id.Slot}");
        stage.End();
    }

    [Test]
    public void WhatComesInPartsIsHandedOverWhole([Range(1, 4)] int seed)
    {
        using Stage stage = new(kind, Messages(), Stage.Options);
        Random random = new(seed);
        byte[] sent = new byte[200_000];
        for (int start = 0; start < sent.Length;)
        {
            int length = Math.Min(random.Next(2, 2000), sent.Length - start);
            if (sent.Length - start - length < 2) length = sent.Length - start;
            random.NextBytes(sent.AsSpan(start, length));
            BitConverter.TryWriteBytes(sent.AsSpan(start), (ushort)length);
            start += length;
        }

        Socket client = stage.Connect();
        Task<byte[]> received = Task.Run(() => Stage.ReceiveExactly(client, sent.Length));
        for (int start = 0; start < sent.Length;)
        {
            int count = Math.Min(random.Next(1, 5000), sent.Length - start);
            client.Send(sent.AsSpan(start, count));
            start += count;
        }

        Assert.That(Within.Patiently(received, "all comes back"), Is.EqualTo(sent));
        Assert.That(stage.Handler.Ask(static loop => loop.Counters[LoopCount.ReceivedBytes]), Is.EqualTo(sent.Length));
        stage.End();
        Assert.That(stage.Loop.Counters[LoopCount.SentBytes], Is.EqualTo(sent.Length));
    }

    [Test]
    public void ConnectionsOfBothFamiliesAreTaken([Values("127.0.0.1", "::1")] string address)
    {
        Require.Machine(Socket.OSSupportsIPv6, "no IPv6 here");
        using Stage stage = new(kind, Messages(), Stage.Options with { Listen = new IPEndPoint(IPAddress.IPv6Any, 0) });
        using Socket client = new(SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Parse(address), stage.Loop.LocalEndPoint.Port);
        client.Send([3, 0, 9]);

        Assert.That(Stage.ReceiveExactly(client, 3), Is.EqualTo((byte[])[3, 0, 9]));
        Assert.That(stage.Handler.Peers.Single().ToString(), Is.EqualTo(client.LocalEndPoint!.ToString()!.Replace("::ffff:127.0.0.1", "127.0.0.1", StringComparison.Ordinal)
            .Replace("[127.0.0.1]", "127.0.0.1", StringComparison.Ordinal)));
    }

    // Takes whole messages alone, each with its length in front, and sends them back.
    private static ScriptedHandler Messages() => new()
    {
        Receives = static (loop, id, bytes) =>
        {
            int consumed = 0;
            while (bytes.Length - consumed >= 2 && BitConverter.ToUInt16(bytes[consumed..]) is ushort length && length <= bytes.Length - consumed)
            {
                loop.Send(id, bytes.Slice(consumed, length));
                consumed += length;
            }

            return consumed;
        },
    };
}

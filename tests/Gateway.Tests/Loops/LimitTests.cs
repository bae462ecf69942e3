using System.Net.Sockets;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Loops;

/// <summary>How many connections there may be, and what they cost.</summary>
[TestFixtureSource(typeof(LoopKinds), nameof(LoopKinds.All))]
public sealed class LimitTests(LoopKind kind)
{
    [Test]
    public void AHostHasNoMoreConnectionsThanItMay()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options with { PeerConnectionsMax = 2 });
        Socket first = stage.Connect(out ConnectionId id);
        stage.Connect(out _);
        Socket third = stage.Connect();
        Within.Until(() => HasEnded(third), "the third is refused");
        Assert.That(stage.Loop.Counters[LoopCount.RefusedPeers], Is.EqualTo(1));

        first.Close();
        Within.Until(() => stage.Handler.Closed.Any(closed => closed.Id == id), "the first is closed");
        stage.Connect(out _);
        stage.End();
        Assert.That(stage.Loop.Counters[LoopCount.Accepted], Is.EqualTo(3));
    }

    [Test]
    public void WithoutASlotConnectionsWait()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options with { SlotCountMax = 2 });
        Socket first = stage.Connect(out _);
        stage.Connect(out _);
        Socket third = stage.Connect();
        Within.Until(() => stage.Loop.Counters[LoopCount.AcceptPauses] > 0, "accepting pauses");
        long turns = stage.Loop.Counters[LoopCount.Turns];
        Within.Until(() => stage.Loop.Counters[LoopCount.Turns] > turns + 2, "the loop goes on");
        Assert.That(stage.Handler.Opened, Has.Count.EqualTo(2));

        first.Close();
        Within.Until(() => stage.Handler.Opened.Count == 3, "the third has its turn");
        stage.Handler.Ask(loop => loop.Send(stage.Handler.Opened.Last(), [7]));
        Assert.That(Stage.ReceiveExactly(third, 1), Is.EqualTo((byte[])[7]));
        stage.End();
    }

    [Test]
    [NonParallelizable]
    public void WithoutADescriptorConnectionsWait()
    {
        if (kind == LoopKind.Uring) Assert.Ignore("its connections take no descriptors");
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options, hasOwnDescriptors: true);
        stage.Connect(out _);
        Socket[] clients = [.. Enumerable.Range(0, 20).Select(static _ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];
        using (new DescriptorLimit(10))
        {
            foreach (Socket client in clients) client.Connect(stage.Loop.LocalEndPoint);
            Within.Until(() => stage.Loop.Counters[LoopCount.AcceptPauses] > 0, "accepting pauses");
        }

        Within.Until(() => stage.Handler.Opened.Count == 21, "all have their turn when there are descriptors");
        foreach (Socket client in clients) client.Dispose();
        stage.End();
    }

    [Test]
    public void AnIdleConnectionTakesLessThanAKilobyte()
    {
        const int Count = 200;
        using Stage stage = new(kind, new ScriptedHandler { Receives = Echo }, Stage.Options with { SlotCountMax = Count });
        for (int i = 0; i < Count; i++)
        {
            Socket client = stage.Connect();
            client.Send([1, 2, 3]);
            Stage.ReceiveExactly(client, 3);
        }

        long[] bytes = stage.Handler.Ask(static loop => (long[])[
            loop.Counters[LoopCount.ConnectionMemoryBytes], loop.Segments.InUseCount]);
        Assert.That(bytes[0] / Count, Is.LessThan(1024));
        Assert.That(bytes[1], Is.LessThanOrEqualTo(1), "no connection holds a buffer; the loop has one to copy to");
        stage.End();
    }

    [Test]
    [NonParallelizable]
    public void NothingIsAllocatedInSteadyState()
    {
        long allocated = 0;
        using Stage stage = new(kind, new ScriptedHandler
        {
            Receives = EchoWhole,
            Turns = _ =>
            {
                Volatile.Write(ref allocated, GC.GetAllocatedBytesForCurrentThread());
                return false;
            },
        }, Stage.Options);
        Socket[] clients = [.. Enumerable.Range(0, 8).Select(_ => stage.Connect())];
        byte[] message = new byte[3000];
        long bytes = long.MaxValue;
        for (int attempt = 0; attempt < 20 && bytes != 0; attempt++)
        {
            long before = Settled();
            Exchange(clients, message, 100);
            bytes = Settled() - before;
        }

        Assert.That(bytes, Is.Zero);
        stage.End();

        long Settled()
        {
            long turns = stage.Loop.Counters[LoopCount.Turns];
            Within.Until(() => stage.Loop.Counters[LoopCount.Turns] > turns + 2, "the loop goes on");
            return Volatile.Read(ref allocated);
        }
    }

    // In order, or by a reset.
    private static bool HasEnded(Socket client)
    {
        try
        {
            return client.Receive(new byte[1]) == 0;
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }

    private static void Exchange(Socket[] clients, byte[] message, int roundCount)
    {
        for (int round = 0; round < roundCount; round++)
        {
            foreach (Socket client in clients) client.Send(message);
            foreach (Socket client in clients) Stage.ReceiveExactly(client, message.Length);
        }
    }

    // Leaves something in a partial buffer for most of the time, and has a timer run.
    private static int EchoWhole(IEventLoop loop, ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3000) return 0;
        loop.StartTimer(id, 0, 1);
        loop.Send(id, bytes[..3000]);
        return 3000;
    }

    private static int Echo(IEventLoop loop, ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        loop.Send(id, bytes);
        return bytes.Length;
    }
}

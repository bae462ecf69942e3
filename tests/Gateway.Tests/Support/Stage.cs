using System.Net;
using System.Net.Sockets;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Support;

/// <summary>A loop on a thread of its own, and clients on loopback.</summary>
internal sealed class Stage : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<Socket> _clients = [];
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private readonly bool _hasOwnDescriptors;
    private Exception? _failure;

    public Stage(LoopKind kind, ScriptedHandler handler, LoopOptions? options = null, bool hasOwnDescriptors = false)
    {
        LoopKinds.Need(kind);
        _hasOwnDescriptors = hasOwnDescriptors;
        Handler = handler;
        Loop = LoopKinds.Make(kind, (options ?? new LoopOptions { Listen = Loopback }) with { IdleSleepUs = 200 }, handler);
        handler.Loop = Loop;
        _thread = new Thread(Run) { IsBackground = true, Name = "loop" };
        _thread.Start();
        Within.Patiently(_opened.Task, "the loop opens");
    }

    public static IPEndPoint Loopback => new(IPAddress.Loopback, 0);

    public static LoopOptions Options => new() { Listen = Loopback, SlotCountMax = 64 };

    public ScriptedHandler Handler { get; }

    public IEventLoop Loop { get; }

    /// <summary>A connected client.</summary>
    public Socket Connect(int receiveBufferBytes = 0)
    {
        Socket client = new(Loop.LocalEndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBufferBytes > 0) client.ReceiveBufferSize = receiveBufferBytes;
        lock (_clients) _clients.Add(client);
        client.Connect(Loop.LocalEndPoint);
        client.ReceiveTimeout = client.SendTimeout = 20_000;
        return client;
    }

    /// <summary>A connected client, and the connection that the loop has of it.</summary>
    public Socket Connect(out ConnectionId id, int receiveBufferBytes = 0)
    {
        int before = Handler.Opened.Count;
        Socket client = Connect(receiveBufferBytes);
        Within.Until(() => Handler.Opened.Count > before, "the connection is accepted");
        id = Handler.Opened.Last();
        return client;
    }

    /// <summary>Has the loop end.</summary>
    public void Cancel() => _end.Cancel();

    /// <summary>Ends the loop and tells what ended it, if it did not end by itself.</summary>
    public void End()
    {
        _end.Cancel();
        Assert.That(_thread.Join(20_000), Is.True, "the loop ends");
        if (_failure is not null) throw new InvalidOperationException("the loop failed", _failure);
        Assert.That(Loop.Counters[LoopCount.Slices], Is.Zero, "no slice is left in a queue");
        Assert.That(Loop.Counters[LoopCount.Segments], Is.Zero, "nobody has a segment any more");
        Assert.That(Loop.Counters[LoopCount.Connections], Is.Zero, "no connection is left");
    }

    public void Dispose()
    {
        _end.Cancel();
        _thread.Join(20_000);
        foreach (Socket client in _clients) client.Dispose();
        _end.Dispose();
        if (_failure is not null) TestContext.Out.WriteLine(_failure);
    }

    public static byte[] ReceiveExactly(Socket client, int count)
    {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count;)
        {
            int received = client.Receive(bytes, done, count - done, SocketFlags.None);
            Assert.That(received, Is.Positive, $"the connection ended after {done} of {count} bytes");
            done += received;
        }

        return bytes;
    }

    private void Run()
    {
        try
        {
            using (Loop)
            {
                if (_hasOwnDescriptors) Assert.That(ThreadDescriptors.Separate().IsSuccess, Is.True);
                Loop.Open();
                _opened.SetResult();
                Loop.Run(_end.Token);
            }
        }
        catch (Exception failure)
        {
            _failure = failure;
            _opened.TrySetException(failure);
        }
    }
}

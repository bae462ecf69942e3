using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;

namespace FeedHandler.Benchmarks.Gateway;

/// <summary>
/// What it costs a loop's thread to send messages of 64 bytes to many receivers on loopback: processor time of that thread for each message to each receiver, the
/// system's share of TCP included.
/// </summary>
internal static class FanOutBenchmark
{
    private const int MessageBytes = 64;
    private const int RoundCount = 5;

    public static int Run(string[] options)
    {
        int receiverCount = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 100;
        long messageCount = options.Length > 1 ? long.Parse(options[1], CultureInfo.InvariantCulture) : 2_000_000;
        Console.WriteLine($"{receiverCount} receivers, messages of {MessageBytes} bytes; processor time of the loop's thread per message and receiver, median and least of {RoundCount}");
        foreach (int batch in (int[])[1, 16, 64])
        {
            List<double> epoll = [];
            List<double> uring = [];
            for (int round = 0; round < RoundCount; round++)
            {
                epoll.Add(Measure(static (options, handler) => new EpollLoop(options, handler), receiverCount, batch, messageCount));
                uring.Add(Measure(static (options, handler) => new UringLoop(options, handler), receiverCount, batch, messageCount));
            }

            Tell("epoll", batch, epoll);
            Tell("io_uring", batch, uring);
        }

        return 0;
    }

    private static void Tell(string name, int batch, List<double> values)
    {
        values.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-9} {batch,3} messages a turn {values[values.Count / 2],8:F0} {values[0],8:F0} ns"));
    }

    private static double Measure(Func<LoopOptions, IConnectionHandler, IEventLoop> make, int receiverCount, int batch, long messageCount)
    {
        LoopOptions options = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0), SlotCountMax = receiverCount, IdleSleepUs = 100 };
        FanOutHandler handler = new(receiverCount, batch, Math.Max(1, messageCount / ((long)receiverCount * batch)));
        using IEventLoop loop = make(options, handler);
        handler.Loop = loop;
        double ns = 0;
        Thread thread = new(() =>
        {
            loop.Open();
            handler.IsOpen = true;
            loop.Run(handler.Ended);
            ns = handler.ProcessorNs / (double)handler.SentCount;
        });
        thread.Start();
        while (!handler.IsOpen) Thread.Sleep(1);
        Receivers receivers = new(loop.LocalEndPoint, receiverCount);
        receivers.Drain();
        thread.Join();
        return ns;
    }

    private sealed class Receivers(IPEndPoint endPoint, int count)
    {
        private readonly List<Socket> _sockets = [.. Enumerable.Range(0, count).Select(_ =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(endPoint);
            return socket;
        })];

        // Reads whatever comes until all have ended.
        public void Drain()
        {
            byte[] buffer = new byte[1 << 18];
            while (_sockets.Count > 0)
            {
                List<Socket> readable = [.. _sockets];
                Socket.Select(readable, null, null, 1_000_000);
                foreach (Socket socket in readable)
                {
                    if (socket.Receive(buffer) > 0) continue;
                    socket.Dispose();
                    _sockets.Remove(socket);
                }
            }
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Balance;
using FeedHandler.Balance.Backends;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Threads;

namespace FeedHandler.Benchmarks.Relaying;

/// <summary>
/// Bytes relayed through a buffer and by splice(2), in turns on loopback: how many a second, how much of the relaying thread's time they take, and how long a
/// small question and its answer take. `-- relay [ROUNDS [MEBIBYTES]]`
/// </summary>
internal static class RelayReport
{
    private const int QuestionBytes = 64;
    private const int QuestionCount = 4000;
    private const int ChunkBytes = 256 * 1024;
    private static readonly RelayWay[] Ways = [RelayWay.Copy, RelayWay.Splice];

    /// <summary>Runs.</summary>
    public static int Run(string[] options)
    {
        int roundCount = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 5;
        long bytes = (options.Length > 1 ? long.Parse(options[1], CultureInfo.InvariantCulture) : 512) << 20;
        Dictionary<RelayWay, List<Figures>> figures = Ways.ToDictionary(static way => way, static _ => new List<Figures>());
        foreach (RelayWay way in Ways) Measure(way, bytes / 16);
        for (int round = 0; round < roundCount; round++)
        {
            foreach (RelayWay way in round % 2 == 0 ? Ways : Ways.Reverse())
            {
                figures[way].Add(Measure(way, bytes));
                Console.WriteLine($"{round} {way}: {figures[way][^1]}");
            }
        }

        foreach (RelayWay way in Ways)
        {
            Console.WriteLine($"{way}, medians of {roundCount}: " + new Figures(
                Median(way, static one => one.MibPerSecond), Median(way, static one => one.CpuMsPerGib), Median(way, static one => one.QuestionP50Us),
                Median(way, static one => one.QuestionP99Us)));
        }

        return 0;

        double Median(RelayWay way, Func<Figures, double> figure) => figures[way].Select(figure).Order().ElementAt(roundCount / 2);
    }

    private static Figures Measure(RelayWay way, long bytes)
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        BackendTarget target = new("server", PeerAddress.Of((IPEndPoint)listener.LocalEndPoint!));
        BalanceOptions options = new()
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Backends = [target],
            Way = way,
            Check = new() { IntervalMs = 3_600_000, FallCount = 1000, TimeoutMs = 1 },
        };
        Balancer.Open(options, out Balancer? balancer);
        using CancellationTokenSource stop = new();
        double cpuMs = 0;
        Thread relaying = new(() =>
        {
            ThreadUsage.TryReadCurrent(out ThreadUsage before);
            balancer!.Run(stop.Token);
            ThreadUsage.TryReadCurrent(out ThreadUsage after);
            cpuMs = (after.CpuNs - before.CpuNs) / 1e6;
        });
        relaying.Start();
        double[] questions = Ask(listener, balancer!.EndPoint);
        double seconds = Stream(listener, balancer.EndPoint, bytes);
        stop.Cancel();
        relaying.Join();
        balancer.Dispose();
        return new Figures(bytes / seconds / (1 << 20), cpuMs / bytes * (1L << 30), questions[QuestionCount / 2], questions[QuestionCount * 99 / 100]);
    }

    private static double[] Ask(Socket listener, IPEndPoint endPoint)
    {
        using Socket client = Connect(listener, endPoint, out Socket accepted);
        using Socket server = accepted;
        Thread answering = new(() =>
        {
            byte[] answer = new byte[QuestionBytes];
            while (server.Receive(answer) is > 0 and var count) server.Send(answer, count, SocketFlags.None);
        });
        answering.Start();
        byte[] question = new byte[QuestionBytes];
        double[] us = new double[QuestionCount];
        for (int index = 0; index < QuestionCount; index++)
        {
            long start = Stopwatch.GetTimestamp();
            client.Send(question);
            for (int received = 0; received < QuestionBytes;) received += client.Receive(question);
            us[index] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        client.Shutdown(SocketShutdown.Both);
        answering.Join();
        Array.Sort(us);
        return us;
    }

    private static double Stream(Socket listener, IPEndPoint endPoint, long bytes)
    {
        using Socket client = Connect(listener, endPoint, out Socket accepted);
        using Socket server = accepted;
        long start = Stopwatch.GetTimestamp();
        Thread sending = new(() =>
        {
            byte[] chunk = new byte[ChunkBytes];
            for (long sent = 0; sent < bytes; sent += ChunkBytes) client.Send(chunk);
            client.Shutdown(SocketShutdown.Send);
        });
        sending.Start();
        byte[] buffer = new byte[ChunkBytes];
        while (server.Receive(buffer) > 0)
        {
            // counted by its sender
        }

        sending.Join();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // The check of the start may come first: it says nothing and is gone at once.
    private static Socket Connect(Socket listener, IPEndPoint endPoint, out Socket accepted)
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(endPoint);
        client.Send(new byte[1]);
        while (true)
        {
            accepted = listener.Accept();
            accepted.NoDelay = true;
            byte[] first = new byte[1];
            if (accepted.Receive(first, 0, 1, SocketFlags.None, out SocketError error) == 1 && error == SocketError.Success) return client;
            accepted.Dispose();
        }
    }

    private readonly record struct Figures(double MibPerSecond, double CpuMsPerGib, double QuestionP50Us, double QuestionP99Us)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{MibPerSecond:F0} MiB/s, {CpuMsPerGib:F0} ms of the thread a GiB, question p50 {QuestionP50Us:F1} us, p99 {QuestionP99Us:F1} us");
    }
}

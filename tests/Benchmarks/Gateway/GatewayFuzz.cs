using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Client;
using FeedHandler.Core.Events;

namespace FeedHandler.Benchmarks.Gateway;

/// <summary>
/// A gateway under clients that keep to nothing, beside one that does: `fuzz-gateway ADDRESS:PORT PROCESS SECONDS [SEED]`. It fails when the process ends, when the
/// client that keeps to the protocol is cut off, loses or misses anything, or when memory grows on and on.
/// </summary>
internal static class GatewayFuzz
{
    private const int ThreadCount = 4;
    private const int PatienceMs = 2000;
    private const int GrowthMiBMax = 64;
    private static long _clients;
    private static long _refused;

    public static int Run(string[] arguments)
    {
        if (arguments is not [var address, var process, var seconds, .. var rest]) throw new ArgumentException("ADDRESS:PORT PROCESS SECONDS [SEED]");
        IPEndPoint gateway = IPEndPoint.Parse(address);
        int seed = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : Environment.TickCount;
        using Process served = Process.GetProcessById(int.Parse(process, CultureInfo.InvariantCulture));
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        Thread[] threads = [.. Enumerable.Range(0, ThreadCount).Select(index => new Thread(() => Attack(gateway, new Random(seed + index), end.Token)))];
        foreach (Thread thread in threads) thread.Start();
        List<string> wrong = Watch(gateway, served, seed, end.Token);
        end.Cancel();
        foreach (Thread thread in threads) thread.Join();
        foreach (string fault in wrong) Console.WriteLine($"WRONG: {fault}");
        return wrong.Count == 0 ? 0 : 1;
    }

    private static List<string> Watch(IPEndPoint gateway, Process served, int seed, CancellationToken end)
    {
        using RemoteFeed healthy = RemoteFeed.Open($"tcp://{gateway}", new RemoteFeedOptions { HeartbeatMs = 5000 });
        if (InstrumentSelector.TryParse("*", out InstrumentSelector? all)) healthy.Add(all!);
        EventCounter events = new();
        Stopwatch clock = Stopwatch.StartNew();
        long begin = 0, told = 0, most = 0;
        while (!end.IsCancellationRequested && !served.HasExited)
        {
            if (healthy.Poll(events) != SharedFeedPoll.Taken) healthy.Wait(10);
            if (clock.ElapsedMilliseconds < told) continue;
            served.Refresh();
            most = served.HasExited ? most : Math.Max(most, served.WorkingSet64 >> 20);
            if (told == 10_000) begin = most; // what it takes when it has met everything once
            Console.WriteLine(FormattableString.Invariant(
                $"{told / 1000,5} s  seed {seed}  clients {_clients}  refused {_refused}  events {events.Count}  gateway {most} MiB at most"));
            told += 10_000;
        }

        return [.. Faults(healthy, served, events), .. begin > 0 && most - begin > GrowthMiBMax ? [$"memory grew from {begin} to {most} MiB"] : Array.Empty<string>()];
    }

    private static IEnumerable<string> Faults(RemoteFeed healthy, Process served, EventCounter events)
    {
        if (served.HasExited) yield return "the gateway has ended";
        if (events.Count == 0) yield return "the client that keeps to the protocol was told nothing";
        if (healthy.LostCount + healthy.RestartCount + healthy.ResumeCount > 0 || healthy.LastFailure is not null)
            yield return $"the client that keeps to the protocol: {healthy.LostCount} lost, {healthy.RestartCount} restarts, {healthy.ResumeCount} resumes, {healthy.LastFailure}";
    }

    private static void Attack(IPEndPoint gateway, Random random, CancellationToken end)
    {
        FuzzedClient client = new(random);
        while (!end.IsCancellationRequested)
        {
            using Socket socket = new(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = PatienceMs, ReceiveTimeout = 1 + random.Next(50) };
            try
            {
                socket.Connect(gateway);
                foreach (byte[] part in client.Next()) Send(socket, part, random);
                if (random.Next(4) > 0) Drain(socket, random.Next(20));
                if (random.Next(3) == 0) socket.LingerState = new LingerOption(enable: true, 0); // ends by a reset
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _refused);
            }

            Interlocked.Increment(ref _clients);
        }
    }

    private static void Send(Socket socket, byte[] part, Random random)
    {
        int cut = random.Next(3) == 0 ? random.Next(part.Length + 1) : 0;
        socket.Send(part.AsSpan(0, cut));
        socket.Send(part.AsSpan(cut));
    }

    private static void Drain(Socket socket, int count)
    {
        byte[] room = new byte[1 << 14];
        while (count-- > 0 && socket.Receive(room) > 0)
        {
            // what it is told is of no interest
        }
    }

    private sealed class EventCounter : IBookSubscriber
    {
        public long Count { get; private set; }

        public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => Count++;
    }
}

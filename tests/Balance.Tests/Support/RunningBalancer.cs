using System.Net;
using FeedHandler.Balance.Backends;
using FeedHandler.Native;
using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests.Support;

/// <summary>A balancer on a thread of its own.</summary>
internal sealed class RunningBalancer : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public RunningBalancer(BalanceOptions options)
    {
        Require.That(OperatingSystem.IsLinux(), "the balancer waits with epoll");
        NativeResult result = Balancer.Open(options, out Balancer? balancer);
        Assert.That(result.IsSuccess, result.ToString());
        Balancer = balancer!;
        _thread = new Thread(() => Balancer.Run(_stop.Token)) { IsBackground = true };
        _thread.Start();
    }

    public Balancer Balancer { get; }

    public BalanceCounters Counters => Balancer.Counters;

    public IPEndPoint EndPoint => Balancer.EndPoint;

    /// <summary>Options with checks that are quick, for servers of a test.</summary>
    public static BalanceOptions Options(params IPEndPoint[] servers) => new()
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        Backends = [.. servers.Select(static server => new BackendTarget(server.ToString(), PeerAddress.Of(server)))],
        Check = new CheckOptions { IntervalMs = 20, FallCount = 2, RiseCount = 2 },
    };

    public static BalanceOptions Options(params EchoServer[] servers) => Options([.. servers.Select(static server => server.EndPoint)]);

    /// <summary>Tells it to stop.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Waits until it has ended by itself.</summary>
    public void Join() => Assert.That(_thread.Join(TimeSpan.FromSeconds(20)), "the balancer has ended");

    public void Dispose()
    {
        _stop.Cancel();
        Join();
        Balancer.Dispose();
    }
}

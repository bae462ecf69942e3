using System.Net;
using FeedHandler.Balance.Backends;
using FeedHandler.Balance.Relaying;
using FeedHandler.Native;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance;

/// <summary>A layer-4 relay in front of several backends: each connection goes to one that is up, bytes unread. One thread does all of it.</summary>
public sealed class Balancer : IDisposable
{
    private const int Backlog = 4096;
    private readonly RelayLoop _loop;

    private Balancer(RelayLoop loop, BalanceCounters counters, Backend[] backends, IPEndPoint endPoint) =>
        (_loop, Counters, Backends, EndPoint) = (loop, counters, backends, endPoint);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What became of connections.</summary>
    public BalanceCounters Counters { get; }

    /// <summary>Whom it relays to, and how they fare.</summary>
    public IReadOnlyList<Backend> Backends { get; }

    /// <summary>Listens: connections are accepted once it runs.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="balancer">The balancer; null unless the call succeeds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no backend, or more than <see cref="BalanceOptions.BackendCountMax"/>.</exception>
    public static NativeResult Open(BalanceOptions options, out Balancer? balancer)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(options.Backends.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Backends.Count, BalanceOptions.BackendCountMax);
        balancer = null;
        NativeResult result = Listen(options, out ListeningSocket? listener, out IPEndPoint? bound);
        if (!result.IsSuccess) return result;
        BalanceCounters counters = new();
        Backend[] backends = [.. options.Backends.Select((target, index) => new Backend(target, index, options.Check))];
        result = RelayLoop.Open(options, counters, backends, listener!, out RelayLoop? loop);
        if (result.IsSuccess) balancer = new Balancer(loop!, counters, backends, new IPEndPoint(options.Listen.Address, bound!.Port));
        else listener!.Dispose();
        return result;
    }

    /// <summary>Relays on the calling thread until it is stopped; connections then have their time to end.</summary>
    /// <param name="stop">Stops it.</param>
    public void Run(CancellationToken stop) => _loop.Run(stop);

    /// <inheritdoc/>
    public void Dispose() => _loop.Dispose();

    // What is set on it is set on each connection that it accepts.
    private static NativeResult Listen(BalanceOptions options, out ListeningSocket? listener, out IPEndPoint? bound)
    {
        bound = null;
        NativeResult result = ListeningSocket.Open(options.Listen, options.SharesPort, out listener);
        if (!result.IsSuccess) return result;
        result = listener!.SendAtOnce();
        if (result.IsSuccess) result = StreamSocket.KeepAlive(listener.Descriptor);
        if (result.IsSuccess) result = listener.Listen(Backlog);
        if (result.IsSuccess) result = listener.GetLocal(out bound);
        if (!result.IsSuccess) listener.Dispose();
        return result;
    }
}

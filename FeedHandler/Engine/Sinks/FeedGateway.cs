using System.Net;
using FeedHandler.Core.Sharing;
using FeedHandler.Gateway.Sessions;

namespace FeedHandler.Engine;

/// <summary>A gateway inside of the feed's process (docs/gateway.md): it subscribes to the shared feed as others do, on threads of its own.</summary>
internal sealed class FeedGateway : IDisposable
{
    private static int _ownCount;
    private readonly GatewayServer _server;
    private readonly string? _ownFile;
    private bool _isDisposed;

    private FeedGateway(GatewayServer server, string? ownFile) => (_server, _ownFile) = (server, ownFile);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _server.LocalEndPoint;

    /// <summary>Where a feed is shared that has a gateway and no name: in a file that is no other feed's, also of this process.</summary>
    /// <param name="origin">Who asked, for errors.</param>
    public static ShareOptions OwnShare(string origin)
    {
        string name = FormattableString.Invariant($"gateway-{Environment.ProcessId}-{Interlocked.Increment(ref _ownCount)}");
        return new ShareOptions(SharedFeedPath.Of(name)) { Origin = origin };
    }

    /// <summary>Opens it in front of a feed that is shared.</summary>
    /// <param name="options">How it is to be.</param>
    /// <param name="path">The feed's file.</param>
    /// <param name="isOwn">Whether that file is for the gateway alone, and goes with it.</param>
    /// <exception cref="FeedException">It cannot be had.</exception>
    public static FeedGateway Start(GatewayOptions options, string path, bool isOwn)
    {
        try
        {
            return new FeedGateway(GatewayServer.Start(options with { FeedPath = path }), isOwn ? path : null);
        }
        catch (Exception failure)
        {
            if (isOwn) File.Delete(path);
            if (failure is GatewayException) throw new FeedException(failure.Message);
            throw;
        }
    }

    /// <summary>Tells clients that the feed has ended, lets them go, and the report what there was, and why a loop could not go on. Only behind the feed's last
    /// event.</summary>
    public FeedReport Complete(FeedReport report)
    {
        _server.Drain();
        report = report with { Gateway = _server.Read() };
        if (_server.Failure is { } failure) report = report with { Failures = [.. report.Failures, $"{_server.Options.Origin}: {failure}"] };
        Dispose();
        return report;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _server.Dispose();
        if (_ownFile is not null) File.Delete(_ownFile);
    }
}

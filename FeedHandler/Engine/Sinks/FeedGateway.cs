using System.Net;
using FeedHandler.Core.Sharing;
using FeedHandler.Gateway.Sessions;

namespace FeedHandler.Engine;

/// <summary>A gateway inside of the feed's process (docs/gateway.md): it subscribes to the shared feed as others do, on threads of its own.</summary>
internal sealed class FeedGateway : IDisposable
{
    private readonly GatewayServer _server;
    private readonly string? _ownFile;

    private FeedGateway(GatewayServer server, string? ownFile) => (_server, _ownFile) = (server, ownFile);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _server.LocalEndPoint;

    /// <summary>Where a feed is shared that has a gateway and no name; null without a gateway.</summary>
    public static ShareOptions? ShareOf(GatewayOptions? options) => options is null
        ? null : new ShareOptions(SharedFeedPath.Of(FormattableString.Invariant($"gateway-{Environment.ProcessId}"))) { Origin = options.Origin };

    /// <summary>Opens it in front of a feed that is shared.</summary>
    /// <exception cref="FeedException">It cannot be had.</exception>
    public static FeedGateway Start(GatewayOptions options, ShareOptions share)
    {
        string? ownFile = share == ShareOf(options) ? share.Path : null;
        try
        {
            return new FeedGateway(GatewayServer.Start(options with { FeedPath = share.Path }), ownFile);
        }
        catch (GatewayException failure)
        {
            throw new FeedException(failure.Message);
        }
    }

    /// <summary>Tells clients that the feed has ended, lets them go, and the report what there was. Only behind the feed's last event.</summary>
    public FeedReport Complete(FeedReport report)
    {
        _server.Drain();
        GatewayReport gateway = _server.Read();
        Dispose();
        return report with { Gateway = gateway };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        if (_ownFile is not null) File.Delete(_ownFile);
    }
}

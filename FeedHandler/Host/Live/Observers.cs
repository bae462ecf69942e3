using System.Net;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Observing;

namespace FeedHandler.Host.Live;

/// <summary>
/// Who looks at a running feed from outside: a server of metrics, and a sender of them. Opened on the command's own thread, which is never pinned: threads
/// of the pool run where those run that make them.
/// </summary>
/// <param name="section">What was asked.</param>
/// <param name="terminal">Who is told where to look.</param>
internal sealed class Observers(ObserveSection section, Terminal terminal) : IDisposable
{
    private FeedMetrics? _metrics;
    private MetricInstruments? _instruments;
    private OtlpExport? _export;
    private ObserverServer? _server;

    /// <summary>Begins, where anything was asked; behind everything else that can fail, as nobody may look at a feed that does not begin.</summary>
    /// <param name="feed">The feed.</param>
    /// <exception cref="FeedException">The address cannot be had, or there is no token where it should be.</exception>
    public void Open(Feed feed)
    {
        if (section is { Metrics: null, Otlp: null }) return;
        ReadyPolicy policy = section.Ready == ObserveSection.ReadyWords[0] ? ReadyPolicy.Strict : ReadyPolicy.Joined;
        _metrics = new FeedMetrics(feed, policy);
        _instruments = new MetricInstruments(_metrics);
        try
        {
            if (section.Metrics is { } address && ObserveSection.TryParseEndPoint(address, out IPEndPoint endPoint)) Serve(feed, endPoint);
            if (section.Otlp is { } otlp && ObserveSection.TryParseCollector(otlp, out Uri collector))
                _export = new OtlpExport(collector, section.OtlpPeriodMs);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Ends: from here on nobody looks, and the feed's memory may be given back.</summary>
    public void Dispose()
    {
        _export?.Dispose();
        _server?.Dispose();
        _instruments?.Dispose();
        _metrics?.Dispose();
    }

    private void Serve(Feed feed, IPEndPoint endPoint)
    {
        AccessToken? token = section.TokenVariable is { } variable ? AccessToken.OfVariable(variable)
            : section.TokenFile is { } file ? AccessToken.OfFile(file) : null;
        ObserverOptions options = new(endPoint) { Token = token, Origin = "metrics" };
        _server = ObserverServer.Start(options, [new MetricsEndpoints(_metrics!)], feed.Completion);
        terminal.Tell($"metrics are served at {_server.Url}/metrics, beside /healthz and /readyz{(token is null ? "" : ", with the token")}");
    }
}

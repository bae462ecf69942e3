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
    private DashboardEndpoints? _dashboard;
    private ObserverServer? _pages;

    /// <summary>The folder of the flight recorder, whose files the dashboard serves; null for none.</summary>
    public string? FlightFolder { get; init; }

    /// <summary>Begins, where anything was asked; behind everything else that can fail, as nobody may look at a feed that does not begin.</summary>
    /// <param name="feed">The feed.</param>
    /// <exception cref="FeedException">The address cannot be had, or there is no token where it should be.</exception>
    public void Open(Feed feed)
    {
        try
        {
            OpenMetrics(feed);
            if (section.Dashboard is { } page && ObserveSection.TryParseEndPoint(page, out IPEndPoint pageEndPoint)) ServePage(feed, pageEndPoint);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void OpenMetrics(Feed feed)
    {
        if (section is { Metrics: null, Otlp: null }) return;
        ReadyPolicy policy = section.Ready == ObserveSection.ReadyWords[0] ? ReadyPolicy.Strict : ReadyPolicy.Joined;
        _metrics = new FeedMetrics(feed, policy);
        _instruments = new MetricInstruments(_metrics);
        if (section.Metrics is { } address && ObserveSection.TryParseEndPoint(address, out IPEndPoint endPoint)) Serve(feed, endPoint);
        if (section.Otlp is { } otlp && ObserveSection.TryParseCollector(otlp, out Uri collector)) _export = new OtlpExport(collector, section.OtlpPeriodMs);
    }

    /// <summary>Ends: from here on nobody looks, and the feed's memory may be given back.</summary>
    public void Dispose()
    {
        _export?.Dispose();
        _server?.Dispose();
        _pages?.Dispose();
        _dashboard?.Dispose();
        _instruments?.Dispose();
        _metrics?.Dispose();
    }

    private void Serve(Feed feed, IPEndPoint endPoint)
    {
        _server = ObserverServer.Start(OptionsOf(endPoint, "metrics"), [new MetricsEndpoints(_metrics!)], feed.Completion);
        terminal.Tell($"metrics are served at {_server.Url}/metrics, beside /healthz and /readyz{TokenWords}");
    }

    private void ServePage(Feed feed, IPEndPoint endPoint)
    {
        ObserverOptions options = OptionsOf(endPoint, "dashboard");
        _dashboard = new DashboardEndpoints(feed, FlightFolder);
        _pages = ObserverServer.Start(options, [_dashboard], feed.Completion);
        terminal.Tell($"the dashboard is at {_pages.Url}{TokenWords}");
    }

    private string TokenWords => (section.TokenVariable ?? section.TokenFile) is null ? "" : ", with the token";

    private ObserverOptions OptionsOf(IPEndPoint endPoint, string origin) =>
        new(endPoint) { Token = AccessToken.Of(section.TokenFile, section.TokenVariable), Origin = origin };
}

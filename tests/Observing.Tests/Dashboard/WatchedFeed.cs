using System.Net;
using System.Text;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing.Dashboard;

/// <summary>A feed of the capture in the repository that has run to its end and is open still, with a dashboard on a free port.</summary>
internal sealed class WatchedFeed : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { UseCookies = true });
    private DashboardEndpoints _dashboard = null!;

    public WatchedFeed(AccessToken? token = null)
    {
        Feed = Engine.Feed.Cme().Replay(Repository.PathOf("captures/cme-simulated.pcapng")).Options(static options => options with { HasStamps = true })
            .WhenOpen(feed => _dashboard = new DashboardEndpoints(feed)).Start();
        Feed.Wait();
        _dashboard.Look();
        Server = ObserverServer.Start(new ObserverOptions(new IPEndPoint(IPAddress.Loopback, 0)) { Token = token }, [_dashboard]);
    }

    public Feed Feed { get; }

    public ObserverServer Server { get; }

    public DashboardEndpoints Dashboard => _dashboard;

    public HttpResponseMessage Get(string path) => _client.GetAsync(new Uri(Server.Url + path)).GetAwaiter().GetResult();

    public JsonElement Json(string path) => JsonDocument.Parse(Get(path).Content.ReadAsStringAsync().GetAwaiter().GetResult()).RootElement;

    /// <summary>The frames that are there.</summary>
    public List<JsonElement> Frames() => DashboardFrames.Read(_client, Server, _dashboard);

    public void Dispose()
    {
        _client.Dispose();
        Server.Dispose();
        _dashboard.Dispose();
        Feed.Dispose();
    }
}

/// <summary>What a dashboard's page is told.</summary>
internal static class DashboardFrames
{
    /// <summary>The frames that are there.</summary>
    public static List<JsonElement> Read(HttpClient client, ObserverServer server, DashboardEndpoints dashboard)
    {
        long count = dashboard.FrameCount;
        using Stream stream = client.GetStreamAsync(new Uri(server.Url + "/api/frames")).GetAwaiter().GetResult();
        using StreamReader reader = new(stream, Encoding.UTF8);
        List<JsonElement> frames = [];
        while (frames.Count < count)
        {
            if (reader.ReadLine() is ['d', 'a', 't', 'a', ':', ' ', .. var text]) frames.Add(JsonDocument.Parse(text).RootElement);
        }

        return frames;
    }
}

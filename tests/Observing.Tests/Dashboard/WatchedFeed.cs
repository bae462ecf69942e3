using System.Net;
using System.Text;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing.Dashboard;

/// <summary>A feed of the capture in the repository that has run to its end and is open still, with a dashboard on a free port.</summary>
internal sealed class WatchedFeed : IDisposable
{
    private readonly CaptureSet _captures = CaptureSet.Open(
        new CaptureSettings([Repository.PathOf("captures/cme-simulated.pcapng")], null, CaptureSet.TrailerNames[0]));

    private readonly HttpClient _client = new(new HttpClientHandler { UseCookies = true });
    private DashboardEndpoints _dashboard = null!;

    public WatchedFeed(AccessToken? token = null)
    {
        FlightOptions flight = new(1) { SpikesMax = 1 }; // every packet is over it, and one is saved
        Feed = Engine.Feed.Cme().Replay(_captures).Options(options => options with { HasStamps = true, Flight = flight })
            .WhenOpen(feed => _dashboard = new DashboardEndpoints(feed, Folder))
            .WhenOpen(feed => feed.SaveSpikes(_captures.Lines.Entries, Save)).Start();
        Feed.Wait();
        _dashboard.Look();
        Server = ObserverServer.Start(new ObserverOptions(new IPEndPoint(IPAddress.Loopback, 0)) { Token = token }, [_dashboard]);
    }

    /// <summary>Where its spikes are saved.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("watched-feed-").FullName;

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
        _captures.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private string? Save(string name, Action<Stream> write)
    {
        using FileStream file = File.Create(Path.Combine(Folder, name));
        write(file);
        return null;
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

using System.Net;
using FeedHandler.Client.Tests.Support;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests.Remote.Support;

/// <summary>A feed of a capture, shared batch by batch, gateways on loopback in front of it, and a client of them.</summary>
internal sealed class GatewayStage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway").FullName;
    private readonly List<GatewayServer> _servers = [];
    private int _batchCount;

    public GatewayStage()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        Stage = new SharedStage(Path.Combine(_folder, "feed")) { BetweenBatches = OnBatch };
    }

    public SharedStage Stage { get; }

    public string FilePath => Path.Combine(_folder, "feed");

    public int GatewayCount { get; init; } = 1;

    /// <summary>How many batches lie between two looks.</summary>
    public int LooksEach { get; init; } = 60;

    /// <summary>Who may see what, in JSON; null where nobody is asked.</summary>
    public string? Tokens { get; init; }

    /// <summary>Done once the gateways listen, before the second batch.</summary>
    public Action? OnBegun { get; set; }

    /// <summary>Done at each look, when all is shown.</summary>
    public Action<int>? OnLook { get; set; }

    public IReadOnlyList<GatewayServer> Servers => _servers;

    /// <summary>The last event that is shown.</summary>
    public long Through { get; private set; }

    public string Address => "tcp://" + string.Join(',', _servers.Select(static server => server.LocalEndPoint));

    /// <summary>A client of all instruments.</summary>
    public RemoteFeed Connect(RemoteFeedOptions? options = null, string pattern = "*")
    {
        RemoteFeed feed = RemoteFeed.Open(Address, options ?? new RemoteFeedOptions { BackOffMinMs = 1 });
        Assert.That(InstrumentSelector.TryParse(pattern, out InstrumentSelector? selector), Is.True);
        feed.Add(selector!);
        return feed;
    }

    /// <summary>Polls until all that is shown was told.</summary>
    public void Drain(RemoteFeed feed, IBookSubscriber subscriber) => Within.Until(
        () =>
        {
            while (feed.Poll(subscriber) == SharedFeedPoll.Taken)
            {
            }

            return !feed.AwaitsBooks && feed.Sequence >= Through;
        },
        $"event {Through}; had {feed.Sequence}, {feed.LastFailure}");

    /// <summary>A file that its owner alone reads.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        PrivateFile.Write(path, text);
        return path;
    }

    public void Dispose()
    {
        foreach (GatewayServer server in _servers) server.Dispose();
        Stage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void OnBatch(SharedStage stage)
    {
        if (_batchCount++ == 0) Begin();
        Through = stage.Writer.EventCount - 1;
        if (_batchCount % LooksEach == 0) OnLook?.Invoke(_batchCount / LooksEach);
    }

    private void Begin()
    {
        GatewayOptions options = new()
        {
            FeedPath = FilePath,
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            TokenFile = Tokens is null ? null : Write("tokens.json", Tokens),
        };
        for (int i = 0; i < GatewayCount; i++) _servers.Add(GatewayServer.Start(options));
        OnBegun?.Invoke();
    }
}

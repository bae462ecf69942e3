using FeedHandler.Client.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests.Remote.Support;

/// <summary>A client, and one or more scripted gateways that it connects to, all on the thread of the test.</summary>
internal sealed class RemoteStage : IDisposable
{
    public RemoteStage(Delivery delivery = Delivery.EveryEvent, int gatewayCount = 1, string pattern = "*", Func<RemoteFeedOptions, RemoteFeedOptions>? change = null)
    {
        Gateways = [.. Enumerable.Range(0, gatewayCount).Select(_ => new ScriptedGateway(() => Poll()))];
        RemoteFeedOptions options = new() { Delivery = delivery, HeartbeatMs = 60_000, BackOffMinMs = 1, BackOffMaxMs = 20, ConnectTimeoutMs = 60_000 };
        string address = "tcp://" + string.Join(',', Gateways.Select(static gateway => $"127.0.0.1:{gateway.Port}"));
        Feed = RemoteFeed.Open(address, change?.Invoke(options) ?? options, new FirstRandom());
        foreach (string part in pattern.Split(','))
        {
            Assert.That(InstrumentSelector.TryParse(part, out InstrumentSelector? selector), Is.True);
            Feed.Add(selector!);
        }
    }

    public RemoteFeed Feed { get; }

    public IReadOnlyList<ScriptedGateway> Gateways { get; }

    public ScriptedGateway Gateway => Gateways[0];

    public SeenBooks Seen { get; } = new();

    public SharedFeedPoll Poll() => Feed.Poll(Seen);

    /// <summary>Polls until something is so.</summary>
    public void Until(Func<bool> condition, string what) => Within.Until(
        () =>
        {
            Poll();
            return condition();
        },
        what);

    /// <summary>Polls until so many lines were told, and gives them.</summary>
    public List<string> Told(int count)
    {
        Until(() => Seen.Told.Count >= count, $"{count} lines, there are {string.Join(" | ", Seen.Told)}");
        List<string> told = [.. Seen.Told];
        Seen.Told.Clear();
        return told;
    }

    /// <summary>The best bid as it was told last.</summary>
    public long Bid(int index) => Seen.Images[index][0].PriceNano;

    /// <summary>One instrument with a book, served by the first gateway.</summary>
    public RemoteStage Begun(long bid = 100)
    {
        Gateway.Begin();
        Gateway.Send(Frames.Definition(0, 100));
        Gateway.Send(Frames.Snapshot(0, 100, bid));
        Gateway.Send(Frames.SnapshotsEnd());
        Until(() => !Feed.AwaitsBooks, "the books");
        Assert.That(Told(1), Is.EqualTo(new[] { "snapshot I0" }));
        return this;
    }

    public void Dispose()
    {
        Feed.Dispose();
        foreach (ScriptedGateway gateway in Gateways) gateway.Dispose();
    }

    // No chance: the first gateway first, and the whole of each time.
    private sealed class FirstRandom : Random
    {
        public override int Next(int maxValue) => 0;

        public override long NextInt64(long maxValue) => 0;
    }
}

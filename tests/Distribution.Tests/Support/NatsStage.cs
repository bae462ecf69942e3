using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Gateway.Journals;
using FeedHandler.Nats;

namespace FeedHandler.Distribution.Tests.Support;

/// <summary>A folder, a server in it, and feeds that replay the small captures to it.</summary>
internal sealed class NatsStage : IDisposable
{
    private const long RetentionBytes = 64 << 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("fh-nats-").FullName;
    private readonly List<IDisposable> _own = [];
    private readonly List<HoldingSink> _holds = [];

    /// <summary>Starts it.</summary>
    public NatsStage(string extra = "") => Server = NatsServer.Start(PathOf("server"), extra);

    /// <summary>The server.</summary>
    public NatsServer Server { get; }

    /// <summary>The capture that feeds replay.</summary>
    public static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Makes the streams, and a subscriber that has what is in them: nothing.</summary>
    public Subscriber SubscribeToNothing(NatsFeedOptions? options = null)
    {
        NatsAddress.TryParse(Server.Address, out NatsAddress? address);
        using NatsBroker broker = NatsBroker.Open(address!, new NatsOptions { RetentionBytes = RetentionBytes });
        using IBrokerStream stream = broker.Open("cme", 310);
        stream.SendState("", default, new StreamPlace(1, -1, 0), 0);
        Subscriber subscriber = Subscribe(options, Server.Address + "/cme/310");
        subscriber.PollUntil(() => !subscriber.Feed.AwaitsBooks, "an empty feed");
        return subscriber;
    }

    /// <summary>How a feed publishes there.</summary>
    public PublishOptions Options(string journal = "journal", NatsOptions? server = null)
    {
        NatsAddress.TryParse(Server.Address, out NatsAddress? address);
        NatsOptions options = server ?? new NatsOptions { RetentionBytes = RetentionBytes };
        return new PublishOptions(() => NatsBroker.Open(address!, options)) { Journal = new JournalOptions(PathOf(journal)), DrainMs = 15_000 };
    }

    /// <summary>Replays to it.</summary>
    public Feed Replay(PublishOptions options, HoldingSink? hold = null, string? capture = null)
    {
        FeedBuilder builder = Feed.Cme().Replay(capture ?? Capture).Publish(options).Ring(1024);
        if (hold is not null) builder.Sink(hold);
        if (hold is not null) _holds.Add(hold);
        Feed feed = builder.Start();
        _own.Add(feed);
        return feed;
    }

    /// <summary>Subscribes to all that is there.</summary>
    public Subscriber Subscribe(NatsFeedOptions? options = null, string? address = null)
    {
        Subscriber subscriber = new(NatsFeed.Open(address ?? Server.Address, options));
        _own.Add(subscriber);
        return subscriber;
    }

    /// <summary>Waits for the feed's end.</summary>
    public static FeedReport End(Feed feed)
    {
        if (!feed.Completion.Wait(TimeSpan.FromSeconds(60))) Assert.Fail("Gave up waiting: the feed's end");
        return feed.Report;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (HoldingSink hold in _holds) hold.Release();
        foreach (IDisposable own in Enumerable.Reverse(_own)) own.Dispose();
        Server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Holds a replay at an event until it is let go.</summary>
/// <param name="at">The number of the event, from 1.</param>
internal sealed class HoldingSink(long at) : IFeedSink
{
    private readonly ManualResetEventSlim _release = new();
    private long _count;

    /// <inheritdoc/>
    public string Name => "hold";

    /// <summary>Whether it holds.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>Lets it go.</summary>
    public void Release() => _release.Set();

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        if (++_count != at) return;
        IsHolding = true;
        _release.Wait();
    }
}

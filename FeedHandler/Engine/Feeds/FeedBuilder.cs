using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine;

/// <summary>
/// Says what a feed receives, who takes its events and where threads run. Nothing is opened before <see cref="Start"/>, which names with one
/// <see cref="FeedException"/> whatever cannot be: the file, line and member, the group, or the call.
/// </summary>
public sealed partial class FeedBuilder
{
    private readonly FeedVenue _venue;
    private readonly List<Func<StrategySeat>> _strategies = [];
    private readonly List<(IFeedSink Sink, FullRing FullRing)> _sinks = [];
    private readonly List<(string Lines, string On)> _lines = [];
    private readonly List<string> _paths = [];
    private readonly List<Action<Feed>> _whenOpen = [];
    private Func<PipelineOptions, PipelineOptions> _pipeline = static options => options;
    private Func<LiveOptions, LiveOptions> _live = static options => options;
    private CaptureSet? _captures;
    private LiveOptions? _liveOptions;
    private string? _configurationPath;
    private string? _captureLines;

    internal FeedBuilder(FeedVenue venue) => _venue = venue;

    /// <summary>Receives live what a configuration file names, with the receiver, cores, ring and warm-up that it asks for.</summary>
    /// <param name="configurationPath">The file; see docs/live.md.</param>
    public FeedBuilder Receive(string configurationPath) => With(() => _configurationPath = configurationPath);

    /// <summary>Receives live.</summary>
    /// <param name="options">What and how, in full.</param>
    public FeedBuilder Receive(LiveOptions options) => With(() => _liveOptions = options);

    /// <summary>Receives live by one interface; more calls add groups, such as line B by another interface.</summary>
    /// <param name="lines">
    /// Groups, such as "239.1.1.1:14310=A" or, with channel and role, "239.1.1.1:14310=310/incremental/A"; several are parted by commas.
    /// </param>
    /// <param name="on">The network interface, by name or by its own address.</param>
    public FeedBuilder Listen(string lines, string on) => With(() => _lines.Add((lines, on)));

    /// <summary>Replays captures as fast as they can be read, merged by time.</summary>
    /// <param name="captures">pcap or pcapng files, also packed with gzip or zstd.</param>
    public FeedBuilder Replay(params IEnumerable<string> captures) => With(() => _paths.AddRange(captures));

    /// <summary>Replays captures that are open.</summary>
    /// <param name="captures">The captures, which stay the caller's.</param>
    public FeedBuilder Replay(CaptureSet captures) => With(() => _captures = captures);

    /// <summary>Says which destination of the captures is which line; left out, it is found where the captures prove it.</summary>
    /// <param name="lines">As for <see cref="Listen"/>.</param>
    public FeedBuilder Lines(string lines) => With(() => _captureLines = lines);

    /// <summary>Adds a strategy: it has books of its own, and a thread of its own unless the feed is <see cref="Inline"/>.</summary>
    /// <typeparam name="TStrategy">Its type: a struct is called directly, a class by its interface.</typeparam>
    /// <param name="strategy">The strategy. A struct is copied at the start; what it found out is in the report.</param>
    /// <param name="core">The core that its thread stays on; null for any.</param>
    /// <param name="wait">How it waits: busy, yielding or sleeping; null waits as the ring does.</param>
    /// <param name="fullRing">When it is slow, the feed waits or it is detached; null does as <see cref="PipelineOptions.FullRing"/> says.</param>
    public FeedBuilder Strategy<TStrategy>(TStrategy strategy, int? core = null, WaitKind? wait = null, FullRing? fullRing = null)
        where TStrategy : IStrategy => With(() => _strategies.Add(() => StrategySeat.Of(strategy, core, wait, fullRing)));

    /// <summary>Adds a strategy of which the warm-up makes more, so that the first packet finds its code compiled too.</summary>
    /// <typeparam name="TStrategy">Its type: a struct is called directly, a class by its interface.</typeparam>
    /// <param name="create">Makes one, always of the same name.</param>
    /// <param name="core">The core that its thread stays on; null for any.</param>
    /// <param name="wait">How it waits: busy, yielding or sleeping; null waits as the ring does.</param>
    /// <param name="fullRing">When it is slow, the feed waits or it is detached; null does as <see cref="PipelineOptions.FullRing"/> says.</param>
    public FeedBuilder Strategy<TStrategy>(Func<TStrategy> create, int? core = null, WaitKind? wait = null, FullRing? fullRing = null)
        where TStrategy : IStrategy => With(() => _strategies.Add(() => StrategySeat.Of(create, core, wait, fullRing)));

    /// <summary>Adds a strategy that has a seat already.</summary>
    /// <param name="seat">The seat.</param>
    public FeedBuilder Strategy(StrategySeat seat) => With(() => _strategies.Add(() => seat));

    /// <summary>Adds a sink from the first event on. <see cref="Feed.Attach"/> adds one later.</summary>
    /// <param name="sink">The sink; what it throws ends the feed.</param>
    /// <param name="fullRing">What happens when it is slow.</param>
    public FeedBuilder Sink(IFeedSink sink, FullRing fullRing = FullRing.Wait) => With(() => _sinks.Add((sink, fullRing)));

    /// <summary>Runs strategies on the feed thread, without a ring.</summary>
    public FeedBuilder Inline() => Options(static options => options with { IsInline = true });

    /// <summary>Keeps books by order, in the feed and in each strategy.</summary>
    /// <param name="max">How many orders of a channel can rest at once; each takes 121 bytes.</param>
    public FeedBuilder Orders(int max) => Options(options => options with { OrdersMax = max });

    /// <summary>Keeps in each strategy whence each level of its books came and when, for <c>BookView.TryGetOrigin</c> and the report.</summary>
    public FeedBuilder LevelOrigins() => Options(static options => options with { KeepsLevelOrigins = true });

    /// <summary>Keeps on disk what the venue says of instruments, and begins with what an earlier run was told.</summary>
    /// <param name="path">The file, which is made when it is not there.</param>
    public FeedBuilder InstrumentCache(string path) => Options(options => options with { InstrumentCache = path });

    /// <summary>Lets other processes of the machine subscribe to the feed (docs/sharing.md).</summary>
    /// <param name="nameOrPath">A name, or a file with a slash in its path.</param>
    public FeedBuilder Share(string nameOrPath) => Options(options => options with { Share = new ShareOptions(Core.Sharing.SharedFeedPath.Of(nameOrPath)) });

    /// <summary>Serves the feed to clients over TCP (docs/gateway.md), by threads of its own.</summary>
    /// <param name="gateway">How; the feed's path is not read.</param>
    public FeedBuilder Gateway(Gateway.Sessions.GatewayOptions gateway) => Options(options => options with { Gateway = gateway });

    /// <summary>Sends the feed by multicast, for other machines to take as a venue (docs/multicast.md).</summary>
    /// <param name="multicast">Where, and how.</param>
    public FeedBuilder Multicast(MulticastOptions multicast) => Options(options => options with { Multicast = multicast });

    /// <summary>Publishes the feed to a broker (docs/nats.md), by threads of its own.</summary>
    /// <param name="publish">To which, and how.</param>
    public FeedBuilder Publish(Distribution.PublishOptions publish) => Options(options => options with { Publish = publish });

    /// <summary>Keeps the feed thread on a core.</summary>
    /// <param name="core">The core.</param>
    /// <param name="priority">A real-time priority (SCHED_FIFO, 1 to 99); null for ordinary scheduling.</param>
    public FeedBuilder FeedCore(int core, int? priority = null) => Options(options => options with { FeedCore = core, FeedPriority = priority });

    /// <summary>Sets the ring.</summary>
    /// <param name="size">Its slots, a power of two.</param>
    /// <param name="wait">How consumers wait.</param>
    public FeedBuilder Ring(int size, WaitKind wait = WaitKind.Yielding) => Options(options => options with { RingSize = size, Wait = wait });

    /// <summary>Changes how packets become events; later calls change what earlier ones left.</summary>
    /// <param name="change">Gives the options that are meant in the place of those that it is given.</param>
    public FeedBuilder Options(Func<PipelineOptions, PipelineOptions> change)
    {
        Func<PipelineOptions, PipelineOptions> before = _pipeline;
        return With(() => _pipeline = options => change(before(options)));
    }

    /// <summary>Changes how a live feed receives; later calls change what earlier ones left.</summary>
    /// <param name="change">Gives the options that are meant in the place of those that it is given.</param>
    public FeedBuilder Live(Func<LiveOptions, LiveOptions> change)
    {
        Func<LiveOptions, LiveOptions> before = _live;
        return With(() => _live = options => change(before(options)));
    }

    /// <summary>Runs traffic through pipelines of the same types before a live feed joins its groups, so that the first packet finds compiled code.</summary>
    /// <param name="passes">How often; 0 starts cold.</param>
    /// <param name="capture">The capture to run; null for the simulator's.</param>
    public FeedBuilder WarmUp(int passes, string? capture = null) =>
        Live(options => options with { WarmUpPasses = passes, WarmUpCapture = capture ?? options.WarmUpCapture });

    /// <summary>Ends a live feed by itself.</summary>
    /// <param name="duration">After this time; null for no limit.</param>
    /// <param name="idle">When nothing has come for so long after the first packet; null goes on waiting.</param>
    public FeedBuilder Until(TimeSpan? duration = null, TimeSpan? idle = null) => Live(options => options with { Duration = duration, IdleLimit = idle });

    /// <summary>Has something done once everything is open and before the first packet is taken: nothing that was asked can be wrong any more.</summary>
    /// <param name="action">What; what it throws is thrown by <see cref="Start"/>.</param>
    public FeedBuilder WhenOpen(Action<Feed> action) => With(() => _whenOpen.Add(action));

    /// <summary>Opens everything, joins the groups and starts.</summary>
    /// <param name="stop">Ends the feed, as <see cref="Feed.Stop"/> does.</param>
    /// <exception cref="FeedException">What was asked cannot be.</exception>
    public Feed Start(CancellationToken stop = default)
    {
        Feed feed = new(Open(stop), stop);
        try
        {
            feed.OpenCache();
            feed.OpenShare();
            feed.OpenMulticast();
            foreach ((IFeedSink sink, FullRing fullRing) in _sinks) feed.Attach(sink, fullRing);
            foreach (Action<Feed> action in _whenOpen) action(feed);
        }
        catch
        {
            feed.Dispose();
            throw;
        }

        feed.Begin();
        return feed;
    }

    private FeedBuilder With(Action change)
    {
        change();
        return this;
    }
}

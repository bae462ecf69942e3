using FeedHandler.Core.Instruments;
using FeedHandler.Latency.FlightRecorder;

namespace FeedHandler.Engine;

/// <summary>
/// A feed that runs: packets of one venue, live or recorded, through arbitration, decoder and books to strategies. <see cref="FeedBuilder.Start"/> starts
/// one. Counters may be read, and sinks attached and removed, while it runs; none of that disturbs the feed thread.
/// </summary>
public sealed class Feed : IDisposable, IAsyncDisposable
{
    private readonly FeedSession _session;
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private InstrumentCache? _cache;
    private SharedMemorySink? _share;
    private FeedGateway? _gateway;
    private MulticastSink? _multicast;
    private FeedPublication? _publication;
    private readonly Lazy<FeedWindows> _windows;
    private FlightWatch? _flight;
    private bool _isBegun;
    private FeedReport? _report;
    private int _isDisposed;

    internal Feed(FeedSession session, CancellationToken stop)
    {
        _session = session;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _thread = new Thread(Run) { Name = "feed-conductor", IsBackground = true };
        Status = NewStatus();
        _windows = new Lazy<FeedWindows>(() => new FeedWindows(session.Pipeline));
    }

    /// <summary>Ends when the last packet was processed and every consumer has taken the last event; faulted when the feed itself failed.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Everything that the feed has to say once it has ended.</summary>
    /// <exception cref="InvalidOperationException">It runs still: wait for <see cref="Completion"/>.</exception>
    public FeedReport Report => _report ?? throw new InvalidOperationException("The feed has not ended, so there is no report: wait for Completion.");

    /// <summary>The feed as it stands, read in passing.</summary>
    public FeedStatus Status { get; }

    /// <summary>
    /// What stages and channels took in the last second and the last minute. Who asks first has a thread started that looks once a second, and windows begin
    /// then: ask in <see cref="FeedBuilder.WhenOpen"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The feed was closed before anybody asked.</exception>
    public FeedWindows Windows
    {
        get
        {
            ObjectDisposedException.ThrowIf(!_windows.IsValueCreated && Volatile.Read(ref _isDisposed) != 0, this);
            return _windows.Value;
        }
    }

    /// <summary>Where its gateway listens; null without one.</summary>
    public System.Net.IPEndPoint? GatewayEndPoint => _gateway?.EndPoint;

    /// <summary>What was published so far; null where nothing is.</summary>
    public Distribution.PublishReport? ReadPublication() => _publication?.Read();

    /// <summary>One number of what was published so far; 0 where nothing is. Read in passing.</summary>
    /// <param name="count">Which.</param>
    public long Published(Distribution.PublishCount count) => _publication?.Count(count) ?? 0;

    /// <summary>Packets that ran through before the feed began, so that the first one finds compiled code.</summary>
    public long WarmUpCount => _session.WarmUpCount;

    /// <summary>A feed of CME MDP 3.0.</summary>
    public static FeedBuilder Cme() => For(FeedVenue.Cme);

    /// <summary>A feed of a venue that comes with the engine.</summary>
    /// <param name="venue">Its name, such as "cme".</param>
    /// <exception cref="FeedException">There is none of that name.</exception>
    public static FeedBuilder For(string venue) => For(FeedVenue.Named(venue));

    /// <summary>A feed of a venue.</summary>
    /// <param name="venue">The venue.</param>
    public static FeedBuilder For(FeedVenue venue) => new(venue);

    /// <summary>Another reading of the feed, for an observer of its own: each takes its rates from one look to the next.</summary>
    /// <param name="isRateSinceStart">Whether rates are since the start instead.</param>
    public FeedStatus NewStatus(bool isRateSinceStart = false)
    {
        FeedStatus status = _session.CreateStatus(isRateSinceStart);
        status.FindSpikes = () => _flight?.Files ?? [];
        return status;
    }

    /// <summary>Gives the events from here on to a sink.</summary>
    /// <param name="sink">The sink; what it throws ends the feed.</param>
    /// <param name="fullRing">What happens when it is slow.</param>
    /// <returns>Disposed of, the sink is given nothing more; what was published before is given to it first.</returns>
    /// <exception cref="InvalidOperationException">The feed has ended.</exception>
    public IDisposable Attach(IFeedSink sink, FullRing fullRing = FullRing.Wait)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (!_isBegun) sink.OnOpen(this);
        return _session.Pipeline.Attach(sink, fullRing);
    }

    /// <summary>
    /// Definitions for one sink, by channel: it gives each event of a definition to its channel's, and has there what the venue says of an instrument as
    /// of the event at hand. Only before the feed begins, in <see cref="IFeedSink.OnOpen"/>, as the sink must be given every event and wait for none.
    /// </summary>
    /// <returns>The definitions, which are the caller's to dispose of.</returns>
    /// <exception cref="InvalidOperationException">The feed runs already.</exception>
    public IReadOnlyList<DefinitionReplica> NewDefinitions()
    {
        if (_isBegun) throw new InvalidOperationException("Definitions are followed from the first event on: ask for them in OnOpen of the sink.");
        return [.. _session.Pipeline.Channels.Select(static channel => new DefinitionReplica(channel.Instruments.Books.CountMax, channel.Instruments.Told))];
    }

    /// <summary>
    /// Gives every packet to a recorder, with notes of what the feed gives up. Only before a live feed begins, in <see cref="FeedBuilder.WhenOpen"/>.
    /// </summary>
    /// <param name="recorder">The recorder, which stays the caller's.</param>
    /// <exception cref="InvalidOperationException">The feed runs already, or replays.</exception>
    public void Record(Replay.Recording.PacketRecorder recorder)
    {
        if (_isBegun) throw new InvalidOperationException("A recording begins before the feed does: in WhenOpen.");
        _session.Record(recorder);
    }

    /// <summary>Has the latest packets kept. Only before a live feed begins, in <see cref="FeedBuilder.WhenOpen"/>.</summary>
    /// <param name="tail">Keeps them.</param>
    /// <exception cref="InvalidOperationException">The feed runs already, or replays.</exception>
    public void Keep(Replay.Recording.PacketTail tail)
    {
        if (_isBegun) throw new InvalidOperationException("Packets are kept from the first one on: say so in WhenOpen.");
        _session.Keep(tail);
    }

    /// <summary>
    /// Has the packets around what is over the budget of <see cref="PipelineOptions.Flight"/> saved. Only before the feed begins, in
    /// <see cref="FeedBuilder.WhenOpen"/>.
    /// </summary>
    /// <param name="groups">The groups, of IPv4, in the order of the feed map: where each is sent, and what it carries.</param>
    /// <param name="write">
    /// Writes a file of this name with what the action writes, on a thread that is not the feed's; gives null when it is there, else why it is not.
    /// </param>
    /// <exception cref="InvalidOperationException">The feed runs already, or has no recorder.</exception>
    public void SaveSpikes(IReadOnlyList<(Replay.Frames.UdpEndpoint Endpoint, Core.Packets.FeedGroup Feed)> groups, Func<string, Action<Stream>, string?> write)
    {
        if (_isBegun) throw new InvalidOperationException("Spikes are saved from the first packet on: say so in WhenOpen.");
        FlightRing ring = _session.Pipeline.Flight
            ?? throw new InvalidOperationException("The feed records no flight: set Flight in its options, with stamps.");
        _flight = new FlightWatch((ring, _session.Pipeline.FlightFlags), groups, write);
    }

    /// <summary>Ends the feed: what lies in the buffers is still processed.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Waits for <see cref="Completion"/>.</summary>
    /// <exception cref="Exception">What the feed threw.</exception>
    public void Wait() => Completion.GetAwaiter().GetResult();

    /// <summary>Stops the feed, waits for its end and gives its memory back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        _stop.Cancel();
        if (_isBegun) _thread.Join();
        _cache?.Dispose();
        _gateway?.Dispose();
        _publication?.Dispose();
        _share?.Dispose();
        _multicast?.Dispose();
        if (_windows.IsValueCreated) _windows.Value.Stop();
        _session.Dispose();
        _stop.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal string VenueName => _session.Pipeline.Plan.Options.Venue.Name;

    internal void OpenCache()
    {
        _cache = InstrumentCache.Open(_session.Pipeline);
        if (_cache is not null) Attach(_cache);
    }

    internal void OpenShare()
    {
        PipelineOptions options = _session.Pipeline.Plan.Options;
        ShareOptions? own = options.Publish is { } asked ? FeedPublication.OwnShare(asked)
            : options.Gateway is { } served ? FeedGateway.OwnShare(served.Origin) : null;
        if ((options.Share ?? own) is not { } share) return;
        _share = new SharedMemorySink(share);
        Attach(_share);
        if (options.Gateway is { } gateway) _gateway = FeedGateway.Start(gateway, share.Path, isOwn: options is { Share: null, Publish: null });
        if (options.Publish is not { } publish) return;
        _publication = FeedPublication.Start(publish, share, isOwn: options.Share is null, this);
        if (_session is CaptureSession) Attach(_publication); // a replay can wait, and would be ahead of any journal
    }

    internal void OpenMulticast()
    {
        if (_session.Pipeline.Plan.Options.Multicast is not { } multicast) return;
        _multicast = new MulticastSink(multicast);
        Attach(_multicast);
    }

    internal void Begin()
    {
        _isBegun = true;
        _flight?.Start();
        _thread.Start();
    }

    private void Run()
    {
        try
        {
            FeedReport report = RunSession();
            report = _cache?.Complete(report) ?? report;
            report = _share?.Complete(report) ?? report;
            report = _gateway?.Complete(report) ?? report;
            report = _publication?.Complete(report) ?? report;
            _report = _multicast?.Complete(report) ?? report;
            _completion.SetResult();
        }
        catch (Exception failure)
        {
            _completion.SetException(failure);
        }
    }

    // The recorder's thread reads the ring, which goes with the session.
    private FeedReport RunSession()
    {
        FeedReport report;
        try
        {
            report = _session.Run(_stop.Token);
        }
        finally
        {
            _flight?.Stop();
        }

        if (_session.Pipeline.Flight is not { } ring) return report;
        FlightReport flight = FlightReport.Of(ring, _session.Pipeline.FlightFlags);
        return report with { Flight = _flight?.Complete(flight) ?? flight };
    }
}

using FeedHandler.Client.Remote;

namespace FeedHandler.Client;

/// <summary>
/// A feed behind one or more gateways (`feedhandler gateway`), with the same books as <see cref="SharedFeed"/>. A connection that is lost is made again, to
/// another gateway if need be, and goes on where it was when the gateway proves that nothing lies between; else the subscriber is told what it lost, and
/// snapshots follow. One thread polls, at least once in a heartbeat; it allocates nothing while instruments stay what they are.
/// </summary>
public sealed class RemoteFeed : IBookFeed
{
    private readonly RemoteRequests _requests = new();
    private readonly RemoteBooks _books;
    private readonly RemoteStream _stream;
    private readonly RemoteSession _session;
    private readonly EndpointPool _pool;
    private readonly GatewayLine _line;
    private long _servedSinceMs;
    private bool _isServing;

    private RemoteFeed(string name, IReadOnlyList<GatewayEndpoint> endpoints, RemoteFeedOptions options, Random random)
    {
        Name = name;
        _books = new RemoteBooks(options);
        _stream = new RemoteStream(_requests, _books, options.Delivery);
        _session = new RemoteSession(options, _requests, _stream, _books);
        _pool = new EndpointPool(endpoints, options.BackOffMinMs, options.BackOffMaxMs, random);
        _line = new GatewayLine(_pool, options);
    }

    /// <summary>The gateways' address.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => _books.Count;

    /// <inheritdoc/>
    public int InstrumentCount => _books.InstrumentCount;

    /// <inheritdoc/>
    public int LeftOutCount => _books.LeftOutCount;

    /// <inheritdoc/>
    public long LostCount => _stream.LostCount;

    /// <inheritdoc/>
    public long RestartCount => _stream.RestartCount;

    /// <summary>How often a connection went on where the one before was, with nothing missing.</summary>
    public long ResumeCount => _stream.ResumeCount;

    /// <summary>Messages of instruments that nobody asked for, or of before what is known; they were left alone.</summary>
    public long StrayCount => _books.StrayCount;

    /// <summary>The life of the feed's stream; 0 before the first connection.</summary>
    public long Epoch => _stream.Epoch;

    /// <summary>The last event of the feed's stream of which all that concerns the subscriptions was had.</summary>
    public long Sequence => _books.Sequence;

    /// <inheritdoc/>
    public bool HasWriter => _isServing && !_stream.IsFeedGone && !_stream.HasEnded;

    /// <inheritdoc/>
    public bool HasEnded => _stream.HasEnded;

    /// <inheritdoc/>
    public bool AwaitsBooks => !_isServing || _requests.IsAwaited;

    /// <summary>The gateway that serves; null while none does.</summary>
    public GatewayEndpoint? Connected => _isServing ? _line.Current!.Endpoint : null;

    /// <summary>The gateways, and how each is doing.</summary>
    public IReadOnlyList<GatewayHealth> Gateways => _pool.All;

    /// <summary>Why the last connection ended, or could not be made; null before one did.</summary>
    public string? LastFailure => _pool.LastFailed?.LastFailure;

    /// <summary>Of what kind that was.</summary>
    public GatewayFault LastFault => _pool.LastFailed?.LastFault ?? GatewayFault.Other;

    /// <summary>Why nothing will come for a while: all gateways refuse this client, or all that it asked for. They are asked again, seldom; null while
    /// something may come.</summary>
    public string? Refusal => _pool.AreAllRefusing ? LastFailure : null;

    /// <inheritdoc/>
    public TimeSpan? SinceHeartbeat => _line.Link is null ? null : TimeSpan.FromMilliseconds(Environment.TickCount64 - _session.HeardMs);

    /// <summary>Begins to connect, which <see cref="Poll"/> goes on with.</summary>
    /// <param name="address">The gateways, see <see cref="GatewayEndpoint.TryParse"/>: `tcp://HOST:PORT[,HOST:PORT...]` or `tls://...`.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="ArgumentException">The address is none, or an option makes no sense.</exception>
    public static RemoteFeed Open(string address, RemoteFeedOptions? options = null) => Open(address, options ?? new RemoteFeedOptions(), Random.Shared);

    internal static RemoteFeed Open(string address, RemoteFeedOptions options, Random random)
    {
        if (!GatewayEndpoint.TryParse(address, out IReadOnlyList<GatewayEndpoint> endpoints))
            throw new ArgumentException($"{address}: no address of a gateway: give tcp://HOST:PORT[,HOST:PORT...], or tls://", nameof(address));
        options.Validate();
        return new RemoteFeed(address, endpoints, options, random);
    }

    /// <inheritdoc/>
    public void Add(InstrumentSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        _requests.Add(selector);
    }

    /// <summary>The book of an instrument that is subscribed to, as it is behind what was taken.</summary>
    /// <param name="channel">The channel by its index, as events name it.</param>
    /// <param name="instrumentIndex">The dense index in the channel.</param>
    /// <param name="book">The book; valid until the next poll.</param>
    /// <returns>Whether it is subscribed to, and its snapshot has come.</returns>
    public bool TryGetBook(byte channel, int instrumentIndex, out SubscribedBook book) => _books.TryGet(channel, instrumentIndex, out book);

    /// <summary>Takes what is new, up to 256 messages. It never waits.</summary>
    /// <param name="subscriber">Is told.</param>
    public SharedFeedPoll Poll(IBookSubscriber subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        long nowMs = Environment.TickCount64;
        if (_line.Link is null)
        {
            if (!_line.TryConnect(nowMs)) return SharedFeedPoll.Waiting;
            _session.Begin(_line.Link!, _line.Token, nowMs);
        }

        int count = _session.Poll(nowMs, subscriber);
        NoteService(nowMs);
        if (_session.Fault is { } fault) Leave(nowMs, fault);
        else if (_stream.IsDraining && _pool.All.Count > 1) Leave(nowMs, "it stops");
        if (count > 0) return SharedFeedPoll.Taken;
        if (AwaitsBooks) return SharedFeedPoll.Waiting;
        return HasEnded ? SharedFeedPoll.Ended : SharedFeedPoll.Idle;
    }

    /// <inheritdoc/>
    public void Wait(int timeoutMs) => _line.Wait(timeoutMs);

    /// <summary>Waits until there may be something to poll for, without a thread.</summary>
    /// <param name="timeoutMs">How long at most, in milliseconds.</param>
    /// <param name="cancellation">Ends it early, without an exception.</param>
    public ValueTask WaitAsync(int timeoutMs, CancellationToken cancellation = default) => _line.WaitAsync(timeoutMs, cancellation);

    /// <summary>Leaves the gateway.</summary>
    public void Dispose()
    {
        _line.Dispose();
        _books.Dispose();
    }

    private void NoteService(long nowMs)
    {
        if (_isServing) _pool.NoteService(_line.Current!, nowMs - _servedSinceMs);
        if (_isServing || !_session.IsLoggedOn || !_requests.IsAnswered || !_requests.IsServed) return;
        (_isServing, _servedSinceMs) = (true, nowMs);
        EndpointPool.NoteConnected(_line.Current!);
    }

    private void Leave(long nowMs, string what)
    {
        _line.Drop(nowMs, _isServing ? nowMs - _servedSinceMs : 0, what, _session.IsRefusing);
        _stream.LeaveConnection(_session.IsProved);
        _isServing = false;
    }
}

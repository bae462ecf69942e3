using FeedHandler.Client;
using FeedHandler.Distribution;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace FeedHandler.Nats;

/// <summary>
/// Feeds that are published to NATS, one or many channels, with the same books as <see cref="RemoteFeed"/>: snapshot first, then every event, with the proof
/// that none is missing. Events have numbers by feed handler, so that those of two channels from two of them say nothing of each other. Streams are read by
/// tasks of its own; one thread polls.
/// </summary>
public sealed class NatsFeed : IBookFeed
{
    private const int TurnCountMax = 64;
    private const int LookMs = 2000;
    private readonly List<InstrumentSelector> _selectors = [];
    private readonly List<ChannelBooks> _channels = [];
    private readonly NatsAddress _address;
    private readonly NatsFeedOptions _options;
    private readonly ManualResetEventSlim _arrived = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly NatsLink _link;
    private Task<List<string>>? _look;
    private long _lookMs;
    private bool _looks;
    private string? _lookFailure;

    private NatsFeed(NatsAddress address, NatsFeedOptions options, NatsLink link) => (_address, _options, _link) = (address, options, link);

    /// <inheritdoc/>
    public string Name => _address.ToString();

    /// <inheritdoc/>
    public int Count => _channels.Sum(static channel => channel.Books.Count);

    /// <inheritdoc/>
    public int InstrumentCount => _channels.Sum(static channel => channel.Books.InstrumentCount);

    /// <inheritdoc/>
    public int LeftOutCount => _channels.Sum(static channel => channel.Books.LeftOutCount);

    /// <inheritdoc/>
    public long LostCount => _channels.Sum(static channel => channel.LostCount);

    /// <inheritdoc/>
    public long RestartCount => _channels.Sum(static channel => channel.RestartCount);

    /// <summary>How often it went on behind a failure where it was.</summary>
    public long ResumeCount => _channels.Sum(static channel => channel.Reader.ResumeCount);

    /// <summary>How many channels are followed.</summary>
    public int ChannelCount => _channels.Count;

    /// <inheritdoc/>
    public bool HasWriter => _link.Connection.ConnectionState == NatsConnectionState.Open && !HasEnded
        && SinceHeartbeat is { } since && since.TotalMilliseconds < _options.SilenceMs;

    /// <inheritdoc/>
    public bool HasEnded => _channels.Count > 0 && _channels.TrueForAll(static channel => channel.HasEnded);

    /// <inheritdoc/>
    public bool AwaitsBooks => _channels.Count == 0 || _channels.Exists(static channel => channel.AwaitsBooks);

    /// <inheritdoc/>
    public TimeSpan? SinceHeartbeat
    {
        get
        {
            long heardMs = _channels.Count == 0 ? 0 : _channels.Max(static channel => channel.Reader.HeardMs);
            return heardMs == 0 ? null : TimeSpan.FromMilliseconds(Environment.TickCount64 - heardMs);
        }
    }

    /// <summary>Why nothing comes at this moment; null while something may.</summary>
    public string? LastFailure =>
        _lookFailure ?? _channels.Select(static channel => channel.Reader.Failure ?? channel.Fault).FirstOrDefault(static failure => failure is not null);

    /// <summary>Connects.</summary>
    /// <param name="address">The server, and of which venue and channel; see <see cref="NatsAddress"/>.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The address is none.</exception>
    /// <exception cref="BrokerException">The server cannot be reached, or refuses.</exception>
    public static NatsFeed Open(string address, NatsFeedOptions? options = null)
    {
        if (NatsAddress.TryParse(address, out NatsAddress? parsed) is { } wrong) throw new ArgumentException(wrong, nameof(address));
        options ??= new NatsFeedOptions();
        NatsFeed feed = new(parsed!, options, NatsLink.Open(parsed!, options.Server));
        if (parsed is { Venue: { } venue, ChannelId: { } channelId }) feed.Follow(NatsNames.EventStream(venue, channelId)); // it may be there later
        else feed._looks = true;
        return feed;
    }

    /// <inheritdoc/>
    public void Add(InstrumentSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        _selectors.Add(selector);
    }

    /// <inheritdoc/>
    public SharedFeedPoll Poll(IBookSubscriber subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        _arrived.Reset();
        LookForChannels();
        int count = 0;
        foreach (ChannelBooks channel in _channels) count += channel.Poll(TurnCountMax, subscriber);
        if (count > 0) return SharedFeedPoll.Taken;
        if (AwaitsBooks) return SharedFeedPoll.Waiting;
        return HasEnded ? SharedFeedPoll.Ended : SharedFeedPoll.Idle;
    }

    /// <summary>The book of an instrument that is subscribed to, as it is behind what was taken.</summary>
    /// <param name="channel">The channel by its index here, as events name it.</param>
    /// <param name="instrumentIndex">The dense index in the channel.</param>
    /// <param name="book">The book; valid until the next poll.</param>
    /// <returns>Whether it is subscribed to, and its snapshot has come.</returns>
    public bool TryGetBook(byte channel, int instrumentIndex, out SubscribedBook book)
    {
        book = default;
        return channel < _channels.Count && _channels[channel].Books.TryGet(channel, instrumentIndex, out book);
    }

    /// <inheritdoc/>
    public void Wait(int timeoutMs) => _arrived.Wait(timeoutMs);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (ChannelBooks channel in _channels)
        {
            channel.Reader.DisposeAsync().AsTask().Wait(_options.Server.TimeoutMs);
            channel.Dispose();
        }

        _link.DisposeAsync().AsTask().Wait(_options.Server.TimeoutMs);
        _arrived.Dispose();
        _stop.Dispose();
    }

    private bool IsWanted(SubscribedInstrument instrument) => _selectors.Exists(selector => selector.Takes(instrument));

    // Channels that come later are found later.
    private void LookForChannels()
    {
        if (_look is { IsCompleted: true } done)
        {
            (_look, _lookMs) = (null, Environment.TickCount64 + LookMs);
            _lookFailure = done.Exception?.InnerException is { } failure ? NatsFaults.Of(_link.Connection, failure).Message : null;
            if (!done.IsCompletedSuccessfully) return;
            foreach (string stream in done.Result) Follow(stream);
        }
        else if (_looks && _look is null && Environment.TickCount64 >= _lookMs) _look = Find();
    }

    private void Follow(string stream)
    {
        if (!_known.Add(stream) || _channels.Count > byte.MaxValue) return;
        ChannelReader reader = new(_link, stream, _options.WaitingMax, _arrived.Set);
        _channels.Add(new ChannelBooks(reader, (byte)_channels.Count, _options, IsWanted));
    }

    private readonly HashSet<string> _known = [];

    private async Task<List<string>> Find()
    {
        List<string> found = [];
        await foreach (string name in _link.JetStream.ListStreamNamesAsync("md.>", _stop.Token).ConfigureAwait(false))
        {
            if (!NatsNames.TryParse(name, out string venue, out int channelId)) continue;
            bool isMeant = (_address.Venue is null || NatsNames.Token(_address.Venue) == venue) && (_address.ChannelId ?? channelId) == channelId;
            if (isMeant) found.Add(name);
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }
}

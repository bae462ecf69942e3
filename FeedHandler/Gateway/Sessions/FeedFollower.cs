using FeedHandler.Client;

namespace FeedHandler.Gateway.Sessions;

/// <summary>The shared feed as a loop follows it: opened when it is there, again when its file was replaced, and told apart when its process is gone.</summary>
/// <param name="options">Which feed.</param>
/// <param name="follower">Is told what happens.</param>
internal sealed class FeedFollower(GatewayOptions options, IFeedFollower follower) : IDisposable
{
    private const int LookMs = 100;
    private const int PollCountMax = 8;
    private SharedFeed? _feed;
    private long _lookAtMs;
    private bool _isGone;
    private bool _isEnded;
    private bool _hasBegun;

    /// <summary>The feed; null while there is none.</summary>
    public SharedFeed? Feed => _feed;

    /// <summary>Whether a process feeds it.</summary>
    public bool IsAlive => _feed is not null && !_isGone && !_isEnded;

    /// <summary>Whether it ended by itself.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Whether books are those of what was told last: not while events were lost and books are awaited.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The life of the stream; 0 while there is none.</summary>
    public long Epoch => _feed?.EpochNumber ?? 0;

    /// <summary>The last event that was taken; 0 while there is none.</summary>
    public long Through => Math.Max(0, _feed?.TakenThrough ?? 0);

    /// <summary>Opens the feed where it is there.</summary>
    /// <exception cref="SharedFeedException">It is not there, or cannot be read.</exception>
    public void Open()
    {
        _feed = SharedFeed.Open(options.FeedPath, new SharedFeedOptions { Delivery = Delivery.EveryEvent, Orders = true, OwnerId = options.OwnerId });
        if (InstrumentSelector.TryParse("*", out InstrumentSelector? all)) _feed.Add(all!);
        _isGone = _isEnded = false;
        IsWhole = false;
        if (_hasBegun) follower.OnRestart();
        else follower.OnBegin();
        _hasBegun = true;
    }

    /// <summary>Takes what is new, some batches of it.</summary>
    /// <param name="nowMs">The loop's clock.</param>
    /// <returns>Whether there was anything.</returns>
    public bool Poll(long nowMs)
    {
        bool isLookDue = nowMs >= _lookAtMs;
        if (isLookDue) _lookAtMs = nowMs + LookMs;
        if (_feed is null) return isLookDue && TryOpen();
        SharedFeedPoll poll = SharedFeedPoll.Taken;
        int count = 0;
        while (poll == SharedFeedPoll.Taken && count++ < PollCountMax) poll = PollOnce(_feed);
        if (poll == SharedFeedPoll.Ended && !_isEnded)
        {
            _isEnded = true;
            follower.OnEnded();
        }

        if (isLookDue && poll != SharedFeedPoll.Taken) Look(_feed);
        return count > 1 || poll == SharedFeedPoll.Taken;
    }

    /// <summary>Lets the feed go.</summary>
    public void Dispose()
    {
        _feed?.Dispose();
        _feed = null;
    }

    /// <summary>Books are to be had again.</summary>
    public void Doubt() => IsWhole = false;

    private SharedFeedPoll PollOnce(SharedFeed feed)
    {
        SharedFeedPoll poll = feed.Poll(follower);
        if (!IsWhole && !feed.AwaitsBooks) IsWhole = true;
        if (poll == SharedFeedPoll.Taken) _isEnded = _isGone = false;
        return poll;
    }

    private bool TryOpen()
    {
        try
        {
            Open();
            return true;
        }
        catch (SharedFeedException)
        {
            return false; // looked for again
        }
    }

    // A process that is gone says nothing; its lock says so. System calls, and so seldom.
    private void Look(SharedFeed feed)
    {
        if (feed.IsReplaced)
        {
            feed.Dispose();
            _feed = null;
            IsWhole = false;
            TryOpen();
            return;
        }

        bool hasWriter = feed.HasWriter;
        if (hasWriter == !_isGone || _isEnded) return;
        _isGone = !hasWriter;
        if (_isGone) follower.OnGone();
    }
}

/// <summary>Is told of the feed that a loop follows.</summary>
internal interface IFeedFollower : IBookSubscriber
{
    /// <summary>A feed is there: its books come.</summary>
    void OnBegin();

    /// <summary>The feed ended by itself, and everything was told.</summary>
    void OnEnded();

    /// <summary>The feed's process is gone.</summary>
    void OnGone();
}

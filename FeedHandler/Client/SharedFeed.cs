using System.Diagnostics;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Sharing;
using FeedHandler.Ring;

namespace FeedHandler.Client;

/// <summary>
/// A feed that another process of this machine shares (`feedhandler run --share`), read without a lock and without a trace: its memory is mapped read-only,
/// and nothing that a reader does, or fails to do, reaches the feed. One thread polls; it allocates nothing while instruments stay what they are.
/// </summary>
public sealed partial class SharedFeed : IBookFeed
{
    private const int BatchCount = 256;
    private readonly SharedRingReader<MarketEvent> _ring;
    private readonly SharedDirectory _directory;
    private readonly SubscriptionTable _table;
    private readonly SharedRecords _records;
    private readonly SharedOrders? _orders;
    private readonly BookDelivery _delivery;
    private readonly MarketEvent[] _batch = new MarketEvent[BatchCount];
    private bool _awaitsBooks = true;
    private bool _restores;
    private IStreamSubscriber? _stream;

    private SharedFeed(SharedRingReader<MarketEvent> ring, SharedFeedOptions options)
    {
        _ring = ring;
        _directory = new SharedDirectory(ring.AnnexAddress, ring.AnnexBytes);
        _table = new SubscriptionTable(Math.Max(1, _directory.RecordCountMax));
        if (options.Orders) _orders = new SharedOrders(_directory, _table, ring.Events.Capacity);
        _records = new SharedRecords(_directory, _table, _orders);
        _delivery = new BookDelivery(_table, options.Delivery, options.IntervalMs);
    }

    /// <summary>The file.</summary>
    public string Path => _ring.Path;

    /// <inheritdoc/>
    public string Name => Path;

    /// <summary>How many instruments are subscribed to so far.</summary>
    public int Count => _table.Count;

    /// <summary>How many instruments the feed knows so far.</summary>
    public int InstrumentCount => _directory.RecordCount;

    /// <summary>Whether the feed keeps books by order, so that <see cref="SharedFeedOptions.Orders"/> shows them.</summary>
    public bool HasOrders => _directory.Places.CountMax > 0;

    /// <summary>The number at the venue of each channel, by its index.</summary>
    public IReadOnlyList<int> ChannelIds => [.. Enumerable.Range(0, _directory.ChannelCount).Select(channel => _directory.Channel((byte)channel).Id)];

    /// <summary>How many instruments of the feed had no room in its memory: nobody can subscribe to them.</summary>
    public int LeftOutCount => _directory.LeftOutCount;

    /// <summary>The number in the feed's stream of the event that is read next.</summary>
    public long NextSequence => _ring.Events.NextSequence;

    /// <summary>The number of the last event that was taken: whatever is told next is behind it, or as of it.</summary>
    public long TakenThrough => _ring.Events.NextSequence - 1 - _heldCount;

    /// <summary>Which life of the feed's stream what is read now is of: numbers of events go on through restarts, what they build on does not.</summary>
    public long EpochNumber => _ring.Events.EpochNumber;

    /// <summary>Events that this reader lost as it was too slow.</summary>
    public long LostCount => _ring.Events.LostCount;

    /// <summary>Published events that it has not read yet.</summary>
    public long Lag => _ring.Events.Lag;

    /// <summary>How often the feed's process began anew.</summary>
    public long RestartCount => _ring.Events.RestartCount;

    /// <summary>Whether the feed's process has the file open at this moment, as the system knows it. A system call.</summary>
    public bool HasWriter => _ring.HasWriter;

    /// <summary>Whether the feed ended by itself, and has told all that it had to tell.</summary>
    public bool HasEnded => _ring.IsClosed;

    /// <summary>Whether the feed's process began anew, and may have ended again, behind what was read.</summary>
    public bool HasBegunAgain => _directory.EpochNumber is > 0 and var epochNumber && epochNumber != _ring.Events.EpochNumber;

    /// <summary>Whether books are still waited for: the feed's writer has not shown them, or left some half written.</summary>
    public bool AwaitsBooks => _awaitsBooks;

    /// <summary>The process that wrote last.</summary>
    public int WriterProcessId => _ring.WriterProcessId;

    /// <summary>Whether the file was replaced by a larger or smaller one: open the path again. A system call.</summary>
    public bool IsReplaced => _ring.IsReplaced;

    /// <summary>How long ago the feed's process last said that it is well, which it does each 100 ms; null before it did.</summary>
    public TimeSpan? SinceHeartbeat => _ring.WriterHeartbeatNs is > 0 and var ticks ? Stopwatch.GetElapsedTime(ticks) : null;

    /// <summary>Opens a feed.</summary>
    /// <param name="nameOrPath">The name or the file that the feed was given, see <see cref="SharedFeedPath"/>.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="SharedFeedException">It cannot be read.</exception>
    public static SharedFeed Open(string nameOrPath, SharedFeedOptions? options = null)
    {
        string path = SharedFeedPath.Of(nameOrPath);
        options ??= new SharedFeedOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.IntervalMs, 1, nameof(options));
        SharedRingResult result = SharedRingReader<MarketEvent>.TryOpen(
            path, BroadcastStart.Now, out SharedRingReader<MarketEvent>? ring, ownerId: options.OwnerId);
        if (!result.IsOpened) throw new SharedFeedException(result.Detail, result.Status is SharedRingStatus.NotFound or SharedRingStatus.NotReady);
        if (ring!.AnnexKind == SharedFeedHeader.Kind && ring.AnnexBytes >= SharedFeedHeader.AnnexBytes(1, orderCount: 0)) return new SharedFeed(ring, options);
        uint kind = ring.AnnexKind;
        ring.Dispose();
        throw new SharedFeedException($"{path} {Otherness(kind)}", isTransient: false);
    }

    /// <summary>Subscribes to instruments: those that are there, and those that come.</summary>
    /// <param name="selector">Which.</param>
    public void Add(InstrumentSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        _records.Add(selector);
        _awaitsBooks = true;
    }

    /// <summary>Takes what is new, up to 256 events.</summary>
    /// <param name="subscriber">Is told.</param>
    public SharedFeedPoll Poll(IBookSubscriber subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        _stream = subscriber as IStreamSubscriber;
        if (_awaitsBooks && _directory.EpochNumber == _ring.Events.EpochNumber && !TryTakeBooks(subscriber)) return SharedFeedPoll.Waiting;
        SharedFeedPoll poll = _heldCount > 0 ? TakeHeld(subscriber) : TakeNext(subscriber);
        _orders?.Tell(TakenThrough, subscriber);
        return poll;
    }

    private SharedFeedPoll TakeNext(IBookSubscriber subscriber)
    {
        long next = _ring.Events.NextSequence;
        BroadcastRead read = _ring.Events.Read(_batch, out int count);
        Take(next, count, subscriber);
        if (read == BroadcastRead.Lapped) Lose(next, subscriber);
        if (read == BroadcastRead.Restarted) Restart(subscriber);
        _delivery.TellByTime(subscriber);
        return read switch
        {
            BroadcastRead.Empty => _awaitsBooks ? SharedFeedPoll.Waiting : SharedFeedPoll.Idle,
            BroadcastRead.Closed => SharedFeedPoll.Ended,
            _ => SharedFeedPoll.Taken,
        };
    }

    /// <summary>The book of an instrument that is subscribed to, as it is behind what was taken.</summary>
    /// <param name="channel">The channel by its index, as events name it.</param>
    /// <param name="instrumentIndex">The dense index in the channel.</param>
    /// <param name="book">The book; valid until the next poll.</param>
    /// <returns>Whether it is subscribed to.</returns>
    public bool TryGetBook(byte channel, int instrumentIndex, out SubscribedBook book)
    {
        Subscription? subscription = _table.Find(channel, instrumentIndex);
        book = subscription is null ? default : new SubscribedBook(subscription, in _table.BookOf(subscription));
        return subscription is not null;
    }

    /// <summary>Reads events again that were taken, or were before those, without telling anybody.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="events">Takes them from its start, up to the last that was taken.</param>
    /// <param name="count">How many there are; 0 behind the last.</param>
    /// <returns>False when the first is not kept any more, or is of an earlier life of the feed.</returns>
    public bool TryReadPast(long first, Span<MarketEvent> events, out int count)
    {
        BroadcastRead read = _ring.Events.ReadPast(first, events, out count);
        count = (int)Math.Clamp(TakenThrough - first + 1, 0, count);
        return read != BroadcastRead.Lapped;
    }

    /// <summary>Waits a millisecond at most: nobody tells a reader of shared memory when something is new.</summary>
    /// <param name="timeoutMs">How long at most, in milliseconds.</param>
    public void Wait(int timeoutMs) => Thread.Sleep(Math.Clamp(timeoutMs, 0, 1));

    /// <summary>Leaves the feed, which does not notice.</summary>
    public void Dispose()
    {
        _table.Dispose();
        _ring.Dispose();
    }

    private static string Otherness(uint kind) => SharedFeedHeader.VersionOf(kind) is { } version && kind != SharedFeedHeader.Kind
        ? $"is a shared feed of layout {version}, and this program reads layout {SharedFeedHeader.Version}: run the feed and its subscribers from one release"
        : "is a ring of events without books: it is no shared feed";

    // An image that holds all events before the next one can be gone on from: no event lies between.
    private bool TryTakeBooks(IBookSubscriber subscriber)
    {
        BroadcastReader<MarketEvent> events = _ring.Events;
        if (_directory.ImagesThrough < events.NextSequence - 1 || !_records.TryTake(events.EpochNumber, _restores, subscriber)) return false;
        if (_orders?.TryRead(events.EpochNumber) == false) return false;
        _awaitsBooks = _restores = false;
        return true;
    }

    private void Lose(long next, IBookSubscriber subscriber)
    {
        subscriber.OnLost(_ring.Events.NextSequence - next);
        _records.AwaitAll();
        _orders?.Abandon();
        _awaitsBooks = _restores = true;
    }

    private void Restart(IBookSubscriber subscriber)
    {
        subscriber.OnRestart();
        _records.Forget();
        _awaitsBooks = true;
    }

    private void Take(in MarketEvent marketEvent, long sequence, IBookSubscriber subscriber)
    {
        bool isOfChannel = marketEvent.InstrumentIndex == MarketEvent.NoInstrument;
        _stream?.OnTaken(marketEvent, sequence, _directory.Channel(marketEvent.Channel).Id);
        _delivery.Take(marketEvent, sequence, isOfChannel ? _directory.Channel(marketEvent.Channel).Id : 0, subscriber);
    }
}

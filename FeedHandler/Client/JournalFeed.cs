using FeedHandler.Client.Remote;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Journals;
using FeedHandler.Wire;

namespace FeedHandler.Client;

/// <summary>
/// What a journal holds, with the same books as <see cref="SharedFeed"/> and from anywhere in it: books as they were first, then every event, as fast as it is
/// polled. What is missing in it is told as lost, and the life of the feed behind it as a restart. One thread polls.
/// </summary>
public sealed class JournalFeed : IBookFeed
{
    private const int BatchCount = 256;
    private const int FaultCountMax = 100;
    private readonly JournalPlayer _player;
    private readonly JournalStart _start;
    private readonly JournalStart _end;
    private readonly RemoteBooks _books;
    private readonly List<InstrumentSelector> _selectors = [];
    private readonly SilentSubscriber _silent = new();
    private readonly Predicate<SubscribedInstrument> _isWanted;
    private long _epoch;
    private long _missingCount;
    private bool _hasBegun;

    private JournalFeed(string path, JournalCursor cursor, JournalStart start, JournalStart end, RemoteFeedOptions options)
    {
        (Name, _player, _start, _end, _books) = (path, new JournalPlayer(cursor), start, end, new RemoteBooks(options));
        _epoch = cursor.Epoch;
        _hasBegun = start.IsBegin;
        _books.BeginsWithDefinitions = !_player.NeedsStates;
        _isWanted = instrument => _selectors.Exists(selector => selector.Takes(instrument));
    }

    /// <summary>The journal.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => _books.Count;

    /// <inheritdoc/>
    public int InstrumentCount => _books.InstrumentCount;

    /// <inheritdoc/>
    public int LeftOutCount => _books.LeftOutCount;

    /// <summary>Events that are missing in the journal.</summary>
    public long LostCount { get; private set; }

    /// <inheritdoc/>
    public long RestartCount { get; private set; }

    /// <summary>The last event that was read; -1 before the first one.</summary>
    public long Sequence { get; private set; } = -1;

    /// <summary>When that was received, nanoseconds since the Unix epoch; 0 before the first one.</summary>
    public long RxNs { get; private set; }

    /// <summary>Never: what is written behind the end, that was the end when it was opened, is read by opening it again.</summary>
    public bool HasWriter => false;

    /// <summary>Whether all was read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether no event was come to yet from which on books are told.</summary>
    public bool AwaitsBooks => !_hasBegun && !HasEnded;

    /// <inheritdoc/>
    public TimeSpan? SinceHeartbeat => null;

    /// <summary>What was wrong with files, in words.</summary>
    public IReadOnlyList<string> Faults => _player.Cursor.Faults;

    /// <summary>Opens a journal.</summary>
    /// <param name="path">A file, or the folder of them.</param>
    /// <param name="start">From which event on books are told; each instrument's book of that moment is told first.</param>
    /// <param name="end">The first event, or time, that is not read any more; nothing for all.</param>
    /// <param name="options">When books are told, and for how many instruments and orders there is room.</param>
    /// <exception cref="JournalException">There is none, or none that can be read.</exception>
    public static JournalFeed Open(string path, JournalStart start = default, JournalStart end = default, RemoteFeedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new RemoteFeedOptions();
        options.Validate();
        return new JournalFeed(path, JournalCursor.Open(path, start), start, end, options);
    }

    /// <summary>Subscribes to instruments. All are added before the first poll.</summary>
    /// <param name="selector">Which.</param>
    public void Add(InstrumentSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        _selectors.Add(selector);
    }

    /// <summary>The book of an instrument that is subscribed to, as it is behind what was read.</summary>
    /// <param name="channel">The channel by its index, as events name it.</param>
    /// <param name="instrumentIndex">The dense index in the channel.</param>
    /// <param name="book">The book; valid until the next poll.</param>
    /// <returns>Whether it is subscribed to, and its book is known.</returns>
    public bool TryGetBook(byte channel, int instrumentIndex, out SubscribedBook book) => _books.TryGet(channel, instrumentIndex, out book);

    /// <summary>Reads up to 256 frames.</summary>
    /// <param name="subscriber">Is told.</param>
    public SharedFeedPoll Poll(IBookSubscriber subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        int count = 0;
        while (count < BatchCount && !HasEnded)
        {
            if (!_player.TryRead(out JournalItem item, out ReadOnlySpan<byte> frame)) HasEnded = true;
            Follow(subscriber);
            if (!HasEnded) Take(item, frame, subscriber);
            count++;
        }

        if (HasEnded && !_hasBegun) Begin(subscriber);
        return HasEnded ? SharedFeedPoll.Ended : SharedFeedPoll.Taken;
    }

    /// <summary>Returns at once: there is always something, or nothing any more.</summary>
    /// <param name="timeoutMs">Of no use here.</param>
    public void Wait(int timeoutMs)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _player.Dispose();
        _books.Dispose();
    }

    // What the files say of how they follow one another.
    private void Follow(IBookSubscriber subscriber)
    {
        if (_epoch != _player.Cursor.Epoch) Restart(subscriber);
        if (_missingCount != _player.MissingCount) Lose(_player.MissingCount - _missingCount, subscriber);
        _missingCount = _player.MissingCount;
    }

    private void Restart(IBookSubscriber subscriber)
    {
        _epoch = _player.Cursor.Epoch;
        (Sequence, _missingCount, RestartCount) = (-1, 0, RestartCount + 1);
        _books.Forget();
        _books.BeginsWithDefinitions = !_player.NeedsStates;
        if (_hasBegun) subscriber.OnRestart();
    }

    private void Lose(long count, IBookSubscriber subscriber)
    {
        LostCount += count;
        _player.Lose();
        _books.Lose(_isWanted);
        _books.BeginsWithDefinitions = false;
        if (_hasBegun) subscriber.OnLost(count);
    }

    private void Take(in JournalItem item, ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        if (item.Kind == JournalItemKind.Notice) TakeNotice(frame, subscriber);
        else if (item.Kind == JournalItemKind.State) Note(TakeState(frame, Told(subscriber)));
        else TakeEvent(item, frame, subscriber);
    }

    private string? TakeState(ReadOnlySpan<byte> frame, IBookSubscriber subscriber) => FrameHeader.Read(frame, out FrameHeader header) != FrameFault.None ? null
        : header.TemplateId == BookSnapshot.TemplateId ? _books.TakeSnapshot(frame, _isWanted, subscriber)
        : header.TemplateId == OrderSnapshot.TemplateId ? _books.TakeOrders(frame, subscriber)
        : _books.TakeEvent(frame, _isWanted, subscriber);

    private void TakeEvent(in JournalItem item, ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        (long sequence, long rxNs) = (item.Place.Sequence, item.Head.ReceivedNs(RxNs));
        HasEnded = !_end.IsBegin && !_end.IsBehind(sequence, rxNs);
        if (HasEnded) return;
        if (!_hasBegun && !_start.IsBehind(sequence, rxNs)) Begin(subscriber);
        if (_books.TakeEvent(frame, _isWanted, Told(subscriber)) is { } fault)
        {
            Note(fault);
            Lose(1, subscriber); // one at least: nobody knows what the books are, until states come
        }

        (Sequence, RxNs) = (sequence, rxNs);
    }

    private void TakeNotice(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        bool isLoss = SessionMessages.TryDecode(frame, out NoticeMessage notice, out _) && notice.Kind == NoticeKind.FeedLost;
        long told = _player.Cursor.MissingCount;
        if (isLoss && notice.Count > told) Lose(notice.Count - told, subscriber);
    }

    // From here on they are told, as they stand.
    private void Begin(IBookSubscriber subscriber)
    {
        _hasBegun = true;
        _books.TellAll(subscriber);
    }

    private void Note(string? fault)
    {
        List<string> faults = _player.Cursor.Faults;
        if (fault is not null && faults.Count < FaultCountMax) faults.Add($"{Name}: behind event {Sequence}: {fault}");
    }

    private IBookSubscriber Told(IBookSubscriber subscriber) => _hasBegun ? subscriber : _silent;

    private sealed class SilentSubscriber : IBookSubscriber;
}

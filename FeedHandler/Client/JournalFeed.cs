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
    private readonly JournalCursor _cursor;
    private readonly JournalStart _start;
    private readonly JournalStart _end;
    private readonly RemoteBooks _books;
    private readonly List<InstrumentSelector> _selectors = [];
    private readonly SilentSubscriber _silent = new();
    private readonly Predicate<SubscribedInstrument> _isWanted;
    private int _fileCount;
    private long _epoch;
    private bool _hasBegun;
    private readonly Queue<(long AsOf, byte[] Frame)> _early = []; // states that are as of an event that comes later
    private bool _skipsOrders;
    private bool _needsStates; // what was read does not begin with the feed's first event

    private JournalFeed(string path, JournalCursor cursor, JournalStart start, JournalStart end, RemoteFeedOptions options)
    {
        (Name, _cursor, _start, _end, _books) = (path, cursor, start, end, new RemoteBooks(options));
        _epoch = cursor.Epoch;
        _hasBegun = start.IsBegin;
        BeginStream();
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
    public IReadOnlyList<string> Faults => _cursor.Faults;

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
            if (!_cursor.TryRead(out ReadOnlySpan<byte> frame)) HasEnded = true;
            EnterFile(subscriber);
            if (!HasEnded) Take(frame, subscriber);
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
        _cursor.Dispose();
        _books.Dispose();
    }

    private long Through => Math.Max(Sequence, _cursor.FirstSequence - 1);

    private void BeginStream()
    {
        _needsStates = _cursor.FirstSequence > 0;
        _books.BeginsWithDefinitions = !_needsStates;
    }

    private void EnterFile(IBookSubscriber subscriber)
    {
        if (_fileCount == _cursor.FileCount) return;
        bool isFirst = _fileCount == 0;
        _fileCount = _cursor.FileCount;
        if (isFirst) return;
        if (_epoch != _cursor.Epoch) Restart(subscriber);
        else if (_cursor.MissingCount > 0) Lose(_cursor.MissingCount, subscriber);
    }

    private void Restart(IBookSubscriber subscriber)
    {
        _epoch = _cursor.Epoch;
        (Sequence, RestartCount) = (-1, RestartCount + 1);
        _early.Clear();
        _books.Forget();
        BeginStream();
        if (_hasBegun) subscriber.OnRestart();
    }

    private void Lose(long count, IBookSubscriber subscriber)
    {
        LostCount += count;
        _books.Lose(_isWanted);
        (_needsStates, _books.BeginsWithDefinitions) = (true, false);
        if (_hasBegun) subscriber.OnLost(count);
    }

    private void Take(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        if (FrameHeader.Read(frame, out FrameHeader header) != FrameFault.None) return;
        if (header.TemplateId == Notice.TemplateId) TakeNotice(frame, subscriber);
        else if (header.TemplateId == BookSnapshot.TemplateId) TakeSnapshot(frame, subscriber);
        else if (header.TemplateId == OrderSnapshot.TemplateId) TakeOrders(frame, subscriber);
        else TakeEvent(frame, subscriber);
    }

    // States are told again and again, so that reading can begin there; of what is known already they say nothing new, nor do the orders behind them. What is
    // as of an event that comes later waits for it.
    private void TakeSnapshot(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        if (!FrameDecoder.TryReadState(frame, BookSnapshot.TemplateId, out MarketEvent head, out EventPlace place)) return;
        _skipsOrders = !_needsStates || _books.Knows(head);
        if (_skipsOrders) return;
        if (place.Sequence <= Through) Note(_books.TakeSnapshot(frame, _isWanted, Told(subscriber)));
        else _early.Enqueue((place.Sequence, frame.ToArray()));
    }

    private void TakeOrders(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        if (_skipsOrders || !FrameDecoder.TryReadState(frame, OrderSnapshot.TemplateId, out _, out EventPlace place)) return;
        if (place.Sequence > Through) _early.Enqueue((place.Sequence, frame.ToArray()));
        else Note(_books.TakeOrders(frame, Told(subscriber)));
    }

    private void TakeEarly(IBookSubscriber subscriber)
    {
        while (_early.TryPeek(out (long AsOf, byte[] Frame) early) && early.AsOf <= Sequence)
        {
            _early.Dequeue();
            bool isBook = FrameHeader.Read(early.Frame, out FrameHeader header) == FrameFault.None && header.TemplateId == BookSnapshot.TemplateId;
            Note(isBook ? _books.TakeSnapshot(early.Frame, _isWanted, Told(subscriber)) : _books.TakeOrders(early.Frame, Told(subscriber)));
        }
    }

    private void TakeEvent(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        if (!FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out _)) return;
        bool isState = told.Kind == EventKind.Definition && place.Sequence <= Through;
        _skipsOrders = false; // what comes alone behind an event was not there before
        long rxNs = told.ReceivedNs(RxNs);
        HasEnded = !isState && !_end.IsBegin && !_end.IsBehind(place.Sequence, rxNs);
        if (HasEnded) return;
        if (!isState && !_hasBegun && !_start.IsBehind(place.Sequence, rxNs)) Begin(subscriber);
        if ((!isState || _needsStates) && _books.TakeEvent(frame, _isWanted, Told(subscriber)) is { } fault)
        {
            Note(fault);
            Lose(1, subscriber); // one at least: nobody knows what the books are, until states come
        }

        if (isState) return;
        (Sequence, RxNs) = (place.Sequence, rxNs);
        TakeEarly(subscriber);
    }

    private void TakeNotice(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        bool isLoss = SessionMessages.TryDecode(frame, out NoticeMessage notice, out _) && notice.Kind == NoticeKind.FeedLost;
        if (isLoss && notice.Count > _cursor.MissingCount) Lose(notice.Count - _cursor.MissingCount, subscriber);
    }

    // From here on they are told, as they stand.
    private void Begin(IBookSubscriber subscriber)
    {
        _hasBegun = true;
        _books.TellAll(subscriber);
    }

    private void Note(string? fault)
    {
        if (fault is not null && _cursor.Faults.Count < FaultCountMax) _cursor.Faults.Add($"{Name}: behind event {Sequence}: {fault}");
    }

    private IBookSubscriber Told(IBookSubscriber subscriber) => _hasBegun ? subscriber : _silent;

    private sealed class SilentSubscriber : IBookSubscriber;
}

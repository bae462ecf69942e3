using System.Runtime.InteropServices;
using FeedHandler.Client;
using FeedHandler.Core.Events;
using FeedHandler.Core.Sharing;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Wire;
using NoticeKind = FeedHandler.Codecs.Normalized.NoticeKind;
using SnapshotCause = FeedHandler.Codecs.Normalized.SnapshotCause;

namespace FeedHandler.Gateway.Journals;

/// <summary>
/// Follows the shared feed as a loop does, and writes every event of it. A file begins with what every instrument is and with its book, so that it stands by
/// itself; behind events that were lost, and where the feed began anew, a new one begins, whose first frame says so. For one thread; in steady state nothing
/// is allocated.
/// </summary>
internal sealed class JournalWriter : IFeedFollower, IStreamSubscriber, IDisposable
{
    internal const int StateBytesMax = FrameEncoder.EventBytesMax + FrameEncoder.SnapshotBytesMax;
    private const int AgainMs = 5000;
    private const int OrdersWaitCount = 1000; // events until it is looked again whether orders have come
    private readonly JournalFolder _folder;
    private readonly JournalSync _sync;
    private readonly FeedFollower _feed;
    private readonly PreviousSequences _previous = new(since: 0);
    private readonly List<SubscribedInstrument> _instruments = [];
    private readonly HashSet<int> _places = [];
    private readonly List<(long AsOf, SubscribedInstrument Instrument)> _states = [];
    private readonly OrderParts _orders = new();
    private readonly bool[] _isWithinEvent = new bool[SharedFeedHeader.ChannelCountMax];
    private JournalFile? _file;
    private string? _failure;
    private int _toldCount; // of how many instruments the file has states
    private long _stateBytes; // what the states of all instruments take at most, as of the last point
    private long _markFrom; // no point in front of this event
    private long _last; // the last event that was written
    private long _lastNs; // when it, or one before it, was received at the latest
    private long _nextNs; // the same of the event at hand
    private long _lostCount; // behind it
    private bool _isRestarted;
    private long _nowMs;
    private long _againMs;

    /// <summary>Makes it; nothing is opened yet.</summary>
    /// <param name="options">Which feed.</param>
    /// <param name="folder">Where it writes.</param>
    /// <param name="sync">Has it on the disk, and files that have ended.</param>
    public JournalWriter(GatewayOptions options, JournalFolder folder, JournalSync sync)
    {
        (_folder, _sync) = (folder, sync);
        _feed = new FeedFollower(options, this);
    }

    /// <summary>What it counts.</summary>
    public JournalCounters Counters { get; } = new();

    /// <summary>Why no file can be begun; null while one can. Read by any thread.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Opens the feed where it is there.</summary>
    /// <exception cref="SharedFeedException">It is not there, or cannot be read.</exception>
    public void Open() => _feed.Open();

    /// <summary>Takes what is new, and makes it count.</summary>
    /// <param name="nowMs">A clock.</param>
    /// <returns>Whether there was anything.</returns>
    public bool Turn(long nowMs)
    {
        _nowMs = nowMs;
        bool hasWork = _feed.Poll(nowMs);
        _file?.Commit(_last, _lastNs);
        _folder.DropOld();
        return hasWork;
    }

    /// <inheritdoc/>
    public void OnTaken(in MarketEvent marketEvent, long sequence, int channelId)
    {
        _nextNs = Math.Max(_lastNs, marketEvent.ReceivedNs(_lastNs));
        if (!HasRoom(FrameEncoder.EventBytesMax) && !TryBegin(sequence))
        {
            Lose(1);
            return;
        }

        Mark(sequence);

        // In front of the stream's very first event there is no number that states could be as of.
        if (_toldCount < _instruments.Count && sequence > 0 && !TryTellStates(sequence)) return;
        bool isOfChannel = marketEvent.InstrumentIndex == MarketEvent.NoInstrument;
        _isWithinEvent[marketEvent.Channel] = !isOfChannel && (marketEvent.Flags & EventFlags.EndOfEvent) == 0;
        EventPlace place = _previous.Take(marketEvent, sequence, channelId);
        SubscribedInstrument? instrument = null;
        if (marketEvent.Kind == EventKind.Definition && _feed.Feed!.TryGetBook(marketEvent.Channel, marketEvent.InstrumentIndex, out SubscribedBook book))
            instrument = book.Instrument;
        Write(FrameMaker.Encode(marketEvent, place, instrument, _file!.Room));
        Counters.Add(JournalCount.Events);
        (_last, _lastNs) = (sequence, _nextNs);
    }

    /// <inheritdoc/>
    public void OnSnapshot(in SubscribedBook book)
    {
        if (_places.Add((book.Instrument.InstrumentIndex << 8) | book.Instrument.Channel)) _instruments.Add(book.Instrument);
    }

    /// <summary>Orders that were not there yet when the instrument's book was written follow it. A file without room for them ends: the next one begins with
    /// all of them.</summary>
    /// <param name="book">The instrument.</param>
    public void OnOrders(in SubscribedBook book)
    {
        (int channel, int index) = (book.Instrument.Channel, book.Instrument.InstrumentIndex);
        bool isTold = _instruments.FindIndex(0, _toldCount, told => told.Channel == channel && told.InstrumentIndex == index) >= 0;
        if (_file is null || !isTold) return;
        TellOrders(book, _previous.PlaceOf((byte)channel, index, Math.Max(_last, book.Sequence), book.Instrument.ChannelId));
    }

    /// <inheritdoc/>
    public void OnLost(long lostCount) => Lose(lostCount);

    /// <inheritdoc/>
    public void OnRestart()
    {
        _instruments.Clear();
        _places.Clear();
        (_isRestarted, _lastNs) = (true, 0);
        Close();
    }

    /// <inheritdoc/>
    public void OnBegin()
    {
    }

    /// <inheritdoc/>
    public void OnEnded()
    {
    }

    /// <inheritdoc/>
    public void OnGone()
    {
    }

    /// <summary>Ends it: what was taken counts.</summary>
    public void Dispose()
    {
        Close();
        _feed.Dispose();
    }

    private long Epoch => _folder.Options.EpochBase + _feed.Epoch;

    private bool HasRoom(long bytes) => _file is not null && _file.FreeBytes >= bytes;

    private void Write(int bytes)
    {
        _file!.Advance(bytes);
        Counters.Add(JournalCount.Bytes, bytes);
    }

    private void Lose(long count)
    {
        _lostCount += count;
        Counters.Add(JournalCount.Lost, count);
        Close();
    }

    private void Close()
    {
        if (_file is null) return;
        _file.Commit(_last, _lastNs, isClosed: true);
        _folder.End();
        _sync.Release(_file);
        _file = null;
    }

    private bool TryBegin(long sequence)
    {
        if (_nowMs < _againMs) return false;
        bool isLinked = _file is not null;
        Close();
        try
        {
            _stateBytes = StateBytes(CollectionsMarshal.AsSpan(_instruments));
            _file = _folder.Begin(Epoch, sequence, Channels(), SessionMessages.BytesMax + _stateBytes);
        }
        catch (GatewayException failure)
        {
            Counters.Add(JournalCount.Failures);
            Volatile.Write(ref _failure, failure.Message);
            _againMs = _nowMs + AgainMs;
            return false;
        }

        Volatile.Write(ref _failure, null);
        Counters.Add(JournalCount.Files);
        if (!isLinked) _previous.Restart(Math.Max(0, sequence - 1));
        _file.AddPoint(sequence, _nextNs);
        _sync.Follow(_file);
        TellWhy(sequence);
        _toldCount = 0;
        return true;
    }

    private ushort[] Channels() => [.. _feed.Feed!.ChannelIds.Select(static id => (ushort)id)];

    // Now and then all states are told again, so that reading can begin there. Where they have no room any more the next file begins with them soon; books
    // that were joined late, as of an event that comes later, are waited for.
    private void Mark(long sequence)
    {
        if (sequence < _markFrom || !_file!.IsPointDue(_stateBytes)) return;
        _markFrom = LatestState(sequence) + 1;
        if (_markFrom > sequence) return;
        _stateBytes = StateBytes(CollectionsMarshal.AsSpan(_instruments));
        if (!_file.IsPointDue(_stateBytes) || !HasRoom(_stateBytes + FrameEncoder.EventBytesMax)) return;
        _file.AddPoint(sequence, _nextNs);
        _toldCount = 0;
    }

    // The last event that is in a state, or as far ahead as is worth waiting where orders of one are not there yet.
    private long LatestState(long sequence)
    {
        long latest = 0;
        foreach (SubscribedInstrument instrument in _instruments)
        {
            if (!_feed.Feed!.TryGetBook((byte)instrument.Channel, instrument.InstrumentIndex, out SubscribedBook book)) continue;
            latest = Math.Max(latest, book.Orders.AreKept && book.AwaitsOrders ? sequence + OrdersWaitCount : book.Sequence);
        }

        return latest;
    }

    // What a file is behind, when it is not the one before it.
    private void TellWhy(long sequence)
    {
        if (_lostCount > 0) TellNotice(NoticeKind.FeedLost, sequence);
        else if (_isRestarted) TellNotice(NoticeKind.FeedRestarted, sequence);
        (_lostCount, _isRestarted) = (0, false);
    }

    private void TellNotice(NoticeKind kind, long sequence) =>
        Write(SessionMessages.Encode(new NoticeMessage(kind, Math.Max(0, sequence - 1), Epoch, _lostCount, 0, ""), _file!.Room));

    // In the order of what they are as of, as each channel is known from the first of its states on.
    private bool TryTellStates(long sequence)
    {
        long bytes = StateBytes(CollectionsMarshal.AsSpan(_instruments)[_toldCount..]);
        if (!HasRoom(bytes + FrameEncoder.EventBytesMax) && !TryBegin(sequence))
        {
            Lose(1);
            return false;
        }

        _states.Clear();
        for (; _toldCount < _instruments.Count; _toldCount++)
        {
            SubscribedInstrument instrument = _instruments[_toldCount];
            if (_feed.Feed!.TryGetBook((byte)instrument.Channel, instrument.InstrumentIndex, out SubscribedBook book))
                _states.Add((Math.Max(sequence - 1, book.Sequence), book.Instrument));
        }

        _states.Sort(static (one, other) => one.AsOf.CompareTo(other.AsOf));
        foreach ((long asOf, SubscribedInstrument instrument) in _states) TellState(instrument, sequence - 1, asOf);
        return true;
    }

    private void TellState(SubscribedInstrument instrument, long before, long asOf)
    {
        byte channel = (byte)instrument.Channel;
        _feed.Feed!.TryGetBook(channel, instrument.InstrumentIndex, out SubscribedBook book);
        EventPlace place = _previous.PlaceOf(channel, instrument.InstrumentIndex, before, instrument.ChannelId);
        Write(FrameMaker.EncodeDefinition(book, place, _file!.Room));
        Write(FrameMaker.EncodeSnapshot(book, place with { Sequence = asOf }, SnapshotCause.Loop, _isWithinEvent[channel], _file.Room));
        Counters.Add(JournalCount.States);
        if (book.Orders.AreKept && !book.AwaitsOrders) TellOrders(book, place with { Sequence = asOf });
    }

    private void TellOrders(in SubscribedBook book, in EventPlace place)
    {
        _orders.Begin(book, place);
        if (!HasRoom(_orders.BytesMax)) Close();
        while (_file is not null && _orders.WriteNext(_file.Room) is > 0 and var bytes) Write(bytes);
    }

    private long StateBytes(ReadOnlySpan<SubscribedInstrument> instruments)
    {
        long bytes = (long)instruments.Length * StateBytesMax;
        foreach (SubscribedInstrument instrument in instruments)
        {
            if (!_feed.Feed!.TryGetBook((byte)instrument.Channel, instrument.InstrumentIndex, out SubscribedBook book) || !book.Orders.AreKept) continue;
            _orders.Begin(book, default);
            bytes += _orders.BytesMax;
        }

        return bytes;
    }
}

using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>The instruments of a feed that were seen, which of them are subscribed to, and their books.</summary>
internal sealed class SubscriptionTable : IDisposable
{
    private readonly SharedDirectory _directory;
    private readonly List<InstrumentSelector> _selectors = [];
    private readonly List<Subscription>[] _ofChannel = [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => new List<Subscription>())];
    private readonly List<Subscription>[] _changedOf = [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => new List<Subscription>())];
    private readonly int[][] _recordOf = [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => Array.Empty<int>())]; // from 1
    private readonly Subscription?[] _ofRecord;
    private readonly bool[] _isAwaited;
    private readonly Queue<int> _awaited = [];
    private readonly BookTable _books;
    private int _seenCount;

    /// <summary>Nothing is seen, and nothing subscribed to.</summary>
    public SubscriptionTable(SharedDirectory directory)
    {
        _directory = directory;
        int countMax = Math.Max(1, directory.RecordCountMax);
        _ofRecord = new Subscription?[countMax];
        _isAwaited = new bool[countMax];
        _books = new BookTable(countMax, touchedCount: 0);
    }

    /// <summary>How many instruments are subscribed to.</summary>
    public int Count { get; private set; }

    /// <summary>Those of a channel.</summary>
    public List<Subscription> OfChannel(byte channel) => _ofChannel[channel];

    /// <summary>Those of a channel that changed and were not told yet; whoever tells them empties it.</summary>
    public List<Subscription> ChangedOf(byte channel) => _changedOf[channel];

    /// <summary>Notes that a subscription's book is another than was told.</summary>
    public void NoteChange(Subscription subscription)
    {
        if (subscription.IsChanged) return;
        subscription.IsChanged = true;
        _changedOf[subscription.Instrument.Channel].Add(subscription);
    }

    /// <summary>The book of a subscription.</summary>
    public ref InstrumentBook BookOf(Subscription subscription) => ref _books[subscription.BookIndex];

    /// <summary>Subscribes to more instruments: those that are there are awaited.</summary>
    public void Add(InstrumentSelector selector)
    {
        _selectors.Add(selector);
        for (int record = 0; record < _seenCount; record++)
        {
            if (_ofRecord[record] is null) Await(record);
        }
    }

    /// <summary>The subscription of an event's instrument; null for none.</summary>
    public Subscription? Find(in MarketEvent marketEvent) => Find(marketEvent.Channel, marketEvent.InstrumentIndex);

    /// <summary>The subscription of an instrument; null for none.</summary>
    public Subscription? Find(byte channel, int index)
    {
        int[] records = _recordOf[channel];
        int record = (uint)index < (uint)records.Length ? records[index] : 0;
        return record > 0 ? _ofRecord[record - 1] : null;
    }

    /// <summary>Something was told of what an instrument is: its record is to be looked at.</summary>
    public void Await(in MarketEvent definition)
    {
        int[] records = _recordOf[definition.Channel];
        int index = definition.InstrumentIndex;
        if ((uint)index < (uint)records.Length && records[index] is > 0 and var record) Await(record - 1);
    }

    /// <summary>Every subscription's book is to be had again.</summary>
    public void AwaitAll()
    {
        for (int record = 0; record < _seenCount; record++)
        {
            if (_ofRecord[record] is not null) Await(record);
        }
    }

    /// <summary>Nothing of what was seen is so any more.</summary>
    public void Forget()
    {
        foreach (int[] records in _recordOf) Array.Clear(records);
        foreach (List<Subscription> subscriptions in _ofChannel) subscriptions.Clear();
        foreach (List<Subscription> subscriptions in _changedOf) subscriptions.Clear();
        Array.Clear(_ofRecord);
        Array.Clear(_isAwaited);
        _awaited.Clear();
        _books.Reset();
        (_seenCount, Count) = (0, 0);
    }

    /// <summary>Looks at records that are new or awaited.</summary>
    /// <param name="epochNumber">Of which life of the writer records must be: others are left alone, as a restart is still to be told.</param>
    /// <param name="restores">Whether books of subscriptions are taken from the records again.</param>
    /// <param name="subscriber">Is told of snapshots and definitions.</param>
    /// <returns>False when one could not be read: look again.</returns>
    public bool TryTake(long epochNumber, bool restores, IBookSubscriber subscriber)
    {
        for (int count = _directory.RecordCount; _seenCount < count; _seenCount++) Await(_seenCount);
        for (int left = _awaited.Count; left > 0; left--)
        {
            int index = _awaited.Dequeue();
            if (!_directory.TryRead(index, out SharedInstrument record))
            {
                _awaited.Enqueue(index); // the others are had all the same
                continue;
            }

            _isAwaited[index] = false;
            if (record.EpochNumber == epochNumber) Take(index, record, restores, subscriber);
        }

        return _awaited.Count == 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _books.Dispose();

    private void Take(int index, in SharedInstrument record, bool restores, IBookSubscriber subscriber)
    {
        if ((uint)record.Channel >= SharedFeedHeader.ChannelCountMax || (uint)record.InstrumentIndex > MarketEvent.InstrumentIndexMax) return;
        NotePlace(index, record);
        SubscribedInstrument instrument = SubscribedInstrument.Of(record);
        if (_ofRecord[index] is { } known)
        {
            bool isOther = known.Instrument != instrument;
            known.Instrument = instrument;
            if (restores) Snapshot(known, record, subscriber);
            else if (isOther) subscriber.OnDefinition(new SubscribedBook(known, in BookOf(known)));
        }
        else if (_selectors.Exists(selector => selector.Takes(instrument))) Snapshot(Subscribe(index, instrument), record, subscriber);
    }

    private void Snapshot(Subscription subscription, in SharedInstrument record, IBookSubscriber subscriber)
    {
        ref InstrumentBook book = ref BookOf(subscription);
        if (!subscription.Restore(record, ref book)) book.MarkStale(); // never shown as more than is known
        subscriber.OnSnapshot(new SubscribedBook(subscription, in book));
    }

    private Subscription Subscribe(int index, SubscribedInstrument instrument)
    {
        Subscription subscription = new(instrument, _books.Add(instrument.SecurityId));
        _ofRecord[index] = subscription;
        _ofChannel[instrument.Channel].Add(subscription);
        Count++;
        return subscription;
    }

    private void NotePlace(int index, in SharedInstrument record)
    {
        ref int[] records = ref _recordOf[record.Channel];
        if (record.InstrumentIndex >= records.Length) Array.Resize(ref records, Math.Max(64, 2 * (record.InstrumentIndex + 1)));
        records[record.InstrumentIndex] = index + 1;
    }

    private void Await(int record)
    {
        if (_isAwaited[record]) return;
        _isAwaited[record] = true;
        _awaited.Enqueue(record);
    }
}

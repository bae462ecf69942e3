using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>The records of a shared feed that were seen, and which of them are to be looked at, to subscribe or to begin again.</summary>
/// <param name="directory">The records.</param>
/// <param name="table">Takes those that are subscribed to.</param>
/// <param name="orders">Reads their orders; null where nobody asks for them.</param>
internal sealed class SharedRecords(SharedDirectory directory, SubscriptionTable table, SharedOrders? orders)
{
    private readonly List<InstrumentSelector> _selectors = [];
    private readonly int[][] _recordOf = [.. Enumerable.Range(0, SharedFeedHeader.ChannelCountMax).Select(static _ => Array.Empty<int>())]; // from 1
    private readonly Subscription?[] _ofRecord = new Subscription?[Math.Max(1, directory.RecordCountMax)];
    private readonly bool[] _isAwaited = new bool[Math.Max(1, directory.RecordCountMax)];
    private readonly Queue<int> _awaited = [];
    private int _seenCount;

    /// <summary>Subscribes to more instruments: those that are there are awaited.</summary>
    public void Add(InstrumentSelector selector)
    {
        _selectors.Add(selector);
        for (int record = 0; record < _seenCount; record++)
        {
            if (_ofRecord[record] is null) Await(record);
        }
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
        Array.Clear(_ofRecord);
        Array.Clear(_isAwaited);
        _awaited.Clear();
        _seenCount = 0;
        table.Forget();
        orders?.Forget();
    }

    /// <summary>Looks at records that are new or awaited.</summary>
    /// <param name="epochNumber">Of which life of the writer records must be: others are left alone, as a restart is still to be told.</param>
    /// <param name="restores">Whether books of subscriptions are taken from the records again.</param>
    /// <param name="subscriber">Is told of snapshots and definitions.</param>
    /// <returns>False when one could not be read: look again.</returns>
    public bool TryTake(long epochNumber, bool restores, IBookSubscriber subscriber)
    {
        for (int count = directory.RecordCount; _seenCount < count; _seenCount++) Await(_seenCount);
        for (int left = _awaited.Count; left > 0; left--)
        {
            int index = _awaited.Dequeue();
            if (!directory.TryRead(index, out SharedInstrument record))
            {
                _awaited.Enqueue(index); // the others are had all the same
                continue;
            }

            _isAwaited[index] = false;
            if (record.EpochNumber == epochNumber) Take(index, record, restores, subscriber);
        }

        return _awaited.Count == 0;
    }

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
            else if (isOther) subscriber.OnDefinition(new SubscribedBook(known, in table.BookOf(known)));
        }
        else if (_selectors.Exists(selector => selector.Takes(instrument)) && table.Find(instrument.Channel, instrument.InstrumentIndex) is null)
        {
            orders?.Prepare();
            _ofRecord[index] = table.Add(instrument);
            Snapshot(_ofRecord[index]!, record, subscriber);
        }
    }

    private void Snapshot(Subscription subscription, in SharedInstrument record, IBookSubscriber subscriber)
    {
        ref InstrumentBook book = ref table.BookOf(subscription);
        subscription.Restore(record.Book, record.Statistics, record.AsOf, record.SeqNum, record.TransactTimeNs, ref book);
        orders?.Await(subscription, record);
        subscriber.OnSnapshot(new SubscribedBook(subscription, in book));
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

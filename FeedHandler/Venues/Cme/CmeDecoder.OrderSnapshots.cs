using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using Book32 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook32;
using Book46 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook46;
using Book64 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBookLongQty64;
using Orders43 = FeedHandler.Codecs.Cme.MDIncrementalRefreshOrderBook43;
using Orders47 = FeedHandler.Codecs.Cme.MDIncrementalRefreshOrderBook47;

namespace FeedHandler.Venues.Cme;

/// <content>
/// Snapshots of orders (CME MDP 3.0, "Market by Order - Book Recovery"): those of one instrument come in parts, all with one LastMsgSeqNumProcessed. They are
/// put into the instrument's book as they come, which is in doubt meanwhile; with the last one, what the sequence told since is gone through.
/// </content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private const uint PartsMax = 1 << 20;

    private bool TryRestoreOrders<TMessage, TEntries, TEntry>(CmeMessage frame, ChannelRecovery recovery)
        where TMessage : struct, IOrderSnapshotMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IOrderSnapshotEntry, allows ref struct
    {
        RecoveryCounters counters = recovery.Counters;
        if (_builder.Orders is null) return true;
        bool isRead = TMessage.TryWrap(frame.Body, frame.BlockLength, frame.Version, out TMessage message);
        if (!isRead || !message.TryGetEntries(out TEntries entries) || message.CurrentChunk - 1 >= message.NoChunks || message.NoChunks > PartsMax)
            return CountPart(ref counters.OrderPartsRefused, counters);
        InstrumentBook* book = _builder.FindKnown(message.SecurityID);
        if (book != null && !NeedsPart(book, message.LastMsgSeqNumProcessed, message.CurrentChunk))
        {
            if (recovery.Verifies) VerifyOrders<TMessage, TEntries, TEntry>(book, message, entries, recovery);
            bool isPartOfOne = _builder.Orders.StateApart(book->Index) == OrderBookState.Restoring; // which the other line brought
            if (!isPartOfOne) recovery.Find(FeedRole.OrderSnapshot, book->Index, message.TotNumReports, message.LastMsgSeqNumProcessed);
            return CountPart(ref counters.OrderPartsNotNeeded, counters);
        }

        recovery.Want();
        SnapshotAge age = recovery.Judge(message.LastMsgSeqNumProcessed, out ulong number);
        if (age == SnapshotAge.Ahead) return false;
        if (age == SnapshotAge.Absurd) return CountPart(ref counters.OrderPartsRefused, counters);
        if (age == SnapshotAge.Usable && book == null) book = _builder.Find(message.SecurityID);
        if (age == SnapshotAge.TooOld || book == null || IsBeforeItsDefinition(book, message.LastMsgSeqNumProcessed))
            return CountPart(ref counters.OrderPartsTooOld, counters);
        if (message.CurrentChunk != 1 && !Continues(book, message.LastMsgSeqNumProcessed, message.NoChunks, message.CurrentChunk))
            return CountPart(ref counters.OrderPartsAhead, counters);
        bool isTaken = TakePart<TMessage, TEntries, TEntry>(book, message, entries, (number, recovery));
        return CountPart(ref isTaken ? ref counters.OrderPartsTaken : ref counters.OrderPartsRefused, counters);
    }

    private static bool CountPart(ref long counter, RecoveryCounters counters)
    {
        counter++;
        counters.OrderParts++;
        return true;
    }

    // One whose orders are known needs none; of a snapshot that is being read neither the parts that came by the other line, nor those of an older loop.
    private readonly bool NeedsPart(InstrumentBook* book, uint lastIncluded, uint part)
    {
        if (_builder.Instruments.Definition(book->Index).IsDeleted) return false;
        OrderBookState state = _builder.Orders!.StateApart(book->Index);
        if (state == OrderBookState.Whole) return false;
        if (state != OrderBookState.Restoring) return true;
        OrderRestoration at = _builder.Orders.Restoration(book->Index);
        return lastIncluded == at.LastIncluded ? part >= at.Next : (int)(lastIncluded - at.LastIncluded) > 0;
    }

    private readonly bool Continues(InstrumentBook* book, uint lastIncluded, uint parts, uint part) =>
        _builder.Orders!.StateApart(book->Index) == OrderBookState.Restoring
        && _builder.Orders.Restoration(book->Index) == new OrderRestoration(lastIncluded, parts, part);

    private bool TakePart<TMessage, TEntries, TEntry>(InstrumentBook* book, TMessage message, TEntries entries, (ulong Number, ChannelRecovery Recovery) since)
        where TMessage : struct, IOrderSnapshotMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IOrderSnapshotEntry, allows ref struct
    {
        if (message.CurrentChunk == 1) _builder.BeginRestoreOrders(book, (long)message.TransactTime);
        else _builder.BeginMessage((long)message.TransactTime, EventFlags.Restored);
        _builder.Orders!.Restoration(book->Index) = new OrderRestoration(message.LastMsgSeqNumProcessed, message.NoChunks, message.CurrentChunk + 1);
        bool isSound = true;
        for (int i = 0; i < entries.Count && isSound; i++) isSound = TryTakeOrder(book, entries[i]);
        OrderBookState state = !isSound ? OrderBookState.Suspect : OrderBookState.Restoring;
        if (isSound && message.CurrentChunk == message.NoChunks)
            state = TryReplayOrders(book, since.Number, since.Recovery.History) ? OrderBookState.Whole : OrderBookState.Suspect;
        if (state == OrderBookState.Whole)
        {
            since.Recovery.Counters.OrdersRestored++;
            since.Recovery.Find(FeedRole.OrderSnapshot, book->Index, message.TotNumReports, message.LastMsgSeqNumProcessed);
        }

        _builder.EndRestoreOrders(book, state);
        return state != OrderBookState.Suspect;
    }

    private bool TryTakeOrder<TEntry>(InstrumentBook* book, TEntry entry)
        where TEntry : struct, IOrderSnapshotEntry, allows ref struct
    {
        byte side = CmeSides.Of[entry.TypeCode];
        long priceNano = _builder.Scale(entry.PriceMantissa, TEntry.NanoPerMantissa);
        return side <= (byte)BookSide.Ask && entry.OrderID != ulong.MaxValue && entry.DisplayQuantity != MarketEvent.NullQuantity
            && _builder.TryRestoreOrder(book, new RestingOrder(entry.OrderID, (BookSide)side, priceNano, entry.DisplayQuantity, entry.PriorityCode));
    }

    // What contradicts the snapshot says that it is not what it claims to be.
    private bool TryReplayOrders(InstrumentBook* book, ulong number, PacketHistory history)
    {
        long doubtsBefore = _builder.Orders!.Counters.Doubts;
        _ordersOf = book->SecurityId;
        _builder.ReplayOrders(isOn: true);
        for (int place = history.PlaceAfter(number); place < history.Count; place++)
        {
            foreach (CmeMessage message in new CmeMessages(history[place]))
            {
                if (message.SchemaId == CmeMdp3.SchemaId) ReplayOrders(message);
            }
        }

        _builder.ReplayOrders(isOn: false);
        _ordersOf = NoInstrumentId;
        return _builder.Orders.Counters.Doubts == doubtsBefore;
    }

    private void ReplayOrders(CmeMessage message)
    {
        switch (message.TemplateId)
        {
            case Book46.TemplateId:
                ReplayBook<Book46, Book46.NoMDEntriesGroup, Book46.NoMDEntriesEntry, Book46.NoOrderIDEntriesGroup, Book46.NoOrderIDEntriesEntry>(message);
                break;
            case Book32.TemplateId:
                ReplayBook<Book32, Book32.NoMDEntriesGroup, Book32.NoMDEntriesEntry, Book32.NoOrderIDEntriesGroup, Book32.NoOrderIDEntriesEntry>(message);
                break;
            case Book64.TemplateId:
                ReplayBook<Book64, Book64.NoMDEntriesGroup, Book64.NoMDEntriesEntry, Book64.NoOrderIDEntriesGroup, Book64.NoOrderIDEntriesEntry>(message);
                break;
            case Orders47.TemplateId:
                ReplayOrders<Orders47, Orders47.NoMDEntriesGroup, Orders47.NoMDEntriesEntry>(message);
                break;
            case Orders43.TemplateId:
                ReplayOrders<Orders43, Orders43.NoMDEntriesGroup, Orders43.NoMDEntriesEntry>(message);
                break;
            default: // tells nothing of orders
                break;
        }
    }

    private void ReplayBook<TMessage, TEntries, TEntry, TOrders, TOrder>(CmeMessage frame)
        where TMessage : struct, IBookMessage<TMessage, TEntries, TOrders>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IBookEntry, allows ref struct
        where TOrders : struct, IEntryGroup<TOrder>, allows ref struct
        where TOrder : struct, ILevelOrderEntry, allows ref struct
    {
        if (!TMessage.TryWrap(frame.Body, frame.BlockLength, frame.Version, out TMessage message)) return;
        if (!message.TryGetEntries(out TEntries entries, out int orderCount)) return;
        _builder.BeginMessage((long)message.TransactTime, EventFlags.Restored);
        for (int i = 0; i < entries.Count; i++)
        {
            bool isReset = CmeSides.Of[entries[i].TypeCode] == CmeSides.Reset;
            if (isReset && entries[i].SecurityID == _ordersOf) _builder.ClearRestoredOrders(_builder.Find(_ordersOf));
        }

        if (orderCount != 0 && message.TryGetOrders(entries, out TOrders orders)) TakeOrders<TEntries, TEntry, TOrders, TOrder>(entries, orders);
    }

    private void ReplayOrders<TMessage, TEntries, TEntry>(CmeMessage frame)
        where TMessage : struct, IEntryMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IOrderEntry, allows ref struct
    {
        if (!TMessage.TryWrap(frame.Body, frame.BlockLength, frame.Version, out TMessage message)) return;
        if (!message.TryGetEntries(out TEntries entries, out _)) return;
        _builder.BeginMessage((long)message.TransactTime, EventFlags.Restored);
        TakeOrders<TEntries, TEntry>(entries);
    }
}

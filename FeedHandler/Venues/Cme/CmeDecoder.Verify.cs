using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Venues.Cme;

/// <content>A whole book held against a snapshot of the very same state: what does not agree is counted, and changes nothing.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    // The snapshot has the instrument's last entry and no other: the same number within the instrument. The status that switches implied matching off empties
    // implied sides and has no such number: these are of the same state where nothing at all came since.
    private void Verify<TMessage, TEntries, TEntry>(InstrumentBook* book, TMessage message, TEntries entries, ChannelRecovery recovery)
        where TMessage : struct, ISnapshotMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, ISnapshotEntry, allows ref struct
    {
        if (book->RptSeq != message.RptSeq || book->State != BookState.Whole) return;
        InstrumentBook trial = *book;
        InstrumentBook* told = &trial;
        told->Clear();
        bool isSound = true;
        for (int i = 0; i < entries.Count; i++)
        {
            byte side = CmeSides.Of[entries[i].TypeCode];
            if (side < CmeSides.FirstSpecial) isSound &= IsLevelSound(told, (BookSide)side, entries[i], TMessage.NanoPerMantissa);
        }

        bool isLast = message.LastMsgSeqNumProcessed == (uint)(recovery.History.Next - 1);
        if (isSound && HaveSameLevels(book, told, isLast ? BookSide.ImpliedAsk : BookSide.Ask)) recovery.Counters.SnapshotsAgreed++;
        else recovery.Counters.SnapshotsDiverged++;
    }

    private static bool HaveSameLevels(InstrumentBook* book, InstrumentBook* told, BookSide last)
    {
        for (BookSide side = BookSide.Bid; side <= last; side++)
        {
            for (int number = 1; number <= book->Depth(side); number++)
            {
                bool isThere = book->TryGetLevel(side, number, out Level level);
                if (isThere != told->TryGetLevel(side, number, out Level other)) return false;
                if (level.PriceNano != other.PriceNano || level.Quantity != other.Quantity || level.Orders != other.Orders) return false;
            }
        }

        return true;
    }

    // Orders have no number within their instrument: the snapshot is of the same state where nothing at all came since. Each of its orders must rest as it
    // says.
    private readonly void VerifyOrders<TMessage, TEntries, TEntry>(InstrumentBook* book, TMessage message, TEntries entries, ChannelRecovery recovery)
        where TMessage : struct, IOrderSnapshotMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IOrderSnapshotEntry, allows ref struct
    {
        if (message.LastMsgSeqNumProcessed != (uint)(recovery.History.Next - 1) || _builder.Orders!.StateOf(book->Index) != OrderBookState.Whole) return;
        bool isSame = true;
        for (int i = 0; i < entries.Count && isSame; i++)
        {
            TEntry entry = entries[i];
            long priceNano = _builder.Scale(entry.PriceMantissa, TEntry.NanoPerMantissa);
            isSame = _builder.Orders.Books.TryGetOrder(book->Index, entry.OrderID, out RestingOrder order) && (byte)order.Side == CmeSides.Of[entry.TypeCode]
                && order.PriceNano == priceNano && order.Quantity == entry.DisplayQuantity && order.Priority == entry.PriorityCode;
        }

        if (isSame) recovery.Counters.SnapshotsAgreed++;
        else recovery.Counters.SnapshotsDiverged++;
    }
}

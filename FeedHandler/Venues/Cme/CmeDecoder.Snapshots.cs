using System.Runtime.InteropServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using Orders44 = FeedHandler.Codecs.Cme.SnapshotFullRefreshOrderBook44;
using Orders53 = FeedHandler.Codecs.Cme.SnapshotFullRefreshOrderBook53;
using LongQuantities69 = FeedHandler.Codecs.Cme.SnapshotFullRefreshLongQty69;

namespace FeedHandler.Venues.Cme;

/// <content>Snapshots of price-depth books (CME MDP 3.0, "Market Recovery"): one message is the whole of one instrument.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    /// <inheritdoc/>
    public static bool ReadsSnapshots => true;

    /// <inheritdoc/>
    public void OnJoin() => _builder.OnJoin();

    /// <inheritdoc/>
    public bool TryRestore(ReadOnlySpan<byte> packet, long rxNs, bool isQuiet, ChannelRecovery recovery)
    {
        if (_builder.IsInMatchEvent && isQuiet) _builder.EndInterrupted();
        if (_builder.IsInMatchEvent) return false;
        bool isDone = true;
        _loop = recovery;
        _builder.BeginSnapshots((uint)(recovery.History.Next - 1), rxNs);
        foreach (CmeMessage message in new CmeMessages(packet))
        {
            if (message.SchemaId != CmeMdp3.SchemaId) continue;
            isDone &= message.TemplateId switch
            {
                SnapshotFullRefresh52.TemplateId =>
                    TryRestore<SnapshotFullRefresh52, SnapshotFullRefresh52.NoMDEntriesGroup, SnapshotFullRefresh52.NoMDEntriesEntry>(message, recovery),
                SnapshotFullRefresh38.TemplateId =>
                    TryRestore<SnapshotFullRefresh38, SnapshotFullRefresh38.NoMDEntriesGroup, SnapshotFullRefresh38.NoMDEntriesEntry>(message, recovery),
                LongQuantities69.TemplateId =>
                    TryRestore<LongQuantities69, LongQuantities69.NoMDEntriesGroup, LongQuantities69.NoMDEntriesEntry>(message, recovery),
                Orders53.TemplateId => TryRestoreOrders<Orders53, Orders53.NoMDEntriesGroup, Orders53.NoMDEntriesEntry>(message, recovery),
                Orders44.TemplateId => TryRestoreOrders<Orders44, Orders44.NoMDEntriesGroup, Orders44.NoMDEntriesEntry>(message, recovery),
                _ => ReadDefinition(message),
            };
        }

        _loop = null;
        _builder.EndInterrupted(); // an instrument was met whose snapshot was then refused
        return isDone;
    }

    private bool ReadDefinition(CmeMessage message)
    {
        DecodeDefinition(message.TemplateId, message.Body, message.BlockLength, message.Version);
        return true; // it needs no proof, and so never waits
    }

    private bool TryRestore<TMessage, TEntries, TEntry>(CmeMessage frame, ChannelRecovery recovery)
        where TMessage : struct, ISnapshotMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, ISnapshotEntry, allows ref struct
    {
        RecoveryCounters counters = recovery.Counters;
        if (!TMessage.TryWrap(frame.Body, frame.BlockLength, frame.Version, out TMessage message) || !message.TryGetEntries(out TEntries entries))
            return Count(ref counters.Refused, counters);
        InstrumentBook* book = _builder.FindKnown(message.SecurityID);
        if (book != null && !_builder.NeedsSnapshot(book, TellsStatus(message.TradingStatusCode)))
        {
            if (recovery.Verifies) Verify<TMessage, TEntries, TEntry>(book, message, entries, recovery);
            recovery.Find(FeedRole.Snapshot, book->Index, message.TotNumReports, message.LastMsgSeqNumProcessed);
            return Count(ref counters.NotNeeded, counters);
        }

        recovery.Want();
        SnapshotAge age = recovery.Judge(message.LastMsgSeqNumProcessed, out ulong number);
        if (age == SnapshotAge.Usable && book == null) book = _builder.Find(message.SecurityID);
        if (age == SnapshotAge.Usable && book != null && IsBeforeItsDefinition(book, message.LastMsgSeqNumProcessed)) age = SnapshotAge.TooOld;
        switch (age)
        {
            case SnapshotAge.Ahead:
                return false;
            case SnapshotAge.TooOld:
                return Count(ref counters.TooOld, counters);
            case SnapshotAge.Usable when book != null && IsSound<TMessage, TEntries, TEntry>(book, message, entries, (number, recovery.History)):
                Restore<TMessage, TEntries, TEntry>(book, message, entries, (number, recovery));
                recovery.Find(FeedRole.Snapshot, book->Index, message.TotNumReports, message.LastMsgSeqNumProcessed);
                return Count(ref counters.Restored, counters);
            default:
                return Count(ref counters.Refused, counters);
        }
    }

    private static bool TellsStatus(byte code) => (CmeStatus.Of(code, 0, 0).Change & StatusChange.KeepsStatus) == 0;

    // What a definition changed since, its depth or which instrument has the id, cannot be replayed onto the book of before.
    private readonly bool IsBeforeItsDefinition(InstrumentBook* book, uint lastIncluded)
    {
        uint definedSeqNum = _builder.Instruments.Definition(book->Index).DefinedSeqNum;
        return definedSeqNum != 0 && (int)(lastIncluded - definedSeqNum) < 0;
    }

    private static bool Count(ref long counter, RecoveryCounters counters)
    {
        counter++;
        counters.Snapshots++;
        return true;
    }

    // Its levels make a book as an exchange holds one, and what came since goes on from its number up to the last that the channel has seen.
    private bool IsSound<TMessage, TEntries, TEntry>(InstrumentBook* book, TMessage message, TEntries entries, (ulong Number, PacketHistory History) since)
        where TMessage : struct, ISnapshotMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, ISnapshotEntry, allows ref struct
    {
        InstrumentBook trial = *book;
        InstrumentBook* scratch = &trial;
        scratch->Clear();
        for (int i = 0; i < entries.Count; i++)
        {
            TEntry entry = entries[i];
            byte side = CmeSides.Of[entry.TypeCode];
            if (side >= CmeSides.FirstSpecial) continue;
            if (!IsLevelSound(scratch, (BookSide)side, entry, TMessage.NanoPerMantissa)) return false;
        }

        if (scratch->IsDisordered || !CanReplay(message.SecurityID, message.RptSeq, since.Number, since.History, out uint last)) return false;
        bool isCounted = book->State != BookState.Unknown && (book->Doubts & BookDoubts.Levels) == 0;
        return !isCounted || last == book->RptSeq;
    }

    private bool IsLevelSound<TEntry>(InstrumentBook* book, BookSide side, TEntry entry, int nanoPerMantissa)
        where TEntry : struct, ISnapshotEntry, allows ref struct
    {
        bool isStated = book->TryGetLevel(side, entry.LevelCode, out _);
        return !isStated && book->Apply(
            side, BookAction.Overlay, entry.LevelCode, _builder.Scale(entry.PriceMantissa, nanoPerMantissa), entry.EntryQuantity, entry.OrderCount);
    }

    private void Restore<TMessage, TEntries, TEntry>(InstrumentBook* book, TMessage message, TEntries entries, (ulong Number, ChannelRecovery Recovery) since)
        where TMessage : struct, ISnapshotMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, ISnapshotEntry, allows ref struct
    {
        bool takesStatus = book->StatusCode == InstrumentBook.UntoldStatusCode || (book->Doubts & BookDoubts.Status) != 0;
        _builder.BeginRestore(book, message.RptSeq, (long)message.TransactTime);
        for (int i = 0; i < entries.Count; i++) RestoreEntry(book, entries[i], TMessage.NanoPerMantissa);
        RestoreLimit(book, StatisticKind.UpperLimit, message.HighLimitMantissa, TMessage.NanoPerMantissa);
        RestoreLimit(book, StatisticKind.LowerLimit, message.LowLimitMantissa, TMessage.NanoPerMantissa);
        RestoreLimit(book, StatisticKind.MaxPriceVariation, message.MaxPriceVariationMantissa, TMessage.NanoPerMantissa);
        _builder.EndSnapshot(book);
        if (takesStatus && TellsStatus(message.TradingStatusCode)) _builder.RestoreStatus(book, CmeStatus.Of(message.TradingStatusCode, 0, 0));
        since.Recovery.Counters.ReplayedEntries += Replay(book, message.RptSeq, since.Number, takesStatus, since.Recovery.History);
        _builder.EndRestore();
    }

    private void RestoreEntry<TEntry>(InstrumentBook* book, TEntry entry, int nanoPerMantissa)
        where TEntry : struct, ISnapshotEntry, allows ref struct
    {
        byte side = CmeSides.Of[entry.TypeCode];
        long priceNano = _builder.Scale(entry.PriceMantissa, nanoPerMantissa);
        if (side < CmeSides.FirstSpecial && side != (byte)BookSide.None)
        {
            _builder.ApplyLevel(
                book, (BookSide)side, BookAction.Overlay, entry.LevelCode, priceNano, entry.EntryQuantity, entry.OrderCount, book->RptSeq);
            return;
        }

        switch (entry.TypeCode)
        {
            case (byte)'2':
                _builder.RestoreTrade(book, BookAction.New, priceNano, entry.EntryQuantity, book->RptSeq);
                break;
            case (byte)'e':
                _builder.RestoreVolume(book, entry.EntryQuantity);
                break;
            default:
                if (CmeStatistics.TryGetKind(entry.TypeCode, entry.FlagCode, out StatisticKind kind))
                    _builder.RestoreStatistic(book, kind, priceNano, entry.EntryQuantity, entry.FlagCode);
                break;
        }
    }

    private void RestoreLimit(InstrumentBook* book, StatisticKind kind, long mantissa, int nanoPerMantissa)
    {
        long priceNano = _builder.Scale(mantissa, nanoPerMantissa);
        if (priceNano != MarketEvent.NullPrice) _builder.RestoreStatistic(book, kind, priceNano, MarketEvent.NullQuantity, 0);
    }
}

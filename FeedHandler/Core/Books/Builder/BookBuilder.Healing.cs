using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>
/// What a <see cref="LossShadow"/> knows better is told: definitions first, then the trades that nobody has told yet, then each instrument that is in need, in
/// a match event of its own. All of it is marked <see cref="EventFlags.Restored"/>. A few at a time, as packets come meanwhile.
/// </content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    private const int BooksAtOnce = 16;
    private const int TradesAtOnce = 256;
    private const BookDoubts ButLevels = ~(BookDoubts.Levels | BookDoubts.Implied);

    /// <summary>Whether packets of this sequence were lost.</summary>
    public readonly bool HasLost => _hasLost;

    /// <summary>Tells some of it.</summary>
    /// <param name="shadow">The shadow, at the channel's last packet.</param>
    /// <param name="counters">What came of it.</param>
    /// <param name="seqNum">The lower 32 bits of the number of that packet.</param>
    /// <param name="rxNs">When what was replayed came, nanoseconds since the Unix epoch.</param>
    /// <param name="isQuiet">Whether a match event that goes on will not be seen to its end.</param>
    /// <returns>Whether all of it has been told.</returns>
    public bool TellRestored(LossShadow shadow, ReplayCounters counters, uint seqNum, long rxNs, bool isQuiet)
    {
        if (IsInMatchEvent && isQuiet) EndInterrupted();
        if (IsInMatchEvent) return false;
        BeginSnapshots(seqNum, rxNs);
        ShadowProgress at = shadow.Progress;
        if (at.DefinitionCount < shadow.Instruments.Count) at = at with { DefinitionCount = HealDefinitions(shadow, at.DefinitionCount) };
        else if (at.TradeCount < shadow.Events.TradeCount) at = at with { TradeCount = TellLostTrades(shadow, counters, at.TradeCount) };
        else at = HealBooks(shadow, counters, at);
        shadow.Progress = at;
        if (at.BookCount < shadow.Instruments.Count || at.TradeCount < shadow.Events.TradeCount) return false;
        _hasLost = shadow.HasLost;
        return true;
    }

    private int HealDefinitions(LossShadow shadow, int first)
    {
        int end = Math.Min(first + TradesAtOnce, shadow.Instruments.Count);
        for (int index = first; index < end; index++)
        {
            ref InstrumentDefinition right = ref shadow.Instruments.Definition(index);
            InstrumentBook* book = Find(shadow.Instruments.Books[index].SecurityId);
            if (book == null || !right.IsDefined) continue;
            ref InstrumentDefinition known = ref _instruments.Definition(book->IndexField);
            bool isSame = known.LastUpdateTimeNs == right.LastUpdateTimeNs && known.IsDeleted == right.IsDeleted;
            if (known.IsDefined && (isSame || known.LastUpdateTimeNs > right.LastUpdateTimeNs)) continue;
            HealDefinition(book, shadow.Instruments, index);
        }

        EndInterrupted(); // an instrument was met of which nothing else is known
        return end;
    }

    // What is newer than what is known was decoded by the shadow, in full; it is taken as the decoder would have.
    private void HealDefinition(InstrumentBook* book, InstrumentTable shadow, int index)
    {
        ref InstrumentDefinition right = ref shadow.Definition(index);
        BeginMessage(right.LastUpdateTimeNs, EventFlags.Restored);
        Assumption assumption = AssumptionOf(book);
        if (!right.IsDeleted) Rename(book, InstrumentDefinition.SymbolOf(right));
        _instruments.Definition(book->IndexField) = right;
        _instruments.TakeDetails(book->IndexField, shadow.Details(index));
        ref InstrumentBook state = ref shadow.Books[index];
        Define(book, state.Depth(BookSide.Bid), state.Depth(BookSide.ImpliedBid), right.IsDeleted, status: null);
        Settle(book, assumption);
        EndRestore();
    }

    // As they were made: those of one match event end together.
    private int TellLostTrades(LossShadow shadow, ReplayCounters counters, int first)
    {
        int end = Math.Min(first + TradesAtOnce, shadow.Events.TradeCount);
        for (int place = first; place < end; place++)
        {
            ref readonly MarketEvent lost = ref shadow.Events.Trade(place);
            InstrumentBook* book = Find(shadow.Instruments.Books[lost.InstrumentIndex].SecurityId);
            if (book == null) continue;
            TellLostTrade(book, lost);
            counters.Trades++;
            bool isLast = place + 1 == end || shadow.Events.Trade(place + 1).TransactTimeNs != lost.TransactTimeNs;
            if (isLast) EndRestore();
        }

        return end;
    }

    // It keeps its own numbers: when it happened is behind what the book is now.
    private void TellLostTrade(InstrumentBook* book, in MarketEvent lost)
    {
        if (!TSink.IsEnabled) return;
        BeginMessage(lost.TransactTimeNs, EventFlags.Restored);
        ref MarketEvent slot = ref Claim(lost.Kind, book);
        slot.Action = lost.Action;
        slot.Side = lost.Side;
        slot.PriceNano = lost.PriceNano;
        slot.Quantity = lost.Quantity;
        slot.OrderId = lost.OrderId;
        slot.SeqNum = lost.SeqNum;
        slot.RptSeq = lost.RptSeq;
    }

    private ShadowProgress HealBooks(LossShadow shadow, ReplayCounters counters, ShadowProgress at)
    {
        int end = Math.Min(at.BookCount + BooksAtOnce, shadow.Instruments.Count);
        int needyCount = at.NeedyCount;
        for (int index = at.BookCount; index < end; index++)
        {
            fixed (InstrumentBook* right = &shadow.Instruments.Books[index])
            {
                InstrumentBook* book = FindKnown(right->SecurityId);
                if (book != null && !TryHealBook(book, right, shadow, counters)) needyCount++;
            }
        }

        return at with { BookCount = end, NeedyCount = needyCount };
    }

    private bool TryHealBook(InstrumentBook* book, InstrumentBook* right, LossShadow shadow, ReplayCounters counters)
    {
        if (IsStatusKnown(right) && book->StatusCode == right->StatusCode) book->OwnHalt = right->OwnHalt; // of which no event tells
        ref StatisticSet statistics = ref shadow.Instruments.Statistics(right->IndexField);
        if (_instruments.Definition(book->IndexField).IsDeleted) return true;
        if (NeedsSnapshot(book, IsStatusKnown(right)) || KnowsMore(right, statistics, book))
        {
            // It was not whole before the loss, and the packets did not make it so; one that never had an entry waits for nothing.
            if (right->NeedsSnapshot(ButLevels)) return right->IsStated == 0;
            bool isCounted = book->State != BookState.Unknown && (book->Doubts & BookDoubts.Levels) == 0;
            bool isContradiction = isCounted && book->RptSeq != right->RptSeq;
            if (isContradiction) counters.Contradictions++;
            else Heal(book, right, shadow);
            if (!isContradiction) counters.Restored++;
            return !isContradiction;
        }

        return true;
    }

    // What was told in lost packets of an instrument that had never been told before is missed by no doubt.
    private readonly bool KnowsMore(InstrumentBook* right, in StatisticSet rightStatistics, InstrumentBook* book)
    {
        ref StatisticSet statistics = ref _instruments.Statistics(book->IndexField);
        for (StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++)
        {
            if (!rightStatistics.IsInDoubt(kind) && statistics[kind] != rightStatistics[kind]) return true;
        }

        bool isVolumeOther = book->Volume != right->Volume && (right->Doubts & BookDoubts.Volume) == 0;
        bool isStatusOther = IsStatusKnown(right) && book->StatusCode != right->StatusCode;
        return isVolumeOther || isStatusOther || book->LastPriceNano != right->LastPriceNano || book->LastQuantity != right->LastQuantity;
    }

    private static bool IsStatusKnown(InstrumentBook* book) =>
        book->StatusCode != InstrumentBook.UntoldStatusCode && (book->Doubts & BookDoubts.Status) == 0;

    private void Heal(InstrumentBook* book, InstrumentBook* right, LossShadow shadow)
    {
        bool isInDoubt = shadow.Instruments.Statistics(right->IndexField).HasDoubt;
        BeginRestore(book, right->RptSeq, transactTimeNs: 0, BookSource.Replay, isInDoubt);
        RestateLevels(book, right);
        RestateStatistics(book, shadow.Instruments.Statistics(right->IndexField), isInDoubt, shadow.Events, right->IndexField);
        HealSession(book, right);
        EndRestore();
    }

    private void RestateLevels(InstrumentBook* book, InstrumentBook* right)
    {
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            for (int number = 1; number <= right->Depth(side); number++)
            {
                if (!right->TryGetLevel(side, number, out Level level)) continue;
                ApplyLevel(book, side, BookAction.Overlay, (byte)number, level.PriceNano, level.Quantity, level.Orders, right->RptSeq);
            }
        }
    }

    // What was told again, or is another value, is told; what stands as it was known stands, now without a doubt. Where some are left in doubt, all that is in
    // none is told, and of the others, as doubtful, what is another value.
    private void RestateStatistics(InstrumentBook* book, in StatisticSet right, bool isInDoubt, LostEvents? lost = null, int lostIndex = 0)
    {
        ref StatisticSet statistics = ref _instruments.Statistics(book->IndexField);
        statistics.Settle();
        if (isInDoubt) statistics.DoubtAll();
        for (StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++)
        {
            byte detail = 0;
            bool wasTold = lost is not null && lost.WasTold(lostIndex, kind, out detail);
            bool isThisInDoubt = right.IsInDoubt(kind);
            bool isAnother = wasTold || statistics[kind] != right[kind];
            if (!isAnother && (isThisInDoubt || !isInDoubt)) continue;
            bool isContracts = StatisticSet.IsContracts(kind);
            (long priceNano, long quantity) = isContracts ? (MarketEvent.NullPrice, right[kind]) : (right[kind], MarketEvent.NullQuantity);
            BookAction action = right[kind] == MarketEvent.NullPrice ? BookAction.Delete : BookAction.New;
            ApplyStatistic(book, kind, action, priceNano, quantity, detail, book->RptSeq, isThisInDoubt);
        }
    }

    private void HealSession(InstrumentBook* book, InstrumentBook* right)
    {
        bool isVolumeOther = book->Volume != right->Volume || (book->Doubts & BookDoubts.Volume) != 0;
        BookAction action = right->Volume == MarketEvent.NullQuantity ? BookAction.Delete : BookAction.New;
        if (isVolumeOther && (right->Doubts & BookDoubts.Volume) == 0) ApplyVolume(book, action, right->Volume, book->RptSeq);
        bool isStatusOther = book->StatusCode != right->StatusCode || (book->Doubts & BookDoubts.Status) != 0;
        bool isStatusKnown = IsStatusKnown(right);
        if (isStatusOther && isStatusKnown) ApplyStatus(book, new StatusUpdate(right->Status, StatusChange.None, right->StatusCode, 0, 0));
        if (isStatusKnown) book->OwnHalt = right->OwnHalt;
        if (book->LastPriceNano != right->LastPriceNano || book->LastQuantity != right->LastQuantity)
            RestoreTrade(book, BookAction.New, right->LastPriceNano, right->LastQuantity, book->RptSeq);
    }
}

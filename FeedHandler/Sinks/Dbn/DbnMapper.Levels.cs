using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <content>Levels: direct sides alone, as the format has none for implied ones.</content>
public sealed partial class DbnMapper
{
    private void MapLevel(in MarketEvent told)
    {
        switch (told.Kind)
        {
            case EventKind.Book when told.Side is BookSide.Bid or BookSide.Ask:
                AddLevels(told, DbnWords.Action(told.Action));
                break;
            case EventKind.BookClear:
                AddLevels(told, DbnAction.Clear);
                break;
            case EventKind.Trade when IsNewTrade(told):
                AddLevels(told, DbnAction.Trade);
                break;
            default:
                break;
        }
    }

    private void AddLevels(in MarketEvent told, DbnAction action)
    {
        if (_schema == DbnSchema.Mbp1) AddTop(told, action);
        else AddTen(told, action);
    }

    private void AddTen(in MarketEvent told, DbnAction action)
    {
        Mbp10Record record = Mbp10Record.Create(_publisherId, IdOf(told), TimeOf(told));
        ref TradeRecord head = ref Unsafe.As<Mbp10Record, TradeRecord>(ref record); // whose fields are those of a trade, up to the levels
        DbnHeader header = head.Header;
        head = LevelHead(told, action) with { Header = header };
        Span<BookLevel> levels = record.Levels;
        for (int depth = 0; depth < BookLevels.Count; depth++) levels[depth] = LevelOf(told, depth + 1);
        Add(told, record);
    }

    // A change below the top is told only where it makes another top.
    private void AddTop(in MarketEvent told, DbnAction action)
    {
        BookLevel level = LevelOf(told, number: 1);
        ref BookLevel top = ref _tops[told.Channel][told.InstrumentIndex];
        bool isSame = Same(level, top);
        top = level;
        if (isSame && action is not (DbnAction.Trade or DbnAction.Clear)) return;
        Mbp1Record record = Mbp1Record.Create(_publisherId, IdOf(told), TimeOf(told));
        ref TradeRecord head = ref Unsafe.As<Mbp1Record, TradeRecord>(ref record);
        DbnHeader header = head.Header;
        head = LevelHead(told, action) with { Header = header };
        record.Level = level;
        Add(told, record);
    }

    private TradeRecord LevelHead(in MarketEvent told, DbnAction action)
    {
        TradeRecord record = TradeRecord.Create(_publisherId, 0, 0);
        record.Action = action;
        record.Sequence = told.SeqNum;
        bool isInDoubt = _books[told.Channel].Books[told.InstrumentIndex].State != BookState.Whole;
        record.Flags = FlagsOf(told, isInDoubt) | (action == DbnAction.Trade ? 0 : DbnFlags.Mbp);
        if (action == DbnAction.Clear) return record;
        (record.Price, record.Size) = (PriceOf(told, told.PriceNano), DbnWords.Size(told.Quantity));
        record.Side = DbnWords.Side(told.Side);
        if (action != DbnAction.Trade) record.Depth = (byte)Math.Max(0, told.Level - 1);
        return record;
    }

    private BookLevel LevelOf(in MarketEvent told, int number)
    {
        ref readonly InstrumentBook book = ref _books[told.Channel].Books[told.InstrumentIndex];
        BookLevel both = BookLevel.Empty;
        if (book.TryGetLevel(BookSide.Bid, number, out Level bid))
            (both.BidPrice, both.BidSize, both.BidCount) = (PriceOf(told, bid.PriceNano), DbnWords.Size(bid.Quantity), Count(bid.Orders));
        if (book.TryGetLevel(BookSide.Ask, number, out Level ask))
            (both.AskPrice, both.AskSize, both.AskCount) = (PriceOf(told, ask.PriceNano), DbnWords.Size(ask.Quantity), Count(ask.Orders));
        return both;
    }

    private static uint Count(int orders) => orders == MarketEvent.NullOrders ? 0 : (uint)orders;

    private static bool Same(in BookLevel one, in BookLevel other) => MemoryMarshal.AsBytes(new ReadOnlySpan<BookLevel>(in one))
        .SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<BookLevel>(in other)));
}

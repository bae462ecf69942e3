using System.Text.Json;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Reports.Events;

namespace FeedHandler.Host.Diff.Lines;

/// <summary>Lines of `--events` as events again, as far as <see cref="LineForm"/> goes. Instruments get the index that a feed would give them.</summary>
/// <param name="instrumentsMax">How many instruments a channel can have.</param>
internal sealed class LineParser(int instrumentsMax)
{
    private const int ChannelCountMax = Core.Packets.FeedMap.ChannelCountMax;
    private readonly LineMembers _members = new();
    private readonly Dictionary<int, Dictionary<long, int>> _indexes = [];

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <exception cref="LineFault">It is no event.</exception>
    public DiffEvent Parse(ReadOnlySpan<byte> line, long number)
    {
        Read(line);
        EventKind kind = (EventKind)_members.Take(EventColumn.Kind);
        if (kind == EventKind.None) throw new LineFault("kind: none is no event");
        DiffEvent read = new() { Event = LineForm.Empty(kind), Line = number, Symbol = _members.Symbol };
        read.Number = _members.Take(EventColumn.Event);
        read.ChannelId = (int)_members.Take(EventColumn.Channel);
        read.SecurityId = _members.TryTake(EventColumn.SecurityId, out long id) ? id : null;
        read.Event.InstrumentIndex = IndexOf(read.ChannelId, read.SecurityId, kind);
        ReadOrigin(ref read.Event);
        ReadFields(ref read.Event, read.SecurityId);
        _members.RequireAllTaken(kind);
        return read;
    }

    private void Read(ReadOnlySpan<byte> line)
    {
        try
        {
            _members.Read(line);
        }
        catch (JsonException failure)
        {
            throw new LineFault(FormattableString.Invariant($"not JSON, at byte {failure.BytePositionInLine + 1} of the line"));
        }
        catch (InvalidOperationException)
        {
            throw new LineFault("not JSON: a text in it is no UTF-8");
        }
    }

    private void ReadOrigin(ref MarketEvent into)
    {
        into.TransactTimeNs = _members.Take(EventColumn.TransactTimeNs, 0);
        if (into.Kind != EventKind.Order) into.RxNs = _members.Take(EventColumn.RxNs, 0);
        into.SeqNum = (uint)_members.Take(EventColumn.SeqNum);
        into.RptSeq = (uint)_members.Take(EventColumn.RptSeq, 0);
        into.Flags = Flag(EventColumn.LastOfInstrument, EventFlags.LastOfInstrument) | Flag(EventColumn.EndOfEvent, EventFlags.EndOfEvent)
            | Flag(EventColumn.InDoubt, EventFlags.InDoubt) | Flag(EventColumn.Recovery, EventFlags.Recovery)
            | Flag(EventColumn.Restored, EventFlags.Restored);
    }

    private void ReadFields(ref MarketEvent into, long? securityId)
    {
        switch (into.Kind)
        {
            case EventKind.Definition:
                ReadDefinition(ref into, securityId ?? throw new LineFault("securityId: missing"));
                break;
            case EventKind.Book or EventKind.Trade or EventKind.MarketBest:
                ReadUpdate(ref into);
                break;
            case EventKind.Order or EventKind.TradeOrder:
                ReadOrder(ref into);
                break;
            case EventKind.Statistic:
                into.Action = (BookAction)_members.Take(EventColumn.Action);
                into.Statistic = (StatisticKind)_members.Take(EventColumn.Statistic);
                ReadAmounts(ref into);
                break;
            case EventKind.Status:
                ReadStatus(ref into);
                break;
            case EventKind.Volume or EventKind.Gap or EventKind.LastTrade:
                if (into.Kind == EventKind.LastTrade) into.PriceNano = _members.Take(EventColumn.Price, MarketEvent.NullPrice);
                into.Quantity = _members.Take(EventColumn.Quantity, MarketEvent.NullQuantity);
                break;
            default: // the kind says it all
                break;
        }
    }

    private void ReadOrder(ref MarketEvent into)
    {
        into.OrderId = (ulong)_members.Take(EventColumn.OrderId);
        ReadAmounts(ref into);
        if (into.Kind != EventKind.Order) return;
        into.Action = (BookAction)_members.Take(EventColumn.Action);
        into.Side = (BookSide)_members.Take(EventColumn.Side);
        into.Priority = (ulong)_members.Take(EventColumn.Priority);
    }

    private void ReadDefinition(ref MarketEvent into, long securityId)
    {
        into.Quantity = securityId;
        into.Flags |= Flag(EventColumn.Assumed, EventFlags.Assumed) | Flag(EventColumn.Deleted, EventFlags.Deleted);
        if ((into.Flags & EventFlags.Assumed) == 0 || into.IsFromCache)
            (into.Level, into.Detail) = ((byte)_members.Take(EventColumn.Depth), (byte)_members.Take(EventColumn.ImpliedDepth));
        into.Orders = (int)_members.Take(EventColumn.Status, InstrumentBook.UntoldStatusCode);
        if (into.Orders != InstrumentBook.UntoldStatusCode) into.Status = (TradingStatus)_members.Take(EventColumn.TradingStatus);
    }

    private void ReadUpdate(ref MarketEvent into)
    {
        into.Action = (BookAction)_members.Take(EventColumn.Action);
        into.Side = (BookSide)_members.Take(into.Kind == EventKind.Trade ? EventColumn.Aggressor : EventColumn.Side);
        into.Level = (byte)_members.Take(EventColumn.Level, 0);
        ReadAmounts(ref into);
        if (into.Kind != EventKind.MarketBest) into.Orders = (int)_members.Take(EventColumn.Orders, MarketEvent.NullOrders);
    }

    private void ReadStatus(ref MarketEvent into)
    {
        bool isTold = _members.TryTake(EventColumn.TradingStatus, out long status);
        into.Action = isTold ? default : (BookAction)StatusChange.KeepsStatus;
        into.Status = (TradingStatus)status;
        into.Detail = (byte)_members.Take(EventColumn.Status);
        into.Orders = (int)_members.Take(EventColumn.TradingEvent);
        into.Quantity = _members.Take(EventColumn.Reason);
    }

    private void ReadAmounts(ref MarketEvent into)
    {
        into.PriceNano = _members.Take(EventColumn.Price, MarketEvent.NullPrice);
        into.Quantity = _members.Take(EventColumn.Quantity, MarketEvent.NullQuantity);
    }

    private EventFlags Flag(EventColumn member, EventFlags flag) => _members.Take(member, 0) != 0 ? flag : EventFlags.None;

    private int IndexOf(int channelId, long? securityId, EventKind kind)
    {
        if (!_indexes.TryGetValue(channelId, out Dictionary<long, int>? indexes))
        {
            if (_indexes.Count == ChannelCountMax) throw new LineFault($"channel: more than {ChannelCountMax} channels");
            _indexes.Add(channelId, indexes = []);
        }

        if (securityId is not { } id) return MarketEvent.NoInstrument;
        if (indexes.TryGetValue(id, out int index)) return index;
        if (kind != EventKind.Definition) return MarketEvent.InstrumentIndexMax; // nobody has announced it: no book has it
        if (indexes.Count == instrumentsMax) throw new LineFault("securityId: more instruments than fit: raise --instruments-max");
        indexes.Add(id, indexes.Count);
        return indexes.Count - 1;
    }
}

using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Wire;
using EventFlags = FeedHandler.Core.Events.EventFlags;

namespace FeedHandler.Venues.Normalized;

/// <content>Snapshots of orders: those of an instrument come in parts, all of one moment; what is told meanwhile is gone through behind the last.</content>
public unsafe partial struct NormalizedDecoder<TSink, TStamps>
{
    private void RestoreOrders(ReadOnlySpan<byte> frame, in LoopMoment moment, ChannelRecovery recovery)
    {
        RecoveryCounters counters = recovery.Counters;
        _seesOrders = true;
        if (_builder.Orders is null) return;
        counters.OrderParts++;
        bool isRead = OrderSnapshots.TryDecode(frame, out MarketEvent head, out _, out OrderPart part, _part, out int orderCount, out _);
        int index = isRead ? _upstream.IndexOf(head.InstrumentIndex) : -1;
        if (index < 0)
        {
            counters.OrderPartsRefused++;
            return;
        }

        InstrumentBook* book = BookAt(index);
        // Whether orders that were whole then are so still is found out only behind the last part, when they have been told.
        bool isDone = _upstream.MissesNothing || part.State != OrderBookState.Whole || _builder.Orders.StateApart(index) == OrderBookState.Whole;
        ref long outcome = ref isDone ? ref counters.OrderPartsNotNeeded : ref TakePart(book, (part, orderCount), head, moment, recovery);
        outcome++;
        bool isWell = part.State != OrderBookState.Whole || _builder.Orders.StateApart(index) == OrderBookState.Whole;
        if (isWell && (book->Doubts & Core.Books.BookDoubts.Levels) == 0) recovery.Find(FeedRole.Snapshot, index, moment.InstrumentCount, (uint)moment.Packet);
    }

    private ref long TakePart(InstrumentBook* book, (OrderPart At, int OrderCount) part, in MarketEvent head, in LoopMoment moment, ChannelRecovery recovery)
    {
        RecoveryCounters counters = recovery.Counters;
        recovery.Want();
        if (moment.Age != SnapshotAge.Usable) return ref counters.OrderPartsTooOld;
        (uint number, uint count) = ((uint)part.At.Part, (uint)part.At.PartCount);
        ref OrderRestoration next = ref _builder.Orders!.Restoration(book->Index);
        ref bool isRestoring = ref _upstream.RestoresOrders(book->Index);
        bool isNext = isRestoring && next == new OrderRestoration((uint)moment.Packet, count, number);
        bool isOld = isRestoring && (int)((uint)moment.Packet - next.LastIncluded) <= 0; // of a turn of which the other line brought the part
        if (!isNext && isOld) return ref counters.OrderPartsNotNeeded;
        if (!isNext && number != 1) return ref counters.OrderPartsAhead;
        if (number == 1) _builder.BeginRestoreOrders(book, head.TransactTimeNs);
        else _builder.BeginMessage(head.TransactTimeNs, EventFlags.Restored);
        next = new OrderRestoration((uint)moment.Packet, count, number + 1);
        OrderBookState state = TryTake(book, part.OrderCount) ? OrderBookState.Restoring : OrderBookState.Suspect;
        if (state == OrderBookState.Restoring && number == count) state = FollowOrdersSince(book, head.InstrumentIndex, moment, recovery);
        isRestoring = state == OrderBookState.Restoring;
        if (state == OrderBookState.Whole) counters.OrdersRestored++;
        _builder.EndRestoreOrders(book, state);
        return ref state == OrderBookState.Suspect ? ref counters.OrderPartsRefused : ref counters.OrderPartsTaken;
    }

    private bool TryTake(InstrumentBook* book, int orderCount)
    {
        bool isSound = true;
        for (int i = 0; i < orderCount && isSound; i++) isSound = _builder.TryRestoreOrder(book, _part[i]);
        return isSound;
    }

    // Whole when all that came since could be applied; what the other doubts meanwhile is doubted here.
    private OrderBookState FollowOrdersSince(InstrumentBook* book, int upstreamIndex, in LoopMoment moment, ChannelRecovery recovery)
    {
        PacketHistory history = recovery.History;
        long doubtsBefore = _builder.Orders!.Counters.Doubts;
        for (int at = history.PlaceAfter(moment.Packet); at < history.Count; at++)
        {
            foreach (ReadOnlySpan<byte> frame in DatagramHeader.FramesOf(history[at]))
            {
                bool isEvent = FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out _);
                if (!isEvent || told.InstrumentIndex != upstreamIndex || told.Kind < EventKind.Order || place.Sequence <= moment.Sequence) continue;
                told.Flags &= EventFlags.InDoubt | EventFlags.Recovery;
                _builder.FollowOrders(book, told, EventFlags.Restored);
            }
        }

        OrderBookState state = _builder.Orders.StateApart(book->Index);
        bool isRefuted = _builder.Orders.Counters.Doubts != doubtsBefore || state == OrderBookState.Suspect;
        return isRefuted ? OrderBookState.Suspect : OrderBookState.Whole;
    }
}

using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using Book32 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook32;
using Book46 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook46;

namespace FeedHandler.Venues.Cme;

/// <content>
/// Orders (CME MDP 3.0, "Market by Order - Book Management"): behind the levels of a price-depth book, to which they refer, or in messages of their own.
/// </content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private const long NoInstrumentId = long.MinValue; // ids have 32 bits

    // A price-depth book of any size of root block and entries.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ApplyBook<TScope, TMessage, TEntries, TEntry, TOrders, TOrder>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TScope : struct, IEntryScope
        where TMessage : struct, IBookMessage<TMessage, TEntries, TOrders>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IBookEntry, allows ref struct
        where TOrders : struct, IEntryGroup<TOrder>, allows ref struct
        where TOrder : struct, ILevelOrderEntry, allows ref struct
    {
        if (!TMessage.TryWrap(body, blockLength, version, out TMessage message) || !message.TryGetEntries(out TEntries entries, out int orderCount)) return;
        if (TScope.IsReplay)
        {
            Replay<TEntries, TEntry, BookRule<TEntry>>(entries, message.TransactTime);
            return;
        }

        BeginMessage(message.TransactTime, message.MatchEventCode);
        for (int i = 0; i < entries.Count; i++) BookRule<TEntry>.Apply(ref this, entries[i]);
        _counters.Entries += entries.Count;
        _counters.OrderEntries += orderCount;
        if (orderCount != 0 && _builder.Orders is not null && message.TryGetOrders(entries, out TOrders orders))
            TakeOrders<TEntries, TEntry, TOrders, TOrder>(entries, orders);
        _builder.EndMessage((message.MatchEventCode & CmeMatchEvent.EndOfEvent) != 0);
    }

    // Those of a plain book, of which the levels have been applied.
    private void TakeOrdersOf(ref byte frame)
    {
        ReadOnlySpan<byte> body = CmeFrames.BodyOf(ref frame, Unsafe.ReadUnaligned<ushort>(ref frame));
        int blockLength = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
        int version = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 8));
        if (Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 4)) == Book46.TemplateId)
        {
            TakeOrdersOf<Book46, Book46.NoMDEntriesGroup, Book46.NoMDEntriesEntry, Book46.NoOrderIDEntriesGroup, Book46.NoOrderIDEntriesEntry>(
                body, blockLength, version);
            return;
        }

        TakeOrdersOf<Book32, Book32.NoMDEntriesGroup, Book32.NoMDEntriesEntry, Book32.NoOrderIDEntriesGroup, Book32.NoOrderIDEntriesEntry>(
            body, blockLength, version);
    }

    private void TakeOrdersOf<TMessage, TEntries, TEntry, TOrders, TOrder>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TMessage : struct, IBookMessage<TMessage, TEntries, TOrders>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IBookEntry, allows ref struct
        where TOrders : struct, IEntryGroup<TOrder>, allows ref struct
        where TOrder : struct, ILevelOrderEntry, allows ref struct
    {
        if (!TMessage.TryWrap(body, blockLength, version, out TMessage message) || !message.TryGetEntries(out TEntries entries, out _)) return;
        if (message.TryGetOrders(entries, out TOrders orders)) TakeOrders<TEntries, TEntry, TOrders, TOrder>(entries, orders);
    }

    // ReferenceID tells which entry of the same message has instrument, side and price.
    private void TakeOrders<TEntries, TEntry, TOrders, TOrder>(TEntries entries, TOrders orders)
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IBookEntry, allows ref struct
        where TOrders : struct, IEntryGroup<TOrder>, allows ref struct
        where TOrder : struct, ILevelOrderEntry, allows ref struct
    {
        if (orders.Count > 1 && _builder.IsOrderMemoryFar) Prefetch<TEntries, TEntry, TOrders, TOrder>(entries, orders);
        for (int i = 0; i < orders.Count; i++)
        {
            TOrder order = orders[i];
            int at = order.ReferenceCode - 1;
            if ((uint)at >= (uint)entries.Count)
            {
                RefuseUnknown();
                continue;
            }

            TEntry level = entries[at];
            long priceNano = Nano<TEntry>(level.PriceMantissa);
            TakeOrder(
                level.SecurityID, level.TypeCode, order.ActionCode,
                new RestingOrder(order.OrderID, BookSide.None, priceNano, order.DisplayQuantity, order.PriorityCode));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ApplyOrders<TMessage, TEntries, TEntry>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TMessage : struct, IEntryMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IOrderEntry, allows ref struct
    {
        if (!TMessage.TryWrap(body, blockLength, version, out TMessage message) || !message.TryGetEntries(out TEntries entries, out int orderCount)) return;
        BeginMessage(message.TransactTime, message.MatchEventCode);
        _counters.OrderEntries += orderCount;
        if (_builder.Orders is not null) TakeOrders<TEntries, TEntry>(entries);
        _builder.EndMessage((message.MatchEventCode & CmeMatchEvent.EndOfEvent) != 0);
    }

    private void TakeOrders<TEntries, TEntry>(TEntries entries)
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IOrderEntry, allows ref struct
    {
        if (entries.Count > 1 && _builder.IsOrderMemoryFar) Prefetch<TEntries, TEntry>(entries);
        for (int i = 0; i < entries.Count; i++)
        {
            TEntry entry = entries[i];
            long priceNano = _builder.Scale(entry.PriceMantissa, TEntry.NanoPerMantissa);
            TakeOrder(
                entry.SecurityID, entry.TypeCode, entry.ActionCode,
                new RestingOrder(entry.IdCode, BookSide.None, priceNano, entry.DisplayQuantity, entry.PriorityCode));
        }
    }

    private void RefuseUnknown()
    {
        if (_ordersOf == NoInstrumentId) _builder.RefuseOrders();
        else _builder.RefuseOrder(_builder.Find(_ordersOf));
    }

    private void TakeOrder(int securityId, byte typeCode, byte actionCode, RestingOrder order)
    {
        if (_ordersOf != NoInstrumentId && _ordersOf != securityId) return;
        InstrumentBook* book = _builder.Find(securityId);
        if (book == null) return;
        byte side = CmeSides.Of[typeCode];
        BookAction action = (BookAction)actionCode;
        bool isSound = side <= (byte)BookSide.Ask && action <= BookAction.Delete && order.Id != ulong.MaxValue
            && (action == BookAction.Delete || order.Quantity != MarketEvent.NullQuantity);
        if (isSound) _builder.ApplyOrder(book, action, order with { Side = (BookSide)side });
        else _builder.RefuseOrder(book);
    }
}

using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Venues.Cme;

/// <content>
/// All orders of a message are known before the first is applied: their memory is asked for at once, so that it is waited for once and not order by order.
/// Only where there are so many orders that the cache does not hold them.
/// </content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private const int HintsMax = 32;

    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void Prefetch<TEntries, TEntry, TOrders, TOrder>(TEntries entries, TOrders orders)
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IBookEntry, allows ref struct
        where TOrders : struct, IEntryGroup<TOrder>, allows ref struct
        where TOrder : struct, ILevelOrderEntry, allows ref struct
    {
        Span<OrderHint> hints = stackalloc OrderHint[HintsMax];
        int count = 0;
        for (int i = 0; i < orders.Count && count < hints.Length; i++)
        {
            TOrder order = orders[i];
            int at = order.ReferenceCode - 1;
            if ((uint)at >= (uint)entries.Count) continue;
            TEntry level = entries[at];
            hints[count++] = HintOf(level.SecurityID, (order.ActionCode, level.TypeCode), (level.PriceMantissa, TEntry.NanoPerMantissa), order.OrderID);
        }

        _builder.PrefetchOrders(hints[..count]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void Prefetch<TEntries, TEntry>(TEntries entries)
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IOrderEntry, allows ref struct
    {
        Span<OrderHint> hints = stackalloc OrderHint[HintsMax];
        int count = Math.Min(entries.Count, hints.Length);
        for (int i = 0; i < count; i++)
        {
            TEntry entry = entries[i];
            hints[i] = HintOf(entry.SecurityID, (entry.ActionCode, entry.TypeCode), (entry.PriceMantissa, TEntry.NanoPerMantissa), entry.IdCode);
        }

        _builder.PrefetchOrders(hints[..count]);
    }

    private readonly OrderHint HintOf(int securityId, (byte Action, byte Type) codes, (long Mantissa, int Factor) price, ulong id) => new(
        _builder.IndexOf(securityId), (BookAction)codes.Action == BookAction.New, (BookSide)CmeSides.Of[codes.Type],
        price.Mantissa * price.Factor, id); // what does not fit is refused later; here it costs time at most
}

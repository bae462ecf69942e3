using System.Runtime.Intrinsics.X86;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

/// <summary>What is known of an instruction before it is given. What is wrong in it costs time and nothing else.</summary>
/// <param name="Instrument">The instrument's dense index.</param>
/// <param name="IsNew">Whether it adds an order.</param>
/// <param name="Side">The order's side.</param>
/// <param name="PriceNano">The price of an order that is added.</param>
/// <param name="Id">The order's id.</param>
public readonly record struct OrderHint(int Instrument, bool IsNew, BookSide Side, long PriceNano, ulong Id);

// What an instruction touches hangs together by links: one after the other each would be waited for, of several instructions at once they come together.
public sealed unsafe partial class OrderBooks
{
    private const int HintsMax = 32;

    /// <summary>Asks for the memory that instructions will touch, where several are known before they are given, as those of a packet.</summary>
    /// <param name="hints">The instructions; of more than 32 the others are passed over.</param>
    public void Prefetch(ReadOnlySpan<OrderHint> hints)
    {
        if (!Sse.IsSupported || hints.Length < 2) return;
        if (hints.Length > HintsMax) hints = hints[..HintsMax];
        uint* numbers = stackalloc uint[HintsMax];
        foreach (ref readonly OrderHint hint in hints)
        {
            _index.PrefetchChunk(hint.Id);
            if (hint.IsNew) PrefetchSide(SideOf(hint.Instrument, hint.Side));
        }

        for (int i = 0; i < hints.Length; i++) numbers[i] = PrefetchFirst(hints[i]);
        for (int i = 0; i < hints.Length; i++) PrefetchNeighbours(hints[i].IsNew, numbers[i]);
    }

    private void PrefetchSide(uint side)
    {
        if (side == NoSide) return;
        Sse.Prefetch0(_sides + side);
        Sse.Prefetch0((byte*)(_sides + side) + 64);
    }

    // The level to which a new order comes, or the order.
    private uint PrefetchFirst(in OrderHint hint)
    {
        if (!hint.IsNew) return _index.PrefetchOrder((uint)hint.Instrument, hint.Id);
        uint side = SideOf(hint.Instrument, hint.Side);
        if (side == NoSide) return 0;
        int place = PlaceOf(_sides + side, LevelRecord.KeyOf(side, hint.PriceNano));
        uint level = place == SideRecord.TopMax ? 0 : _sides[side].Levels[place];
        Sse.Prefetch0(_levels.First + level);
        return level;
    }

    private void PrefetchNeighbours(bool isNew, uint number)
    {
        if (isNew)
        {
            Sse.Prefetch0(_orders.First + _levels.First[number].Orders.Front);
            return;
        }

        SortedLink* link = _queues.Link(number);
        Sse.Prefetch0(_levels.First + link->Owner);
        Sse.Prefetch0(_queues.Link(link->Front));
        Sse.Prefetch0(_queues.Link(link->Back));
    }
}

using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>
/// One side of a direct book: three arrays side by side, so that a move of levels is one permutation of each. Only the first
/// <see cref="InstrumentBook.DirectDepthMax"/> of the 16 places are levels; the others are always empty.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct DirectSide
{
    public const int Places = 16;
    public const int Bytes = Places * (sizeof(long) + sizeof(long) + sizeof(int));

    [FieldOffset(0)] public fixed long PriceNano[Places];
    [FieldOffset(Places * 8)] public fixed long Quantity[Places];
    [FieldOffset(Places * 16)] public fixed int Orders[Places];

    public void Set(int place, long priceNano, long quantity, int orders)
    {
        PriceNano[place] = priceNano;
        Quantity[place] = quantity;
        Orders[place] = orders;
    }

    /// <summary>Gives the levels in depth a price and no quantity, and empties the places below.</summary>
    public void Fill(long priceNano, int depth)
    {
        var prices = MemoryMarshal.CreateSpan(ref PriceNano[0], Places);
        prices[..depth].Fill(priceNano);
        prices[depth..].Fill(MarketEvent.NullPrice);
        MemoryMarshal.CreateSpan(ref Quantity[0], Places).Clear();
        MemoryMarshal.CreateSpan(ref Orders[0], Places).Clear();
    }
}

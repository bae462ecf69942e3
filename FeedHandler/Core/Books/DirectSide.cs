using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>
/// One side of a direct book in four cache lines: prices and quantities of the upper eight levels in one line each, those of the lower two together in a
/// third, order counts in the fourth. Places 10 and 11 are no levels: one takes a new level on its way into the book, the other is always empty.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct DirectSide
{
    public const int Bytes = 256;
    public const int LowPlaces = 8;
    public const int HighPlaces = 4;
    public const int NewPlace = 10;
    public const int EmptyPlace = 11;
    public const int PlaceCount = LowPlaces + HighPlaces;
    private const int OrderSlots = 16;

    [FieldOffset(0)] public fixed long PriceLow[LowPlaces];
    [FieldOffset(64)] public fixed long QuantityLow[LowPlaces];
    [FieldOffset(128)] public fixed long PriceHigh[HighPlaces];
    [FieldOffset(160)] public fixed long QuantityHigh[HighPlaces];
    [FieldOffset(192)] public fixed int Orders[OrderSlots];

    public long PriceNano(uint place) => Unsafe.Add(ref PriceLow[0], PriceWord(place));

    public long Quantity(uint place) => Unsafe.Add(ref PriceLow[0], QuantityWord(place));

    public void Set(uint place, long priceNano, long quantity, int orders)
    {
        Unsafe.Add(ref PriceLow[0], PriceWord(place)) = priceNano;
        Unsafe.Add(ref PriceLow[0], QuantityWord(place)) = quantity;
        Orders[place] = orders;
    }

    /// <summary>Gives the levels in depth a price and no quantity, and empties the places below.</summary>
    public void Fill(long priceNano, int depth)
    {
        Span<long> words = MemoryMarshal.CreateSpan(ref PriceLow[0], Bytes / sizeof(long));
        words.Clear();
        MemoryMarshal.CreateSpan(ref PriceLow[0], LowPlaces).Fill(MarketEvent.NullPrice);
        MemoryMarshal.CreateSpan(ref PriceHigh[0], HighPlaces).Fill(MarketEvent.NullPrice);
        for (uint place = 0u; place < depth; place++) words[(int)PriceWord(place)] = priceNano;
    }

    // Word offsets from the start: the places from 8 on lie 8 words further for prices, 4 for quantities.
    private static uint PriceWord(uint place) => place + ((place >> 3) * 8);

    private static uint QuantityWord(uint place) => LowPlaces + place + ((place >> 3) * 4);
}

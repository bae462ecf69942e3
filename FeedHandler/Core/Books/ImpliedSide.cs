using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>One side of an implied book: two levels of price and quantity in one register; the venue gives no order count for
/// these.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ImpliedSide
{
    private const int Places = 2;

    public long FirstPriceNano;
    public long FirstQuantity;
    public long SecondPriceNano;
    public long SecondQuantity;

    // Sources of the four words after an update: 0 to 3 are the old words, 4 and 5 the new level, 6 and 7 an empty one.
    private static ReadOnlySpan<long> Sources =>
    [
        4, 5, 0, 1, /* New at the top */ 0, 1, 4, 5, // New below
        4, 5, 2, 3, /* Change at the top */ 0, 1, 4, 5, // Change below
        2, 3, 6, 7, /* Delete at the top */ 0, 1, 6, 7, // Delete below
    ];

    /// <summary>Applies New, Change or Delete.</summary>
    public void Apply(BookAction action, uint place, int depth, long priceNano, long quantity)
    {
        ref long words = ref FirstPriceNano;
        ref long row = ref Unsafe.Add(ref MemoryMarshal.GetReference(Sources), (((uint)action * Places) + place) * 4);
        Vector256<long> source = Vector256.LoadUnsafe(ref row);
        Vector256<long> old = Vector256.LoadUnsafe(ref words);
        Vector256<long> fresh = Vector256.Create(priceNano, quantity, MarketEvent.NullPrice, 0);
        if (Avx512F.VL.IsSupported) Avx512F.VL.PermuteVar4x64x2(old, source, fresh).StoreUnsafe(ref words);
        else Select(old, source, fresh).StoreUnsafe(ref words);
        if (depth < Places) (SecondPriceNano, SecondQuantity) = (MarketEvent.NullPrice, 0);
    }

    public void Fill(long priceNano, int depth)
    {
        FirstPriceNano = depth > 0 ? priceNano : MarketEvent.NullPrice;
        SecondPriceNano = depth > 1 ? priceNano : MarketEvent.NullPrice;
        FirstQuantity = SecondQuantity = 0;
    }

    /// <summary>Whether any level is stated.</summary>
    public readonly bool HasLevel => IsLevel(FirstPriceNano) || IsLevel(SecondPriceNano);

    /// <summary>Knows no longer what its levels are; what is known to be empty stays so.</summary>
    public void Doubt()
    {
        if (IsLevel(FirstPriceNano)) FirstPriceNano = InstrumentBook.UnknownPrice;
        if (IsLevel(SecondPriceNano)) SecondPriceNano = InstrumentBook.UnknownPrice;
    }

    public readonly long PriceNano(int place) => place == 0 ? FirstPriceNano : SecondPriceNano;

    public readonly long Quantity(int place) => place == 0 ? FirstQuantity : SecondQuantity;

    private static bool IsLevel(long priceNano) => priceNano is not (MarketEvent.NullPrice or InstrumentBook.UnknownPrice);

    private static Vector256<long> Select(Vector256<long> old, Vector256<long> source, Vector256<long> fresh)
    {
        Vector256<long> isOld = Vector256.LessThan(source, Vector256.Create(4L));
        Vector256<long> index = source & Vector256.Create(3L);
        return Vector256.ConditionalSelect(isOld, Vector256.Shuffle(old, index), Vector256.Shuffle(fresh, index));
    }
}

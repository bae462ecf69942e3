using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>
/// Moves the levels of a direct side: New and Delete at any level are the same five permutations of whole registers, read from a table,
/// so that there
/// is no branch to mispredict and no loop whose length varies. One table for each depth; they are made once and never freed.
/// </summary>
internal static unsafe class LevelMoves
{
    /// <summary>The bytes of a table's entry: 16 64-bit sources, then the same in 32 bits.</summary>
    public const int EntryBytes = 256;

    private const int EntrySlots = 16;
    private const int OrdersOffset = EntrySlots * sizeof(long);
    private static readonly byte*[] Tables = FillAll();

    /// <summary>The table of a depth.</summary>
    /// <param name="depth">1 to <see cref="InstrumentBook.DirectDepthMax"/>.</param>
    public static byte* ForDepth(int depth) => Tables[depth];

    /// <summary>Applies New or Delete at a place.</summary>
    public static void Apply(DirectSide* side, byte* table, BookAction action, uint place, long priceNano, long quantity, int orders)
    {
        byte* entry = table + ((((uint)action * EntrySlots) + place) * EntryBytes);
        if (Avx512F.IsSupported) Permute(side, entry, priceNano, quantity, orders);
        else Move(side, entry, priceNano, quantity, orders);
    }

    // The new level is put into a lane that is no level, so that it is one more source for the permutation.
    private static void Permute(DirectSide* side, byte* entry, long priceNano, long quantity, int orders)
    {
        Vector512<long> low = Vector512.LoadAligned((long*)entry);
        Vector512<long> high = Vector512.LoadAligned((long*)entry + DirectSide.LowPlaces);
        Permute(side->PriceLow, side->PriceHigh, low, high, priceNano);
        Permute(side->QuantityLow, side->QuantityHigh, low, high, quantity);
        Vector512<int> isNew = Vector512.Create(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0);
        Vector512<int> old = Vector512.ConditionalSelect(isNew, Vector512.Create(orders), Vector512.LoadAligned(side->Orders));
        Avx512F.PermuteVar16x32(old, Vector512.LoadAligned((int*)(entry + OrdersOffset))).StoreAligned(side->Orders);
    }

    private static void Permute(long* lowValues, long* highValues, Vector512<long> low, Vector512<long> high, long value)
    {
        Vector256<long> isNew = Vector256.Create(0L, 0, -1, 0);
        Vector512<long> oldLow = Vector512.LoadAligned(lowValues);
        Vector512<long> oldHigh = Vector256.ConditionalSelect(isNew, Vector256.Create(value), Vector256.LoadAligned(highValues)).ToVector512Unsafe();
        Avx512F.PermuteVar8x64x2(oldLow, low, oldHigh).StoreAligned(lowValues);
        Avx512F.PermuteVar8x64x2(oldLow, high, oldHigh).GetLower().StoreAligned(highValues);
    }

    // The same table without AVX-512, one place after the other.
    private static void Move(DirectSide* side, byte* entry, long priceNano, long quantity, int orders)
    {
        DirectSide old = *side;
        old.Set(DirectSide.NewPlace, priceNano, quantity, orders);
        uint* source = (uint*)(entry + OrdersOffset);
        for (uint place = 0u; place < InstrumentBook.DirectDepthMax; place++)
        {
            uint from = source[place];
            side->Set(place, old.PriceNano(from), old.Quantity(from), old.Orders[from]);
        }
    }

    private static byte*[] FillAll()
    {
        byte*[] tables = new byte*[InstrumentBook.DirectDepthMax + 1];
        for (int depth = 1; depth < tables.Length; depth++) tables[depth] = Fill(depth);
        return tables;
    }

    private static byte* Fill(int depth)
    {
        const int Entries = 3 * EntrySlots;
        byte* table = (byte*)NativeMemory.AlignedAlloc(Entries * EntryBytes, 64);
        for (int i = 0; i < Entries; i++)
        {
            byte* entry = table + (i * EntryBytes);
            BookAction action = (BookAction)(i / EntrySlots);
            int at = i % EntrySlots;
            for (int place = 0; place < EntrySlots; place++)
            {
                int source = Source(action, at, place, depth);
                ((long*)entry)[place] = source;
                ((int*)(entry + OrdersOffset))[place] = source;
            }
        }

        return table;
    }

    // Where a place takes its level from. Places below the depth stay empty, and what is empty feeds the bottom of the book.
    private static int Source(BookAction action, int at, int place, int depth)
    {
        if (place >= depth) return DirectSide.EmptyPlace;
        return action switch
        {
            BookAction.New when place == at => DirectSide.NewPlace,
            BookAction.New when place > at => place - 1,
            BookAction.Delete when place >= at => place == depth - 1 ? DirectSide.EmptyPlace : place + 1,
            _ => place,
        };
    }
}

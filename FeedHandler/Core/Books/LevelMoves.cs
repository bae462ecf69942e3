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

    private const int OrdersOffset = DirectSide.Places * sizeof(long);
    private const int NewPlace = DirectSide.Places - 2;
    private const int EmptyPlace = DirectSide.Places - 1;
    private static readonly byte*[] Tables = FillAll();

    /// <summary>The table of a depth.</summary>
    /// <param name="depth">1 to <see cref="InstrumentBook.DirectDepthMax"/>.</param>
    public static byte* ForDepth(int depth) => Tables[depth];

    /// <summary>Applies New or Delete at a place.</summary>
    public static void Apply(DirectSide* side, byte* table, BookAction action, uint place, long priceNano, long quantity, int orders)
    {
        var entry = table + ((((uint)action * DirectSide.Places) + place) * EntryBytes);
        if (Avx512F.IsSupported) Permute(side, entry, priceNano, quantity, orders);
        else Move(side, entry, priceNano, quantity, orders);
    }

    // The new level is put into a lane that is always empty, so that it is one more source for the permutation.
    private static void Permute(DirectSide* side, byte* entry, long priceNano, long quantity, int orders)
    {
        var low = Vector512.LoadAligned((long*)entry);
        var high = Vector512.LoadAligned((long*)entry + 8);
        Permute(side->PriceNano, low, high, priceNano);
        Permute(side->Quantity, low, high, quantity);
        var isNew = Vector512.Create(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0);
        var old = Vector512.ConditionalSelect(isNew, Vector512.Create(orders), Vector512.LoadAligned(side->Orders));
        Avx512F.PermuteVar16x32(old, Vector512.LoadAligned((int*)(entry + OrdersOffset))).StoreAligned(side->Orders);
    }

    private static void Permute(long* values, Vector512<long> low, Vector512<long> high, long value)
    {
        var isNew = Vector512.Create(0L, 0, 0, 0, 0, 0, -1, 0);
        var oldLow = Vector512.LoadAligned(values);
        var oldHigh = Vector512.ConditionalSelect(isNew, Vector512.Create(value), Vector512.LoadAligned(values + 8));
        Avx512F.PermuteVar8x64x2(oldLow, low, oldHigh).StoreAligned(values);
        Avx512F.PermuteVar8x64x2(oldLow, high, oldHigh).StoreAligned(values + 8);
    }

    // The same table without AVX-512, one place after the other.
    private static void Move(DirectSide* side, byte* entry, long priceNano, long quantity, int orders)
    {
        var old = *side;
        old.Set(NewPlace, priceNano, quantity, orders);
        var source = (int*)(entry + OrdersOffset);
        for (var place = 0; place < InstrumentBook.DirectDepthMax; place++)
        {
            side->PriceNano[place] = old.PriceNano[source[place]];
            side->Quantity[place] = old.Quantity[source[place]];
            side->Orders[place] = old.Orders[source[place]];
        }
    }

    private static byte*[] FillAll()
    {
        var tables = new byte*[InstrumentBook.DirectDepthMax + 1];
        for (var depth = 1; depth < tables.Length; depth++) tables[depth] = Fill(depth);
        return tables;
    }

    private static byte* Fill(int depth)
    {
        const int Entries = 3 * DirectSide.Places;
        var table = (byte*)NativeMemory.AlignedAlloc(Entries * EntryBytes, 64);
        for (var i = 0; i < Entries; i++)
        {
            var entry = table + (i * EntryBytes);
            var action = (BookAction)(i / DirectSide.Places);
            var at = i % DirectSide.Places;
            for (var place = 0; place < DirectSide.Places; place++)
            {
                var source = Source(action, at, place, depth);
                ((long*)entry)[place] = source;
                ((int*)(entry + OrdersOffset))[place] = source;
            }
        }

        return table;
    }

    // Where a place takes its level from. Places below the depth stay empty, and what is empty feeds the bottom of the book.
    private static int Source(BookAction action, int at, int place, int depth)
    {
        if (place >= depth) return EmptyPlace;
        return action switch
        {
            BookAction.New when place == at => NewPlace,
            BookAction.New when place > at => place - 1,
            BookAction.Delete when place >= at => place == depth - 1 ? EmptyPlace : place + 1,
            _ => place,
        };
    }
}

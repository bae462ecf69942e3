using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

/// <summary>From MDEntryType (FIX tag 269) of a book entry to a side, by table: the byte comes from the wire and cannot leave it.</summary>
internal static unsafe class CmeSides
{
    /// <summary>The book is empty ('J').</summary>
    public const byte Reset = 254;

    /// <summary>The best price of the market, which is no level of the book ('w', 'x').</summary>
    public const byte MarketBest = 253;

    /// <summary>A <see cref="BookSide"/>, <see cref="Reset"/> or <see cref="MarketBest"/> for each of the 256 codes; never freed.</summary>
    public static readonly byte* Of = Fill();

    private static byte* Fill()
    {
        var table = (byte*)NativeMemory.AlignedAlloc(256, 64);
        new Span<byte>(table, 256).Fill((byte)BookSide.None);
        table['0'] = (byte)BookSide.Bid;
        table['1'] = (byte)BookSide.Ask;
        table['E'] = (byte)BookSide.ImpliedBid;
        table['F'] = (byte)BookSide.ImpliedAsk;
        table['J'] = Reset;
        table['w'] = table['x'] = MarketBest;
        return table;
    }
}

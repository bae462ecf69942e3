using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Venues.Cme;

/// <summary>From MDEntryType (FIX tag 269) of a book entry to a side, by table: the byte comes from the wire and cannot leave it.</summary>
internal static unsafe class CmeSides
{
    /// <summary>From here on it is none of the four sides.</summary>
    public const byte FirstSpecial = MarketBestBid;

    /// <summary>The best bid of the market ('x'), which is no level of the book.</summary>
    public const byte MarketBestBid = 252;

    /// <summary>The best offer of the market ('w').</summary>
    public const byte MarketBestAsk = 253;

    /// <summary>The book is empty ('J').</summary>
    public const byte Reset = 254;

    /// <summary>A <see cref="BookSide"/>, or one of the above, or <see cref="BookSide.None"/>, for each of the 256 codes; never freed.</summary>
    public static readonly byte* Of = Fill();

    private static byte* Fill()
    {
        byte* table = (byte*)NativeMemory.AlignedAlloc(256, 64);
        new Span<byte>(table, 256).Fill((byte)BookSide.None);
        table['0'] = (byte)BookSide.Bid;
        table['1'] = (byte)BookSide.Ask;
        table['E'] = (byte)BookSide.ImpliedBid;
        table['F'] = (byte)BookSide.ImpliedAsk;
        table['J'] = Reset;
        table['w'] = MarketBestAsk;
        table['x'] = MarketBestBid;
        return table;
    }
}

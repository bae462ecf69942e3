using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>
/// One instrument's price-depth book in ten cache lines of unmanaged memory: a header, ten direct levels a side and two implied ones.
/// A level that was never stated has a price of its own, <see cref="UnknownPrice"/>, which moves as levels move: a book joined in
/// mid-stream never
/// passes for a whole one.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public unsafe partial struct InstrumentBook
{
    /// <summary>The most levels that a direct side holds.</summary>
    public const int DirectDepthMax = 10;

    /// <summary>The most levels that an implied side holds.</summary>
    public const int ImpliedDepthMax = 2;

    /// <summary>The size in bytes.</summary>
    public const int Bytes = 64 + (2 * DirectSide.Bytes) + 64;

    /// <summary>The price of a level of which nothing is known; <see cref="MarketEvent.NullPrice"/> is that of a level known to be
    /// empty.</summary>
    internal const long UnknownPrice = long.MinValue;

    [FieldOffset(0)] internal int SecurityIdField;
    [FieldOffset(4)] internal uint NextRptSeq;
    [FieldOffset(8)] private uint _suspectRptSeq;
    [FieldOffset(12)] internal int IndexField;
    [FieldOffset(16)] internal fixed byte DepthOf[4];
    [FieldOffset(20)] internal byte StatusField;
    [FieldOffset(21)] internal byte IsStated;
    [FieldOffset(22)] internal byte IsSuspect;
    [FieldOffset(23)] internal byte IsDepthTold;
    [FieldOffset(24)] private byte* _moves;
    [FieldOffset(32)] internal long LastTradePriceNano;
    [FieldOffset(40)] internal long LastTradeQuantity;
    [FieldOffset(48)] internal long VolumeField;
    [FieldOffset(64)] private DirectSide _bids;
    [FieldOffset(64 + DirectSide.Bytes)] private DirectSide _asks;
    [FieldOffset(64 + (2 * DirectSide.Bytes))] private ImpliedSide _impliedBids;
    [FieldOffset(64 + (2 * DirectSide.Bytes) + 32)] private ImpliedSide _impliedAsks;

    /// <summary>The venue's id of the instrument (FIX tag 48).</summary>
    public readonly int SecurityId => SecurityIdField;

    /// <summary>The dense index of the instrument.</summary>
    public readonly int Index => IndexField;

    /// <summary>The last sequence number within the instrument that was applied, 0 before the first.</summary>
    public readonly uint RptSeq => NextRptSeq != SlowRptSeq ? NextRptSeq - 1 : IsSuspect != 0 ? _suspectRptSeq - 1 : 0;

    /// <summary>The instrument's trading status as the venue codes it (FIX tag 326), 255 when never told.</summary>
    public readonly byte TradingStatus => StatusField;

    /// <summary>The price of the last trade in 1e-9, or <see cref="MarketEvent.NullPrice"/>.</summary>
    public readonly long LastPriceNano => LastTradePriceNano;

    /// <summary>The quantity of the last trade.</summary>
    public readonly long LastQuantity => LastTradeQuantity;

    /// <summary>The traded volume of the trade date, or <see cref="MarketEvent.NullQuantity"/>.</summary>
    public readonly long Volume => VolumeField;

    /// <summary>Makes this the unknown book of an instrument.</summary>
    /// <param name="index">Its dense index.</param>
    /// <param name="securityId">Its id at the venue.</param>
    internal void Initialize(int index, int securityId)
    {
        IndexField = index;
        SecurityIdField = securityId;
        StatusField = byte.MaxValue;
        NextRptSeq = SlowRptSeq;
        IsSuspect = 0;
        IsDepthTold = 0;
        StoreDepth(DirectDepthMax, ImpliedDepthMax);
        Forget();
    }

    /// <summary>Sets how many levels the venue maintains. A book whose depth changes is in doubt: levels may have been dropped or never
    /// sent.</summary>
    /// <param name="directDepth">Of the direct sides, 1 to <see cref="DirectDepthMax"/>; other values are clamped.</param>
    /// <param name="impliedDepth">Of the implied sides, 0 to <see cref="ImpliedDepthMax"/>; other values are clamped.</param>
    public void SetDepth(int directDepth, int impliedDepth)
    {
        directDepth = Math.Clamp(directDepth, 1, DirectDepthMax);
        impliedDepth = Math.Clamp(impliedDepth, 0, ImpliedDepthMax);
        IsDepthTold = 1;
        if (directDepth == DepthOf[0] && impliedDepth == DepthOf[2]) return;
        StoreDepth(directDepth, impliedDepth);
        MarkStale();
    }

    /// <summary>How many levels the venue maintains on a side.</summary>
    /// <param name="side">The side.</param>
    /// <returns>0 to <see cref="DirectDepthMax"/>.</returns>
    public readonly int Depth(BookSide side) => (uint)side < 4 ? DepthOf[(int)side] : 0;

    private void StoreDepth(int directDepth, int impliedDepth)
    {
        DepthOf[0] = DepthOf[1] = (byte)directDepth;
        DepthOf[2] = DepthOf[3] = (byte)impliedDepth;
        _moves = LevelMoves.ForDepth(directDepth);
    }

    // The struct lives in unmanaged memory only, so its address is stable.
    private readonly DirectSide* Direct(uint side) => (DirectSide*)Unsafe.AsPointer(ref Unsafe.AsRef(in _bids)) + side;

    private readonly ImpliedSide* Implied(uint side) => (ImpliedSide*)Unsafe.AsPointer(ref Unsafe.AsRef(in _impliedBids)) + (side - 2);
}

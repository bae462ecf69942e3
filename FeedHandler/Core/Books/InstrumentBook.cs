using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>
/// One instrument's price-depth book in eleven cache lines of unmanaged memory: a header, ten direct levels a side, two implied ones, and the session.
/// A level that was never stated has a price of its own, <see cref="UnknownPrice"/>, which moves as levels move: a book joined in
/// mid-stream never passes for a whole one.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public unsafe partial struct InstrumentBook
{
    /// <summary>The most levels that a direct side holds.</summary>
    public const int DirectDepthMax = 10;

    /// <summary>The most levels that an implied side holds.</summary>
    public const int ImpliedDepthMax = 2;

    /// <summary>How many sides there are: two direct, two implied.</summary>
    public const int SideCount = 4;

    /// <summary>The size in bytes.</summary>
    public const int Bytes = SessionOffset + 64;

    /// <summary>The price of a level of which nothing is known; <see cref="MarketEvent.NullPrice"/> is that of a level known to be
    /// empty.</summary>
    public const long UnknownPrice = long.MinValue;

    private const uint SoundnessMask = 0xFF_FF_FF_00 | (uint)(BookDoubts.Levels | BookDoubts.Tail);
    private const uint AwaitedAndSound = 0x01_01_01_00;

    private const int AsksOffset = 64 + DirectSide.Bytes;
    private const int ImpliedOffset = AsksOffset + DirectSide.Bytes;
    private const int SessionOffset = ImpliedOffset + 64;

    [FieldOffset(0)] internal long NextRptSeq; // wider than any number, so that SlowRptSeq is none
    [FieldOffset(8)] private uint _suspectRptSeq;
    [FieldOffset(12)] internal int IndexField;
    [FieldOffset(16)] internal fixed byte DepthOf[SideCount];
    [FieldOffset(20)] private uint _soundness; // the four that follow, as one word
    [FieldOffset(20)] internal BookDoubts DoubtsField;
    [FieldOffset(21)] internal byte IsStated;
    [FieldOffset(22)] internal byte IsDepthTold;
    [FieldOffset(23)] internal byte IsAwaited; // somebody is to be told when the book is whole
    [FieldOffset(24)] private byte* _moves;
    [FieldOffset(32)] internal uint MatchEvent; // the last match event that touched this instrument, and the event that was claimed last for it
    [FieldOffset(36)] internal uint LastClaim;
    [FieldOffset(64)] private DirectSide _bids;
    [FieldOffset(AsksOffset)] private DirectSide _asks;
    [FieldOffset(ImpliedOffset)] private ImpliedSide _impliedBids;
    [FieldOffset(ImpliedOffset + 32)] private ImpliedSide _impliedAsks;
    [FieldOffset(SessionOffset)] internal long SecurityIdField;
    [FieldOffset(SessionOffset + 8)] internal long LastTradePriceNano;
    [FieldOffset(SessionOffset + 16)] internal long LastTradeQuantity;
    [FieldOffset(SessionOffset + 24)] internal long VolumeField;
    [FieldOffset(SessionOffset + 32)] internal TradingStatus StatusField;
    [FieldOffset(SessionOffset + 33)] internal byte StatusCodeField;
    [FieldOffset(SessionOffset + 34)] internal OwnHalt OwnHalt;

    /// <summary>The venue's id of the instrument (FIX tag 48).</summary>
    public readonly long SecurityId => SecurityIdField;

    /// <summary>The dense index of the instrument.</summary>
    public readonly int Index => IndexField;

    /// <summary>The last sequence number within the instrument that was applied, 0 before the first.</summary>
    public readonly uint RptSeq => NextRptSeq != SlowRptSeq ? (uint)NextRptSeq - 1 : IsSuspect ? _suspectRptSeq - 1 : 0;

    /// <summary>The instrument's trading status.</summary>
    public readonly TradingStatus Status => StatusField;

    /// <summary>The instrument's trading status as the venue codes it, 255 when never told.</summary>
    public readonly byte StatusCode => StatusCodeField;

    /// <summary>What of the instrument may have changed without our knowing.</summary>
    public readonly BookDoubts Doubts => DoubtsField;

    /// <summary>The price of the last trade in 1e-9, or <see cref="MarketEvent.NullPrice"/>.</summary>
    public readonly long LastPriceNano => LastTradePriceNano;

    /// <summary>The quantity of the last trade.</summary>
    public readonly long LastQuantity => LastTradeQuantity;

    /// <summary>The traded volume of the trade date, or <see cref="MarketEvent.NullQuantity"/>.</summary>
    public readonly long Volume => VolumeField;

    private readonly bool IsSuspect => (DoubtsField & BookDoubts.Levels) != 0;

    /// <summary>Makes this the unknown book of an instrument.</summary>
    /// <param name="index">Its dense index.</param>
    /// <param name="securityId">Its id at the venue.</param>
    internal void Initialize(int index, long securityId)
    {
        IndexField = index;
        SecurityIdField = securityId;
        MatchEvent = 0;
        NextRptSeq = SlowRptSeq;
        IsDepthTold = IsAwaited = 0;
        StoreDepth(DirectDepthMax, ImpliedDepthMax);
        Forget();
    }

    /// <summary>Becomes what another book is; which match event touched it last and whether it is awaited stays its own.</summary>
    /// <param name="other">The other, of the same instrument.</param>
    internal void Copy(in InstrumentBook other)
    {
        (uint matchEvent, uint lastClaim, byte isAwaited) = (MatchEvent, LastClaim, IsAwaited);
        this = other;
        (MatchEvent, LastClaim, IsAwaited) = (matchEvent, lastClaim, isAwaited);
    }

    /// <summary>Sets how many levels the venue maintains. A book whose depth changes is in doubt: levels may have been dropped or never
    /// sent.</summary>
    /// <param name="directDepth">Of the direct sides, 1 to <see cref="DirectDepthMax"/>; other values are clamped.</param>
    /// <param name="impliedDepth">Of the implied sides, 0 to <see cref="ImpliedDepthMax"/>; other values are clamped.</param>
    /// <returns>Whether it changed.</returns>
    public bool SetDepth(int directDepth, int impliedDepth)
    {
        directDepth = Math.Clamp(directDepth, 1, DirectDepthMax);
        impliedDepth = Math.Clamp(impliedDepth, 0, ImpliedDepthMax);
        IsDepthTold = 1;
        if (directDepth == DepthOf[0] && impliedDepth == DepthOf[2]) return false;
        StoreDepth(directDepth, impliedDepth);
        MarkStale();
        return true;
    }

    /// <summary>How many levels the venue maintains on a side.</summary>
    /// <param name="side">The side.</param>
    /// <returns>0 to <see cref="DirectDepthMax"/>.</returns>
    public readonly int Depth(BookSide side) => (uint)side < SideCount ? DepthOf[(int)side] : 0;

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

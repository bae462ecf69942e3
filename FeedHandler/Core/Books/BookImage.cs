using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Core.Books;

/// <summary>
/// A book as others than its owner read it: in another process, in another language. Fixed layout, no pointers, little-endian. Whoever has one, and the
/// events that follow it, has the book itself (<see cref="InstrumentBook.TryRestore"/>).
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct BookImage
{
    /// <summary>The size: ten cache lines.</summary>
    public const int Bytes = LevelsOffset + (LevelCount * ImageLevel.Bytes);

    /// <summary>How many levels it has: ten bids, ten asks, two implied bids, two implied asks, in this order, each side from its best.</summary>
    public const int LevelCount = (2 * InstrumentBook.DirectDepthMax) + (2 * InstrumentBook.ImpliedDepthMax);

    private const int LevelsOffset = 64;

    /// <summary>The venue's id of the instrument (FIX tag 48).</summary>
    [FieldOffset(0)] public long SecurityId;

    /// <summary>The number within the instrument that its next entry should have; -1 when that is not known.</summary>
    [FieldOffset(8)] public long NextRptSeq;

    /// <summary>While levels are in doubt: the number that would prove that nothing was lost.</summary>
    [FieldOffset(16)] public uint SuspectRptSeq;

    /// <summary>How many levels the venue keeps of direct sides, 1 to 10.</summary>
    [FieldOffset(20)] public byte DirectDepth;

    /// <summary>How many of implied sides, 0 to 2.</summary>
    [FieldOffset(21)] public byte ImpliedDepth;

    /// <summary>How far the levels can be trusted.</summary>
    [FieldOffset(22)] public BookState State;

    /// <summary>What is in doubt. With <see cref="BookDoubts.Implied"/> the implied levels are what they were, and may be gone.</summary>
    [FieldOffset(23)] public BookDoubts Doubts;

    /// <summary>1 when any of the book was ever stated, else 0.</summary>
    [FieldOffset(24)] public byte IsStated;

    /// <summary>1 when the venue told how deep it is, else 0.</summary>
    [FieldOffset(25)] public byte IsDepthTold;

    /// <summary>The trading status.</summary>
    [FieldOffset(26)] public Events.TradingStatus Status;

    /// <summary>The trading status as the venue codes it; 255 when it was never told.</summary>
    [FieldOffset(27)] public byte StatusCode;

    /// <summary>Whether it has a halt of its own: 0 none, 1 told, 2 unknown.</summary>
    [FieldOffset(28)] public byte OwnHalt;

    /// <summary>The price of the last trade in 1e-9 of the wire's unit; the largest number for none.</summary>
    [FieldOffset(32)] public long LastPriceNano;

    /// <summary>The quantity of the last trade.</summary>
    [FieldOffset(40)] public long LastQuantity;

    /// <summary>The traded volume of the trade date; the largest number for none.</summary>
    [FieldOffset(48)] public long Volume;

    [FieldOffset(LevelsOffset)] private ImageLevels _levels;

    /// <summary>The levels: ten bids, ten asks, two implied bids, two implied asks.</summary>
    /// <param name="index">From 0, below <see cref="LevelCount"/>.</param>
    public ImageLevel this[int index]
    {
        readonly get => _levels[index];
        set => _levels[index] = value;
    }

    [InlineArray(LevelCount)]
    private struct ImageLevels
    {
        private ImageLevel _first;
    }
}

/// <summary>A level of a <see cref="BookImage"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ImageLevel
{
    /// <summary>The size.</summary>
    public const int Bytes = 24;

    /// <summary>The price in 1e-9 of the wire's unit; the largest number for a level that is known to be empty or out of depth, the smallest for one of
    /// which nothing is known.</summary>
    public long PriceNano;

    /// <summary>The quantity in the venue's units; the largest number where it was not told.</summary>
    public long Quantity;

    /// <summary>How many orders make it up; the largest number where it was not told, as always of implied sides.</summary>
    public int Orders;

    /// <summary>Nothing: 0.</summary>
    public int Reserved;
}

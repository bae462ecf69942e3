using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>Bid and offer of one level.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct BookLevel
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 32;

    /// <summary>The bid in 1e-9, or <see cref="DbnUndefined.Price"/>.</summary>
    [FieldOffset(0)] public long BidPrice;

    /// <summary>The offer in 1e-9, or <see cref="DbnUndefined.Price"/>.</summary>
    [FieldOffset(8)] public long AskPrice;

    /// <summary>The quantity bid.</summary>
    [FieldOffset(16)] public uint BidSize;

    /// <summary>The quantity offered.</summary>
    [FieldOffset(20)] public uint AskSize;

    /// <summary>How many orders bid.</summary>
    [FieldOffset(24)] public uint BidCount;

    /// <summary>How many orders offer.</summary>
    [FieldOffset(28)] public uint AskCount;

    /// <summary>A level with neither.</summary>
    public static BookLevel Empty => new() { BidPrice = DbnUndefined.Price, AskPrice = DbnUndefined.Price };
}

/// <summary>Ten levels, the best first.</summary>
[InlineArray(Count)]
public struct BookLevels
{
    /// <summary>How many levels there are.</summary>
    public const int Count = 10;

    private BookLevel _first;

    /// <summary>Levels of an empty book.</summary>
    public static BookLevels Empty
    {
        get
        {
            BookLevels levels = default;
            ((Span<BookLevel>)levels).Fill(BookLevel.Empty);
            return levels;
        }
    }
}

/// <summary>The best bid and offer of several venues.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct ConsolidatedLevel
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 32;

    /// <summary>The bid in 1e-9, or <see cref="DbnUndefined.Price"/>.</summary>
    [FieldOffset(0)] public long BidPrice;

    /// <summary>The offer in 1e-9, or <see cref="DbnUndefined.Price"/>.</summary>
    [FieldOffset(8)] public long AskPrice;

    /// <summary>The quantity bid.</summary>
    [FieldOffset(16)] public uint BidSize;

    /// <summary>The quantity offered.</summary>
    [FieldOffset(20)] public uint AskSize;

    /// <summary>Who published the bid.</summary>
    [FieldOffset(24)] public ushort BidPublisher;

    /// <summary>Who published the offer.</summary>
    [FieldOffset(28)] public ushort AskPublisher;

    /// <summary>A level with neither.</summary>
    public static ConsolidatedLevel Empty => new() { BidPrice = DbnUndefined.Price, AskPrice = DbnUndefined.Price };
}

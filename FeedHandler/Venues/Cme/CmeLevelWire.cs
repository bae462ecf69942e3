using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Venues.Cme;

/// <summary>A level update as the entries of the price-depth book have it, of the size that they have in every schema version so far.</summary>
/// <typeparam name="TEntry">The template's view of an entry.</typeparam>
internal readonly unsafe struct CmeLevelWire<TEntry> : ILevelWire
    where TEntry : struct, IBookEntry, IEntryAt<TEntry>, allows ref struct
{
    /// <inheritdoc/>
    public static long SecurityId(ref byte update) => TEntry.At(ref update).SecurityID;

    /// <inheritdoc/>
    public static uint RptSeq(ref byte update) => TEntry.At(ref update).RptSeq;

    /// <inheritdoc/>
    public static uint Side(ref byte update) => CmeSides.Of[TEntry.At(ref update).TypeCode];

    /// <inheritdoc/>
    public static BookAction Action(ref byte update) => (BookAction)TEntry.At(ref update).ActionCode;

    /// <inheritdoc/>
    public static uint Level(ref byte update) => TEntry.At(ref update).MDPriceLevel;

    /// <inheritdoc/>
    public static long PriceNano(ref byte update) => NanoPrice.Of(TEntry.At(ref update).PriceMantissa, TEntry.NanoPerMantissa);

    /// <inheritdoc/>
    public static long Quantity(ref byte update) => TEntry.At(ref update).EntryQuantity;

    /// <inheritdoc/>
    public static int Orders(ref byte update) => TEntry.At(ref update).OrderCount;
}

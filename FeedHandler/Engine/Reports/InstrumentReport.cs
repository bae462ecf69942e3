using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay;

namespace FeedHandler.Engine;

/// <summary>One instrument at the end of the replay. Levels are those that hold something, best first.</summary>
public sealed record InstrumentReport
{
    /// <summary>The dense index in its channel.</summary>
    public required int Index { get; init; }

    /// <summary>The channel's index in this process.</summary>
    public required int Channel { get; init; }

    /// <summary>The channel's number at the venue; 0 where nobody named it.</summary>
    public required int ChannelId { get; init; }

    /// <summary>The venue's id.</summary>
    public required long SecurityId { get; init; }

    /// <summary>The venue's name; empty when it was never told.</summary>
    public required string Symbol { get; init; }

    /// <summary>How far the levels can be trusted.</summary>
    public required BookState State { get; init; }

    /// <summary>The trading status, the same on every venue.</summary>
    public required TradingStatus Status { get; init; }

    /// <summary>The venue's code of it.</summary>
    public required byte StatusCode { get; init; }

    /// <summary>What may have changed unseen.</summary>
    public required BookDoubts Doubts { get; init; }

    /// <summary>Whether the best direct bid is at or above the best direct ask.</summary>
    public required bool IsCrossed { get; init; }

    /// <summary>Whether a side has a hole or is out of order, which no exchange holds.</summary>
    public required bool IsDisordered { get; init; }

    /// <summary>The instrument's own last number; 0 where the venue gives none.</summary>
    public required uint RptSeq { get; init; }

    /// <summary>Book updates and trades that the first strategy was given.</summary>
    public required long Updates { get; init; }

    /// <summary>The factor from a wire price to the displayed one, in 1e-9; 0 when the venue gave none.</summary>
    public required long DisplayFactorNano { get; init; }

    /// <summary>Direct bids from the best; a level that is not known is left out.</summary>
    public required IReadOnlyList<Level> Bids { get; init; }

    /// <summary>Direct asks from the best.</summary>
    public required IReadOnlyList<Level> Asks { get; init; }

    /// <summary>Implied bids from the best.</summary>
    public required IReadOnlyList<Level> ImpliedBids { get; init; }

    /// <summary>Implied asks from the best.</summary>
    public required IReadOnlyList<Level> ImpliedAsks { get; init; }

    /// <summary>The last trade's price in 1e-9 of the wire's unit.</summary>
    public required long LastPriceNano { get; init; }

    /// <summary>The last trade's quantity.</summary>
    public required long LastQuantity { get; init; }

    /// <summary>The traded volume of the trade date.</summary>
    public required long Volume { get; init; }

    /// <summary>All that the venue says of it; null where it told nothing.</summary>
    public DefinitionReport? Definition { get; init; }

    /// <summary>Whence the book came, and since when it is whole; where it is not, since when it is not. Null where nobody watched.</summary>
    public BookConfidence? Confidence { get; init; }

    /// <summary>How long it would be from the last packet on until a book that is not whole is, in nanoseconds; null where nothing is known of that.</summary>
    public long? EstimatedHealNs { get; init; }

    /// <summary>Its orders; null where none are kept.</summary>
    public OrdersReport? Orders { get; init; }

    /// <summary>Whence its levels came, by side and place from 1; null where nobody kept it.</summary>
    public IReadOnlyDictionary<(BookSide Side, int Number), LevelOrigin>? Origins { get; init; }

    /// <summary>The digest of its events alone, as 16 hexadecimal digits; null where <see cref="InstrumentDigests"/> did not take them.</summary>
    public string? Digest { get; init; }

    /// <summary>How many events are in the digest.</summary>
    public long EventCount { get; init; }

    /// <summary>The symbol as a terminal may show it, or the id in its place.</summary>
    public string Title => Symbol.Length > 0 ? PlainText.Of(Symbol) : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{SecurityId}");

    /// <summary>One instrument as a book shows it.</summary>
    /// <param name="book">The book, of the feed or of a consumer.</param>
    /// <param name="channel">The index and the id of its channel.</param>
    /// <param name="symbol">The venue's name; empty when it was never told.</param>
    /// <param name="displayFactorNano">See <see cref="InstrumentDefinition.DisplayFactorNano"/>.</param>
    /// <param name="updates">Updates so far.</param>
    public static InstrumentReport Of(in InstrumentBook book, (int Index, int Id) channel, string symbol, long displayFactorNano, long updates) => new()
    {
        Index = book.Index,
        Channel = channel.Index,
        ChannelId = channel.Id,
        SecurityId = book.SecurityId,
        Symbol = symbol,
        State = book.State,
        Status = book.Status,
        StatusCode = book.StatusCode,
        Doubts = book.Doubts,
        IsCrossed = book.IsCrossed,
        IsDisordered = book.IsDisordered,
        RptSeq = book.RptSeq,
        Updates = updates,
        DisplayFactorNano = displayFactorNano,
        Bids = Levels(book, BookSide.Bid),
        Asks = Levels(book, BookSide.Ask),
        ImpliedBids = Levels(book, BookSide.ImpliedBid),
        ImpliedAsks = Levels(book, BookSide.ImpliedAsk),
        LastPriceNano = book.LastPriceNano,
        LastQuantity = book.LastQuantity,
        Volume = book.Volume,
    };

    /// <summary>Whence the levels of an instrument came.</summary>
    /// <param name="origins">Of its channel; null where nobody kept it.</param>
    /// <param name="index">Its dense index.</param>
    public static IReadOnlyDictionary<(BookSide Side, int Number), LevelOrigin>? OriginsOf(LevelOrigins? origins, int index)
    {
        if (origins is null) return null;
        Dictionary<(BookSide Side, int Number), LevelOrigin> all = [];
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            for (int number = 1; number <= InstrumentBook.DirectDepthMax; number++)
            {
                if (origins.TryGet(index, side, number, out LevelOrigin origin)) all.Add((side, number), origin);
            }
        }

        return all;
    }

    private static Level[] Levels(in InstrumentBook book, BookSide side)
    {
        Span<Level> levels = stackalloc Level[InstrumentBook.DirectDepthMax];
        return levels[..book.CopyLevels(side, levels)].ToArray();
    }
}

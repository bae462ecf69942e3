using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Host.Replays;

namespace FeedHandler.Host.Reports;

/// <summary>Copies instruments out of the feed's memory once its thread has ended.</summary>
internal static class InstrumentReader
{
    /// <summary>All instruments, the one with the most updates first, equal ones in order of appearance.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="updates">Updates by channel and dense index.</param>
    public static IReadOnlyList<InstrumentReport> Read(IReadOnlyList<ChannelState> channels, Func<int, int, long> updates) =>
        [.. channels.SelectMany(channel => Read(channel, updates)).OrderByDescending(static i => i.Updates)];

    /// <summary>Books by state, and how many are crossed or disordered.</summary>
    public static IReadOnlyDictionary<string, long> Count(IReadOnlyList<InstrumentReport> instruments)
    {
        Dictionary<string, long> counts = EventWords.AllStates.ToDictionary(
            EventWords.Of, state => (long)instruments.Count(instrument => instrument.State == state), StringComparer.Ordinal);
        counts.Add("crossed", instruments.Count(static instrument => instrument.IsCrossed));
        counts.Add("disordered", instruments.Count(static instrument => instrument.IsDisordered));
        return counts;
    }

    /// <summary>One instrument as a book shows it.</summary>
    /// <param name="book">The book, of the feed or of a consumer.</param>
    /// <param name="channel">The index and the id of its channel.</param>
    /// <param name="symbol">The venue's name; empty when it was never told.</param>
    /// <param name="displayFactorNano">See <see cref="InstrumentDefinition.DisplayFactorNano"/>.</param>
    /// <param name="updates">Updates so far.</param>
    public static InstrumentReport Read(in InstrumentBook book, (int Index, int Id) channel, string symbol, long displayFactorNano, long updates) => new()
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

    private static IEnumerable<InstrumentReport> Read(ChannelState channel, Func<int, int, long> updates) =>
        Enumerable.Range(0, channel.Instruments.Count).Select(index => Read(channel, index, updates(channel.Index, index)));

    private static InstrumentReport Read(ChannelState channel, int index, long updates)
    {
        ref InstrumentDefinition definition = ref channel.Instruments.Definition(index);
        return Read(channel.Instruments.Books[index], (channel.Index, channel.Id), definition.Symbol, definition.DisplayFactorNano, updates);
    }

    private static Level[] Levels(in InstrumentBook book, BookSide side)
    {
        Span<Level> levels = stackalloc Level[InstrumentBook.DirectDepthMax];
        return levels[..book.CopyLevels(side, levels)].ToArray();
    }
}

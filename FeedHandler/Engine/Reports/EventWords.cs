using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Engine;

/// <summary>The words of the normalized events in JSON and on the screen: camel case, and stable.</summary>
public static class EventWords
{
    private static readonly string[] Kinds =
    [
        "none", "definition", "book", "bookClear", "bookStale", "trade", "tradeOrder", "volume", "statistic", "status", "gap", "channelReset",
        "eventEnd", "marketBest", "other", "doubt", "doubtEnd", "lastTrade", "order", "orderClear", "orderStale", "orderWhole",
    ];

    private static readonly string[] Actions = ["new", "change", "delete", "deleteThru", "deleteFrom", "overlay"];
    private static readonly string[] Sides = ["bid", "ask", "impliedBid", "impliedAsk"];

    private static readonly string[] Statistics =
    [
        "open", "indicativeOpen", "settlement", "sessionHigh", "sessionLow", "highestBid", "lowestOffer", "fixing", "vwap", "clearedVolume",
        "openInterest", "upperLimit", "lowerLimit", "maxPriceVariation",
    ];

    private static readonly string[] Sources = ["none", "incremental", "sequence", "refresh", "snapshot", "replay"];
    private static readonly string[] OrderStates = ["unknown", "suspect", "restoring", "whole"];
    private static readonly string[] States = ["unknown", "partial", "suspect", "whole"];

    /// <summary>The states of a book, from the least to the most trusted.</summary>
    public static IReadOnlyList<BookState> AllStates { get; } = [BookState.Unknown, BookState.Partial, BookState.Suspect, BookState.Whole];

    /// <summary>The kinds that an event can have.</summary>
    public static IReadOnlyList<EventKind> AllKinds { get; } = [.. Enumerable.Range(1, Kinds.Length - 1).Select(static kind => (EventKind)kind)];

    /// <summary>The kind for a word; null where none has it.</summary>
    public static EventKind? KindOf(string word) => Array.IndexOf(Kinds, word) is > 0 and var kind ? (EventKind)kind : null;

    /// <summary>The word for a kind.</summary>
    public static string Of(EventKind kind) => At(Kinds, (int)kind);

    /// <summary>The word for an action.</summary>
    public static string Of(BookAction action) => At(Actions, (int)action);

    /// <summary>The word for a side; "none" where there is none.</summary>
    public static string Of(BookSide side) => side == BookSide.None ? "none" : At(Sides, (int)side);

    /// <summary>The word for a statistic.</summary>
    public static string Of(StatisticKind statistic) => At(Statistics, (int)statistic);

    /// <summary>The word for a book's state.</summary>
    public static string Of(BookState state) => At(States, (int)state);

    /// <summary>The word for the state of a book by order.</summary>
    public static string Of(OrderBookState state) => At(OrderStates, (int)state);

    /// <summary>The word for whence a book came.</summary>
    public static string Of(BookSource source) => At(Sources, (int)source);

    /// <summary>The word for one doubt.</summary>
    public static string Of(BookDoubts doubt) => doubt switch
    {
        BookDoubts.Levels => "levels",
        BookDoubts.Implied => "implied",
        BookDoubts.Status => "status",
        BookDoubts.Volume => "volume",
        BookDoubts.Tail => "tail",
        _ => "other",
    };

    private static string At(string[] words, int index) => (uint)index < (uint)words.Length ? words[index] : "other";
}

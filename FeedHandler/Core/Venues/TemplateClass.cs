namespace FeedHandler.Core.Venues;

/// <summary>
/// What a packet is about, coarsely, so that what it took can be told by it: the venue says it (<see cref="IVenue.ClassOf"/>). What takes longest stands
/// first, and a packet of several messages is of the class of theirs that stands first.
/// </summary>
public enum TemplateClass : byte
{
    /// <summary>What an instrument is.</summary>
    Definition = 0,

    /// <summary>Whole books or their orders, told again.</summary>
    Snapshot = 1,

    /// <summary>The trading status of instruments, and resets of the channel.</summary>
    Status = 2,

    /// <summary>Trades.</summary>
    Trade = 3,

    /// <summary>Changes of price levels, with or without those of the orders behind them.</summary>
    Book = 4,

    /// <summary>Changes of orders alone.</summary>
    Orders = 5,

    /// <summary>Volume, limits and the session's statistics.</summary>
    Statistic = 6,

    /// <summary>Everything else: heartbeats, what the venue does not know, and packets that cannot be read.</summary>
    Other = 7,
}

/// <summary>The classes by name.</summary>
public static class TemplateClasses
{
    private static readonly string[] AllNames = ["definition", "snapshot", "status", "trade", "book", "orders", "statistic", "other"];

    /// <summary>How many there are.</summary>
    public static int Count => AllNames.Length;

    /// <summary>A class as reports and metrics name it.</summary>
    /// <param name="templateClass">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static string NameOf(TemplateClass templateClass) => (int)templateClass < AllNames.Length
        ? AllNames[(int)templateClass]
        : throw new ArgumentOutOfRangeException(nameof(templateClass), templateClass, "no such class");

    /// <summary>Which of two stands first.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    public static TemplateClass First(TemplateClass one, TemplateClass other) => one < other ? one : other;
}

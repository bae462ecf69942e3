namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>
/// An incremental message: its head and its market-data entries, the same for every template and version. Implemented by the generated views, to be used
/// as a type constraint.
/// </summary>
/// <typeparam name="TSelf">The view.</typeparam>
/// <typeparam name="TEntries">Its entries.</typeparam>
public interface IEntryMessage<TSelf, TEntries> : IWholeMessage<TSelf>
    where TSelf : struct, IEntryMessage<TSelf, TEntries>, allows ref struct
    where TEntries : struct, allows ref struct
{
    /// <summary>When the matching engine made it (FIX tag 60), nanoseconds since the Unix epoch.</summary>
    ulong TransactTime { get; }

    /// <summary>MatchEventIndicator (FIX tag 5799).</summary>
    byte MatchEventCode { get; }

    /// <summary>Reads the entries (NoMDEntries, FIX tag 268).</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="orderCount">How many entries the group of orders behind them has; 0 without such a group.</param>
    /// <returns>False when a group does not fit the message.</returns>
    bool TryGetEntries(out TEntries entries, out int orderCount);
}

/// <summary>A trade summary: entries, and the orders that took part in them.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
/// <typeparam name="TEntries">Its entries.</typeparam>
/// <typeparam name="TOrders">The orders.</typeparam>
public interface ITradeMessage<TSelf, TEntries, TOrders> : IEntryMessage<TSelf, TEntries>
    where TSelf : struct, ITradeMessage<TSelf, TEntries, TOrders>, allows ref struct
    where TEntries : struct, allows ref struct
    where TOrders : struct, allows ref struct
{
    /// <summary>Reads the orders (NoOrderIDEntries, FIX tag 37705).</summary>
    /// <param name="entries">The entries of this message.</param>
    /// <param name="orders">The orders.</param>
    /// <returns>False when the group does not fit the message.</returns>
    bool TryGetOrders(in TEntries entries, out TOrders orders);
}

/// <summary>A price-depth book: levels, and the orders of them that came, changed or went.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
/// <typeparam name="TEntries">Its levels.</typeparam>
/// <typeparam name="TOrders">The orders.</typeparam>
public interface IBookMessage<TSelf, TEntries, TOrders> : IEntryMessage<TSelf, TEntries>
    where TSelf : struct, IBookMessage<TSelf, TEntries, TOrders>, allows ref struct
    where TEntries : struct, allows ref struct
    where TOrders : struct, allows ref struct
{
    /// <summary>Reads the orders (NoOrderIDEntries, FIX tag 37705).</summary>
    /// <param name="entries">The levels of this message.</param>
    /// <param name="orders">The orders; none in a version without them.</param>
    /// <returns>False when the group does not fit the message.</returns>
    bool TryGetOrders(in TEntries entries, out TOrders orders);
}

/// <summary>A group of entries in a message; implemented by the generated views, to be used as a type constraint.</summary>
/// <typeparam name="TEntry">The entry.</typeparam>
public interface IEntryGroup<TEntry>
    where TEntry : struct, allows ref struct
{
    /// <summary>How many entries there are.</summary>
    int Count { get; }

    /// <summary>An entry.</summary>
    /// <param name="index">Its place, from 0 below <see cref="Count"/>.</param>
    TEntry this[int index] { get; }
}

/// <summary>An entry that is read from where it stands: for a group whose size was checked before, as a whole.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IEntryAt<TSelf>
    where TSelf : struct, IEntryAt<TSelf>, allows ref struct
{
    /// <summary>The entry at a place.</summary>
    /// <param name="block">Its first byte. Nothing is checked: the block lies within the message.</param>
    static abstract TSelf At(ref byte block);
}

/// <summary>A message that can tell whether all of it is there; implemented by the generated views, to be used as a type constraint.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IWholeMessage<TSelf> : ISbeMessage<TSelf>
    where TSelf : struct, IWholeMessage<TSelf>, allows ref struct
{
    /// <summary>Measures the root block and every group.</summary>
    /// <param name="length">Bytes from the root block to the end of the last group; 0 when one of them does not fit.</param>
    /// <returns>False when one of them does not fit.</returns>
    bool TryGetEncodedLength(out int length);
}

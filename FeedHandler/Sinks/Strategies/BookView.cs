using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;

namespace FeedHandler.Sinks.Strategies;

/// <summary>One instrument as a strategy sees it. A ref struct: it is a view of memory that the next event may change.</summary>
public readonly ref struct BookView
{
    private readonly ref InstrumentBook _book;
    private readonly DefinitionReplica _definitions;
    private readonly ChannelOrders? _orders;

    internal BookView(ref InstrumentBook book, DefinitionReplica definitions, ChannelOrders? orders, int channel)
    {
        _orders = orders;
        Channel = channel;
        _book = ref book;
        _definitions = definitions;
    }

    /// <summary>The index of the instrument's channel; with <see cref="InstrumentIndex"/> it names the instrument.</summary>
    public int Channel { get; }

    /// <summary>The dense index of the instrument in its channel.</summary>
    public int InstrumentIndex => _book.Index;

    /// <summary>The venue's id of the instrument.</summary>
    public long SecurityId => _book.SecurityId;

    /// <summary>The venue's name of the instrument; empty when it was never defined. Makes a string: not for every event.</summary>
    public string Symbol => _definitions[_book.Index].Symbol;

    /// <summary>What the venue says of the instrument, as of the last event of a definition that the strategy was given.</summary>
    public ref readonly InstrumentDefinition Definition => ref _definitions[_book.Index];

    /// <summary>The rest of what that definition says: maturity, strike, legs, calendar and the like. It is some two kilobytes: take it by reference.</summary>
    public ref readonly InstrumentDetails Details => ref _definitions.Details(_book.Index);

    /// <summary>How far the levels can be trusted.</summary>
    public BookState State => _book.State;

    /// <summary>
    /// How long it will be until the levels of a book that is not whole are, in nanoseconds from a time on, as the feed estimates it now; null where it is
    /// whole at the feed, or nothing is known yet.
    /// </summary>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch, such as that of the event at hand.</param>
    public long? EstimatedHealNs(long nowNs) => _definitions.Heals?.EstimateNs(_book.Index, nowNs);

    /// <summary>The instrument's orders, where they are kept.</summary>
    public OrdersView Orders => new(_orders, _book.Index);

    /// <summary>The whole book.</summary>
    public ref readonly InstrumentBook Book => ref _book;

    /// <summary>The best direct bid and ask, when both are known and there.</summary>
    /// <param name="bid">The best bid.</param>
    /// <param name="ask">The best ask.</param>
    /// <returns>False when either is missing or unknown.</returns>
    public bool TryGetTop(out Level bid, out Level ask)
    {
        ask = default;
        return _book.TryGetLevel(BookSide.Bid, 1, out bid) && _book.TryGetLevel(BookSide.Ask, 1, out ask);
    }
}

using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;

namespace FeedHandler.Sinks.Strategies;

/// <summary>One instrument as a strategy sees it. A ref struct: it is a view of memory that the next event may change.</summary>
public readonly ref struct BookView
{
    private readonly ref InstrumentBook _book;
    private readonly ChannelView _channel;

    internal BookView(ref InstrumentBook book, ChannelView channel)
    {
        _book = ref book;
        _channel = channel;
    }

    /// <summary>The index of the instrument's channel; with <see cref="InstrumentIndex"/> it names the instrument.</summary>
    public int Channel => _channel.Index;

    /// <summary>The dense index of the instrument in its channel.</summary>
    public int InstrumentIndex => _book.Index;

    /// <summary>The venue's id of the instrument.</summary>
    public long SecurityId => _book.SecurityId;

    /// <summary>The venue's name of the instrument; empty when it was never defined. Makes a string: not for every event.</summary>
    public string Symbol => _channel.Definitions[_book.Index].Symbol;

    /// <summary>What the venue says of the instrument, as of the last event of a definition that the strategy was given.</summary>
    public ref readonly InstrumentDefinition Definition => ref _channel.Definitions[_book.Index];

    /// <summary>The rest of what that definition says: maturity, strike, legs, calendar and the like. It is some two kilobytes: take it by reference.</summary>
    public ref readonly InstrumentDetails Details => ref _channel.Definitions.Details(_book.Index);

    /// <summary>How far the levels can be trusted.</summary>
    public BookState State => _book.State;

    /// <summary>
    /// How long it will be until the levels of a book that is not whole are, in nanoseconds from a time on, as the feed estimates it now; null where it is
    /// whole at the feed, or nothing is known yet.
    /// </summary>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch, such as that of the event at hand.</param>
    public long? EstimatedHealNs(long nowNs) => _channel.Definitions.Heals?.EstimateNs(_book.Index, nowNs);

    /// <summary>The instrument's orders, where they are kept.</summary>
    public OrdersView Orders => _channel.Orders is { } orders ? orders.ViewOf(_book.Index) : default;

    /// <summary>Looks up whence a level came and when: only where the feed's options ask for it (<c>LevelOrigins</c>).</summary>
    /// <param name="side">The side.</param>
    /// <param name="number">The level from 1 at the top.</param>
    /// <param name="origin">Whence.</param>
    /// <returns>False where no level stands or is known, or none of this is kept.</returns>
    public bool TryGetOrigin(BookSide side, int number, out LevelOrigin origin)
    {
        origin = default;
        return _channel.Origins is { } origins && origins.TryGet(_book.Index, side, number, out origin);
    }

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

using FeedHandler.Core.Books;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;

namespace FeedHandler.Sinks.Strategies;

/// <summary>All of a strategy's books of one channel.</summary>
public readonly struct StrategyBooks
{
    private readonly BookTable _books;
    private readonly DefinitionReplica _definitions;
    private readonly ChannelOrders? _orders;

    internal StrategyBooks(BookTable books, DefinitionReplica definitions, ChannelOrders? orders, int channel)
    {
        _orders = orders;
        Channel = channel;
        _books = books;
        _definitions = definitions;
    }

    /// <summary>The index of the channel.</summary>
    public int Channel { get; }

    /// <summary>How many instruments of the channel the strategy has been told of; indexes run from 0.</summary>
    public int Count => _books.Count;

    /// <summary>The book of an instrument.</summary>
    /// <param name="instrumentIndex">Its dense index, below <see cref="Count"/>.</param>
    public BookView this[int instrumentIndex] => new(ref _books[instrumentIndex], _definitions, _orders, Channel);
}

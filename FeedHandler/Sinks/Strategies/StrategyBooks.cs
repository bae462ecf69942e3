namespace FeedHandler.Sinks.Strategies;

/// <summary>All of a strategy's books of one channel.</summary>
public readonly struct StrategyBooks
{
    private readonly ChannelView _channel;

    internal StrategyBooks(ChannelView channel) => _channel = channel;

    /// <summary>The index of the channel.</summary>
    public int Channel => _channel.Index;

    /// <summary>How many instruments of the channel the strategy has been told of; indexes run from 0.</summary>
    public int Count => _channel.Books.Count;

    /// <summary>The book of an instrument.</summary>
    /// <param name="instrumentIndex">Its dense index, below <see cref="Count"/>.</param>
    public BookView this[int instrumentIndex] => _channel[instrumentIndex];
}

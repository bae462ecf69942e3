using FeedHandler.Core.Events;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Replays;

/// <summary>The sample strategy, and how often each instrument was updated, which says what a capture is about.</summary>
internal sealed class CountedMicroprice(int instrumentCountMax, int channelCount = 1) : IStrategy
{
    private readonly MicropriceStrategy _strategy = new(instrumentCountMax, channelCount: channelCount);
    private readonly long[] _updateCounts = new long[instrumentCountMax * channelCount];

    /// <inheritdoc/>
    public string Name => _strategy.Name;

    /// <summary>The strategy itself.</summary>
    public MicropriceStrategy Strategy => _strategy;

    /// <summary>Book updates and trades of an instrument by its channel and its dense index.</summary>
    public long UpdateCount(int channel, int instrumentIndex) => _updateCounts[PlaceOf(channel, instrumentIndex)];

    /// <inheritdoc/>
    public void OnBook(in BookView book, in MarketEvent change)
    {
        _updateCounts[PlaceOf(change.Channel, change.InstrumentIndex)]++;
        _strategy.OnBook(book, change);
    }

    /// <inheritdoc/>
    public void OnTrade(in BookView book, in MarketEvent trade)
    {
        _updateCounts[PlaceOf(trade.Channel, trade.InstrumentIndex)]++;
        _strategy.OnTrade(book, trade);
    }

    /// <inheritdoc/>
    public void OnStatus(in BookView book, in MarketEvent status) => _strategy.OnStatus(book, status);

    /// <inheritdoc/>
    public void OnEndOfEvent(in StrategyBooks books, in MarketEvent last) => _strategy.OnEndOfEvent(books, last);

    /// <inheritdoc/>
    public void OnGap(in MarketEvent gap) => _strategy.OnGap(gap);

    private int PlaceOf(int channel, int instrumentIndex) => (channel * instrumentCountMax) + instrumentIndex;
}

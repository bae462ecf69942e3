using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Sinks.Strategies;

/// <summary>
/// Drives one strategy: keeps its books up to date, calls it, takes the digest of what it was given and measures. Used by one thread
/// only, the feed
/// thread or a consumer of the ring.
/// </summary>
/// <typeparam name="TStrategy">The strategy; a struct or a sealed class is called directly.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public sealed class StrategyRunner<TStrategy, TStamps> : IDisposable
    where TStrategy : IStrategy
    where TStamps : struct, IStamps
{
    private readonly BookReplica[] _replicas;
    private readonly InstrumentTable[] _instruments;
    private readonly StrategyBooks[] _books;
    private readonly EventDigest[] _digests;
    private TStrategy _strategy;
    private TStamps _stamps;

    /// <summary>Takes the memory of the strategy's books.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="instruments">The feed's instruments by channel, for definitions.</param>
    /// <param name="stamps">The stage stamps of this thread.</param>
    public StrategyRunner(TStrategy strategy, IReadOnlyList<InstrumentTable> instruments, TStamps stamps)
    {
        _strategy = strategy;
        ArgumentNullException.ThrowIfNull(instruments);
        _instruments = [.. instruments];
        _stamps = stamps;
        _replicas = [.. instruments.Select(static table => new BookReplica(table.Books.CountMax, table.Books.TouchedCount))];
        _books = [.. instruments.Select((table, channel) => new StrategyBooks(_replicas[channel].Books, table, channel))];
        _digests = new EventDigest[instruments.Count];
    }

    /// <summary>The strategy.</summary>
    public ref TStrategy Strategy => ref _strategy;

    /// <summary>What the strategy was given, by channel.</summary>
    public IReadOnlyList<EventDigest> Digests => _digests;

    /// <summary>The strategy's books, by channel.</summary>
    public IReadOnlyList<BookReplica> Replicas => _replicas;

    /// <summary>Takes one event.</summary>
    /// <param name="marketEvent">The event.</param>
    public void OnEvent(ref MarketEvent marketEvent)
    {
        var startTicks = TStamps.Enabled ? _stamps.Now() : 0;
        var channel = marketEvent.Channel;
        _replicas[channel].Apply(marketEvent);
        Call(marketEvent, channel);
        if (TStamps.Enabled) Record(marketEvent, startTicks);
        _digests[channel].Add(marketEvent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var replica in _replicas) replica.Dispose();
    }

    private void Call(in MarketEvent marketEvent, int channel)
    {
        var index = marketEvent.InstrumentIndex;
        var books = _replicas[channel].Books;
        if ((uint)index < (uint)books.Count) CallForInstrument(marketEvent, new BookView(ref books[index], _instruments[channel], channel));
        else if (marketEvent.Kind is not EventKind.EventEnd) _strategy.OnGap(marketEvent);
        if ((marketEvent.Flags & EventFlags.EndOfEvent) != 0) _strategy.OnEndOfEvent(_books[channel], marketEvent);
    }

    private void CallForInstrument(in MarketEvent marketEvent, in BookView book)
    {
        switch (marketEvent.Kind)
        {
            case EventKind.Book or EventKind.BookClear or EventKind.BookStale:
                _strategy.OnBook(book, marketEvent);
                break;
            case EventKind.Trade:
                _strategy.OnTrade(book, marketEvent);
                break;
            case EventKind.Status:
                _strategy.OnStatus(book, marketEvent);
                break;
            default:
                break;
        }
    }

    private void Record(in MarketEvent marketEvent, long startTicks)
    {
        var endTicks = _stamps.Now();
        var receivedNs = _stamps.DurationNs(marketEvent.TicksSince(startTicks));
        _stamps.RecordNs(Stage.EndToEnd, receivedNs);
        _stamps.RecordNs(Stage.Consume, receivedNs - marketEvent.PublishDelayNs);
        _stamps.Record(Stage.Strategy, startTicks, endTicks);
    }
}

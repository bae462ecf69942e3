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
    private readonly BookReplica _replica;
    private readonly InstrumentTable _instruments;
    private readonly StrategyBooks _books;
    private TStrategy _strategy;
    private TStamps _stamps;
    private EventDigest _digest;

    /// <summary>Takes the memory of the strategy's books.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="instruments">The feed's instruments, for definitions.</param>
    /// <param name="stamps">The stage stamps of this thread.</param>
    public StrategyRunner(TStrategy strategy, InstrumentTable instruments, TStamps stamps)
    {
        _strategy = strategy;
        _instruments = instruments;
        _stamps = stamps;
        _replica = new BookReplica(instruments.Books.CountMax);
        _books = new StrategyBooks(_replica.Books, instruments);
    }

    /// <summary>The strategy.</summary>
    public ref TStrategy Strategy => ref _strategy;

    /// <summary>What the strategy was given.</summary>
    public EventDigest Digest => _digest;

    /// <summary>The strategy's books.</summary>
    public BookReplica Replica => _replica;

    /// <summary>Takes one event.</summary>
    /// <param name="marketEvent">The event.</param>
    public void OnEvent(ref MarketEvent marketEvent)
    {
        var startTicks = TStamps.Enabled ? _stamps.Now() : 0;
        _replica.Apply(marketEvent);
        Call(marketEvent);
        if (TStamps.Enabled) Record(marketEvent, startTicks);
        _digest.Add(marketEvent);
    }

    /// <inheritdoc/>
    public void Dispose() => _replica.Dispose();

    private void Call(in MarketEvent marketEvent)
    {
        var index = marketEvent.InstrumentIndex;
        if ((uint)index < (uint)_replica.Books.Count) CallForInstrument(marketEvent, new BookView(ref _replica.Books[index], _instruments));
        else if (marketEvent.Kind is EventKind.Gap or EventKind.ChannelReset or EventKind.BookClear) _strategy.OnGap(marketEvent);
        if ((marketEvent.Flags & EventFlags.EndOfEvent) != 0) _strategy.OnEndOfEvent(_books, marketEvent);
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
        var receivedNs = _stamps.DurationNs(startTicks - marketEvent.StampTicks);
        _stamps.RecordNs(Stage.EndToEnd, receivedNs);
        _stamps.RecordNs(Stage.Consume, receivedNs - marketEvent.PublishDelayNs);
        _stamps.Record(Stage.Strategy, startTicks, endTicks);
    }
}

using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Sinks.Strategies;

/// <summary>
/// Drives one strategy: keeps its books up to date, calls it, takes the digest of what it was given and measures. Used by one thread only, the feed
/// thread or a consumer of the ring.
/// </summary>
/// <typeparam name="TStrategy">The strategy: a struct is called directly, a class by its interface.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public sealed class StrategyRunner<TStrategy, TStamps> : IDisposable
    where TStrategy : IStrategy
    where TStamps : struct, IStamps
{
    private readonly BookReplica[] _replicas;
    private readonly DefinitionReplica[] _definitions;
    private readonly OrderReplica?[] _orders;
    private readonly LevelOrigins?[] _origins;
    private readonly ChannelView[] _views;
    private readonly long[][] _updateCounts;
    private readonly EventDigest[] _digests;
    private readonly TouchedBooks[] _touched; // empty where every change is told as it comes
    private readonly Updates _updates;
    private TStrategy _strategy;
    private TStamps _stamps;

    /// <summary>Takes the memory of the strategy's books, and tells the strategy what the feed is.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="instruments">The feed's instruments by channel.</param>
    /// <param name="stamps">The stage stamps of this thread.</param>
    /// <param name="channelIds">The channels' numbers at the venue; null where nobody named them.</param>
    /// <param name="keepsOrigins">Whether it can ask whence levels came.</param>
    public StrategyRunner(
        TStrategy strategy, IReadOnlyList<InstrumentTable> instruments, TStamps stamps, IReadOnlyList<int>? channelIds = null, bool keepsOrigins = false)
    {
        _strategy = strategy;
        ArgumentNullException.ThrowIfNull(instruments);
        _stamps = stamps;
        _replicas = [.. instruments.Select(static table => new BookReplica(table.Books.CountMax, table.Books.TouchedCount))];
        _definitions = [.. instruments.Select(static table => new DefinitionReplica(table.Books.CountMax, table.Told) { Heals = table.Heals })];
        _orders = [.. instruments.Select(static table => table.Orders is { } orders ? new OrderReplica(orders.Books.Limits with { Seed = null }) : null)];
        _origins = [.. _replicas.Select(replica => keepsOrigins ? new LevelOrigins(replica.Books) : null)];
        _views = [.. _replicas.Select((replica, i) => new ChannelView(i, replica.Books, _definitions[i], _orders[i]?.Orders, _origins[i]))];
        _updateCounts = [.. instruments.Select(static table => new long[table.Books.CountMax])];
        _digests = new EventDigest[instruments.Count];
        _updates = strategy.Updates;
        _touched = _updates == Updates.Every ? [] : [.. instruments.Select(static table => new TouchedBooks(table.Books.CountMax))];
        _strategy.OnStart(new FeedShape(channelIds ?? new int[instruments.Count], instruments.Max(static table => table.Books.CountMax)));
    }

    /// <summary>The strategy.</summary>
    public ref TStrategy Strategy => ref _strategy;

    /// <summary>What the strategy was given, by channel.</summary>
    public IReadOnlyList<EventDigest> Digests => _digests;

    /// <summary>The strategy's books, by channel.</summary>
    public IReadOnlyList<BookReplica> Replicas => _replicas;

    /// <summary>The strategy's books by order, by channel; null where none are kept.</summary>
    public IReadOnlyList<OrderReplica?> Orders => _orders;

    /// <summary>Whence the levels of the strategy's books came, by channel; null where that is not kept.</summary>
    public IReadOnlyList<LevelOrigins?> Origins => _origins;

    /// <summary>How many book updates and trades of an instrument there were.</summary>
    /// <param name="channel">The channel's index.</param>
    /// <param name="instrumentIndex">The instrument's dense index.</param>
    public long UpdateCount(int channel, int instrumentIndex) => _updateCounts[channel][instrumentIndex];

    /// <summary>Takes one event.</summary>
    /// <param name="marketEvent">The event.</param>
    public void OnEvent(ref MarketEvent marketEvent)
    {
        long startTicks = TStamps.Enabled ? _stamps.Now() : 0;
        byte channel = marketEvent.Channel;
        _replicas[channel].Apply(marketEvent);
        if (marketEvent.Kind == EventKind.Definition) _definitions[channel].Apply(marketEvent);
        _orders[channel]?.Apply(marketEvent);
        _origins[channel]?.Apply(marketEvent);
        Call(marketEvent, channel);
        if (TStamps.Enabled) Record(marketEvent, startTicks);
        _digests[channel].Add(marketEvent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (BookReplica replica in _replicas) replica.Dispose();
        foreach (DefinitionReplica definitions in _definitions) definitions.Dispose();
        foreach (OrderReplica? orders in _orders) orders?.Dispose();
        foreach (LevelOrigins? origins in _origins) origins?.Dispose();
    }

    private void Call(in MarketEvent marketEvent, int channel)
    {
        int index = marketEvent.InstrumentIndex;
        ChannelView view = _views[channel];
        if ((uint)index < (uint)view.Books.Count) CallForInstrument(marketEvent, view[index]);
        else if (marketEvent.Kind is not EventKind.EventEnd) CallForAll(marketEvent, channel);
        if ((marketEvent.Flags & EventFlags.EndOfEvent) == 0) return;
        if (_updates != Updates.Every) CallForTouched(marketEvent, channel);
        _strategy.OnEndOfEvent(new StrategyBooks(view), marketEvent);
    }

    private void CallForAll(in MarketEvent marketEvent, int channel)
    {
        _strategy.OnGap(marketEvent);
        if (_updates != Updates.Every) _touched[channel].TouchAll(_replicas[channel].Books.Count);
    }

    // The match event has ended: books are consistent.
    private void CallForTouched(in MarketEvent last, int channel)
    {
        TouchedBooks touched = _touched[channel];
        foreach (int index in touched.All)
        {
            BookView view = _views[channel][index];
            if (_updates == Updates.EndOfEvent) _strategy.OnBook(view, last);
            else if (touched.HasNewTop(view.Book, out TopOfBook top)) _strategy.OnTopOfBook(view, top);
        }

        touched.Clear();
    }

    private void CallForInstrument(in MarketEvent marketEvent, in BookView book)
    {
        switch (marketEvent.Kind)
        {
            case EventKind.Book or EventKind.BookClear or EventKind.BookStale:
                _updateCounts[book.Channel][book.InstrumentIndex]++;
                if (_updates == Updates.Every) _strategy.OnBook(book, marketEvent);
                else _touched[book.Channel].Touch(book.InstrumentIndex);
                break;
            case EventKind.Trade:
                _updateCounts[book.Channel][book.InstrumentIndex]++;
                _strategy.OnTrade(book, marketEvent);
                break;
            default:
                CallForRest(marketEvent, book);
                break;
        }
    }

    private void CallForRest(in MarketEvent marketEvent, in BookView book)
    {
        switch (marketEvent.Kind)
        {
            case EventKind.TradeOrder:
                _strategy.OnTradeOrder(book, marketEvent);
                break;
            case EventKind.Order or EventKind.OrderClear or EventKind.OrderStale or EventKind.OrderWhole:
                _strategy.OnOrder(book, marketEvent);
                break;
            case EventKind.Volume:
                _strategy.OnVolume(book, marketEvent);
                break;
            case EventKind.Statistic:
                _strategy.OnStatistic(book, marketEvent);
                break;
            case EventKind.Status:
                _strategy.OnStatus(book, marketEvent);
                break;
            case EventKind.Definition:
                _strategy.OnDefinition(book, marketEvent);
                break;
            default: // the end of a match event for an instrument, and what has no normalized form
                break;
        }
    }

    private void Record(in MarketEvent marketEvent, long startTicks)
    {
        long endTicks = _stamps.Now();
        long receivedTicks = marketEvent.TicksSince(startTicks);
        long receivedNs = _stamps.DurationNs(receivedTicks);
        _stamps.RecordNs(Stage.EndToEnd, receivedNs);
        _stamps.RecordNs(Stage.Consume, receivedNs - marketEvent.PublishDelayNs);
        _stamps.Record(Stage.Strategy, startTicks, endTicks);
        bool isOfPacket = marketEvent.InstrumentIndex >= 0 && (marketEvent.Flags & (EventFlags.Assumed | EventFlags.Restored)) == 0;
        if (isOfPacket) _stamps.EndEvent(startTicks - receivedTicks, startTicks, endTicks); // others have the stamp of whatever came before them
    }
}

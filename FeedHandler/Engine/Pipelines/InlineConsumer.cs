using FeedHandler.Core.Events;

namespace FeedHandler.Engine;

/// <summary>Gives a packet's events to every strategy in turn, and to the sinks, all on the feed thread.</summary>
internal unsafe struct InlineConsumer(StrategyDriver[] drivers, InlineSinks sinks) : IEventConsumer
{
    private readonly StrategyDriver[] _drivers = drivers;
    private readonly InlineSinks _sinks = sinks;
    private MarketEvent* _first;
    private int _count;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        // The events of a batch lie side by side in memory that does not move: each strategy is called once for all of them.
        if (_count++ == 0) _first = (MarketEvent*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref marketEvent);
        if (!isEndOfBatch) return;
        Span<MarketEvent> events = new(_first, _count);
        _count = 0;
        foreach (StrategyDriver driver in _drivers) driver.OnEvents(events);
        _sinks.OnEvents(events);
    }
}

/// <summary>The sinks of a feed without a ring, which may come and go while it runs.</summary>
internal sealed class InlineSinks
{
    // Replaced by whoever adds or removes a sink (compare-exchange), read by the feed thread for every packet (acquire).
    private IFeedSink[] _sinks = [];

    /// <summary>Adds a sink.</summary>
    public IDisposable Add(IFeedSink sink)
    {
        Replace(sinks => [.. sinks, sink]);
        return new Detachment(() => Replace(sinks => Array.FindAll(sinks, other => other != sink)));
    }

    /// <summary>Gives every sink a packet's events.</summary>
    public void OnEvents(Span<MarketEvent> events)
    {
        foreach (IFeedSink sink in Volatile.Read(ref _sinks))
        {
            foreach (ref readonly MarketEvent marketEvent in events) sink.OnEvent(marketEvent);
            sink.OnBatchEnd();
        }
    }

    private void Replace(Func<IFeedSink[], IFeedSink[]> change)
    {
        IFeedSink[] seen;
        do
        {
            seen = Volatile.Read(ref _sinks);
        }
        while (Interlocked.CompareExchange(ref _sinks, change(seen), seen) != seen);
    }
}

/// <summary>What was attached, until it is disposed of.</summary>
internal sealed class Detachment(Action detach) : IDisposable
{
    private int _isDisposed;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0) detach();
    }
}

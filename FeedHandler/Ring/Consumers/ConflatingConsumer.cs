namespace FeedHandler.Ring;

/// <summary>
/// A named consumer that the producer never waits for (<see cref="RingPolicy.Conflate"/>): it takes events off the ring at once, keeps the
/// latest of each key until its handler is ready, and counts those that were replaced. Keys come in the order in which they began to
/// wait. An event without a key comes after all that were waiting before it, and is never replaced.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
/// <typeparam name="TKeys">The keys.</typeparam>
/// <typeparam name="THandler">The handler.</typeparam>
public sealed class ConflatingConsumer<TEvent, TKeys, THandler> : HandlerWorker<TEvent, THandler>
    where TEvent : unmanaged
    where TKeys : struct, IEventKeys<TEvent>
    where THandler : struct, IRingHandler<THandler, TEvent>
{
    // So many events are taken off the ring before the handler gets a turn, however fast the feed is.
    private const int DrainCountMax = 256;

    private readonly BroadcastReader<TEvent> _reader;
    private readonly IdleStrategy _idle;
    private readonly PendingEvents<TEvent> _pending;
    private TKeys _keys;
    private ConsumerCounters _counters;

    /// <summary>A consumer of what a reader reads: of a ring, of a broadcast, or of another process.</summary>
    /// <param name="name">Names the consumer in reports.</param>
    /// <param name="reader">Reads. Nobody else may use it.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="keyCount">How many keys there are; memory for one event each is taken now.</param>
    /// <param name="handler">Takes the events. It is copied; read it back by <see cref="HandlerWorker{TEvent, THandler}.Handler"/> after
    /// the run.</param>
    /// <param name="idle">What to do when there is nothing to take.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no key.</exception>
    public ConflatingConsumer(string name, BroadcastReader<TEvent> reader, TKeys keys, int keyCount, THandler handler, IdleStrategy idle)
        : base(name, RingPolicy.Conflate, handler)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(keyCount, 1);
        _reader = reader;
        _keys = keys;
        _idle = idle;
        _pending = new PendingEvents<TEvent>(keyCount);
    }

    /// <inheritdoc/>
    public override RingWorkerReport Report => new(
        Name, Policy, State, _reader.TakenCount, _reader.Lag, _reader.LagMax, _reader.LostCount, Volatile.Read(ref _counters.ConflatedCount), 0, 0);

    private protected override long PublishedSequence => _reader.Cursor;

    private protected override void Poll(ref THandler handler, long allocatedBefore)
    {
        long idleCount = 0;
        while (true)
        {
            // The halt is read before the ring: what was published before the halt is seen by the look that follows.
            long haltAfter = HaltAfter;
            bool isAny = Drain(ref handler, haltAfter);
            if (_pending.Count > 0 && haltAfter >= 0)
            {
                DeliverOldest(ref handler);
                isAny = true;
            }

            if (isAny)
            {
                idleCount = 0;
                continue;
            }

            if (haltAfter != NotHalted) break;
            THandler.OnIdle(ref handler);
            _idle.Pause(++idleCount);
        }

        MeasureAllocation(allocatedBefore);
    }

    private protected override void Leave()
    {
    }

    private bool Drain(ref THandler handler, long haltAfter)
    {
        for (int count = 0; count < DrainCountMax; count++)
        {
            if (_reader.NextSequence > haltAfter) return count > 0;
            long lostBefore = _reader.LostCount;
            switch (_reader.TryRead(out TEvent taken))
            {
                case BroadcastRead.Taken:
                    Keep(ref handler, ref taken, _reader.NextSequence - 1);
                    break;
                case BroadcastRead.Lapped:
                    THandler.OnLost(ref handler, _reader.LostCount - lostBefore);
                    break;
                case BroadcastRead.Restarted:
                    while (_pending.Count > 0) DeliverOldest(ref handler);
                    THandler.OnRestart(ref handler);
                    break;
                default:
                    return count > 0;
            }
        }

        return true;
    }

    private void Keep(ref THandler handler, ref TEvent taken, long sequence)
    {
        int key = _keys.KeyOf(taken);
        if ((uint)key < (uint)_pending.KeyCount)
        {
            if (_pending.Put(key, taken, sequence)) Volatile.Write(ref _counters.ConflatedCount, _counters.ConflatedCount + 1);
            return;
        }

        while (_pending.Count > 0) DeliverOldest(ref handler);
        handler.OnEvent(ref taken, sequence, endOfBatch: true);
    }

    private void DeliverOldest(ref THandler handler)
    {
        ref TEvent oldest = ref _pending.Take(out long sequence);
        handler.OnEvent(ref oldest, sequence, endOfBatch: _pending.Count == 0);
    }
}

/// <summary>Says which events replace each other. Implement it as a struct: the call is then direct.</summary>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IEventKeys<TEvent>
    where TEvent : unmanaged
{
    /// <summary>The key of an event: what has the same key is replaced by the latest.</summary>
    /// <returns>From 0 to below the consumer's key count; anything else, for instance -1, for an event that nothing may replace.</returns>
    /// <param name="data">The event.</param>
    int KeyOf(in TEvent data);
}

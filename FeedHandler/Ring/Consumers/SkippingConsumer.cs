namespace FeedHandler.Ring;

/// <summary>
/// A named consumer that the producer never waits for (<see cref="RingPolicy.Skip"/>): it copies events, and when it falls too far behind
/// it goes on with the newest, tells its handler how many it lost, and counts them.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
/// <typeparam name="THandler">The handler.</typeparam>
public sealed class SkippingConsumer<TEvent, THandler> : HandlerWorker<TEvent, THandler>
    where TEvent : unmanaged
    where THandler : struct, IRingHandler<THandler, TEvent>
{
    private readonly BroadcastReader<TEvent> _reader;
    private readonly IdleStrategy _idle;

    /// <summary>A consumer of what a reader reads: of a ring, of a broadcast, or of another process.</summary>
    /// <param name="name">Names the consumer in reports.</param>
    /// <param name="reader">Reads; its lag limit is how far the consumer may fall behind. Nobody else may use it.</param>
    /// <param name="handler">Takes the events. It is copied; read it back by <see cref="HandlerWorker{TEvent, THandler}.Handler"/> after
    /// the run.</param>
    /// <param name="idle">What to do when there is nothing to take.</param>
    public SkippingConsumer(string name, BroadcastReader<TEvent> reader, THandler handler, IdleStrategy idle)
        : base(name, RingPolicy.Skip, handler)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _reader = reader;
        _idle = idle;
    }

    /// <inheritdoc/>
    public override RingWorkerReport Report =>
        new(Name, Policy, State, _reader.TakenCount, _reader.Lag, _reader.LagMax, _reader.LostCount, 0, 0, 0);

    private protected override long PublishedSequence => _reader.Cursor;

    private protected override void Poll(ref THandler handler, long allocatedBefore)
    {
        long idleCount = 0;
        while (true)
        {
            // The halt is read before the ring: what was published before the halt is seen by the look that follows.
            long haltAfter = HaltAfter;
            if (_reader.NextSequence > haltAfter) break;
            if (TakeOne(ref handler))
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

    private bool TakeOne(ref THandler handler)
    {
        bool isBatchStart = _reader.ReadableCount == 0;
        long lostBefore = _reader.LostCount;
        switch (_reader.TryRead(out TEvent taken))
        {
            case BroadcastRead.Taken:
                long leftCount = _reader.ReadableCount;
                if (isBatchStart) THandler.OnBatchStart(ref handler, leftCount + 1, _reader.Lag + 1);
                handler.OnEvent(ref taken, _reader.NextSequence - 1, endOfBatch: leftCount == 0);
                return true;
            case BroadcastRead.Lapped:
                THandler.OnLost(ref handler, _reader.LostCount - lostBefore);
                return true;
            case BroadcastRead.Restarted:
                THandler.OnRestart(ref handler);
                return true;
            default:
                return false;
        }
    }
}

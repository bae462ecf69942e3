using Disruptor;

namespace FeedHandler.Ring;

/// <summary>
/// A named consumer that takes every event of a ring in place, and for which the producer waits when the ring is full
/// (<see cref="RingPolicy.Gate"/>). A handler that throws ends it and releases the producer at once.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
/// <typeparam name="THandler">The handler.</typeparam>
public sealed partial class RingConsumer<TEvent, THandler> : HandlerWorker<TEvent, THandler>
    where TEvent : unmanaged
    where THandler : struct, IRingHandler<THandler, TEvent>
{
    private readonly UnmanagedRingBuffer<TEvent> _ring;
    private readonly RingProducer<TEvent>? _producer;
    private readonly RingGate _gate;
    private readonly SequenceBarrier _barrier;
    private readonly DependentSequenceGroup _published;
    private readonly IdleStrategy _idle;
    private readonly long _joinedAfter;

    // With one producer, what the cursor shows is published; with several there may be holes, which the barrier finds.
    private readonly bool _isCursorPublished;

    // Slots go back to the producer at least four times a lap, so that a consumer that was far behind does not hold it for a whole ring.
    private readonly long _batchCountMax;

    /// <summary>A consumer that gates the producer from the current cursor on. The first event it takes is the next one
    /// published.</summary>
    /// <param name="name">Names the consumer in reports.</param>
    /// <param name="ring">The ring.</param>
    /// <param name="handler">Takes the events. It is copied; read it back by <see cref="HandlerWorker{TEvent, THandler}.Handler"/> after
    /// the run.</param>
    /// <param name="idle">What to do when there is nothing to take.</param>
    public RingConsumer(string name, UnmanagedRingBuffer<TEvent> ring, THandler handler, IdleStrategy idle)
        : this(name, Checked(ring), null, handler, idle)
    {
    }

    /// <summary>A consumer that gates the producer from the current cursor on, and whose name the producer's waits are counted
    /// under.</summary>
    /// <param name="name">Names the consumer in reports.</param>
    /// <param name="producer">The producer of the ring.</param>
    /// <param name="handler">Takes the events. It is copied; read it back by <see cref="HandlerWorker{TEvent, THandler}.Handler"/> after
    /// the run.</param>
    /// <param name="idle">What to do when there is nothing to take.</param>
    public RingConsumer(string name, RingProducer<TEvent> producer, THandler handler, IdleStrategy idle)
        : this(name, Checked(producer).Ring, producer, handler, idle)
    {
    }

    private RingConsumer(string name, UnmanagedRingBuffer<TEvent> ring, RingProducer<TEvent>? producer, THandler handler, IdleStrategy idle)
        : base(name, RingPolicy.Gate, handler)
    {
        _ring = ring;
        _producer = producer;
        _idle = idle;
        _gate = new RingGate(name, Sequence);
        _batchCountMax = Math.Max(1, ring.BufferSize / 4);
        _barrier = ring.NewBarrier();
        _published = _barrier.DependentSequences;
        _isCursorPublished = ProducerKind.IsSingle(_barrier);
        ring.AddGatingSequences(Sequence);
        producer?.AddGate(_gate);
        _joinedAfter = _taken.Last = Sequence.Value;
    }

    /// <summary>The last event that was taken, which gates the producer; <see cref="long.MaxValue"/> after a failure.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>Events between the cursor of the ring and this consumer: at least 0, and 0 after a failure.</summary>
    public long Lag => Math.Max(0, _ring.Cursor - Sequence.Value);

    /// <inheritdoc/>
    public override RingWorkerReport Report => new(
        Name, Policy, State, Volatile.Read(ref _taken.Last) - _joinedAfter, Lag, Volatile.Read(ref _taken.LagMax), 0, 0, _gate.WaitCount, _gate.WaitNs);

    private protected override long PublishedSequence => _ring.Cursor;

    private static UnmanagedRingBuffer<TEvent> Checked(UnmanagedRingBuffer<TEvent> ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return ring;
    }

    private static RingProducer<TEvent> Checked(RingProducer<TEvent> producer)
    {
        ArgumentNullException.ThrowIfNull(producer);
        return producer;
    }

    private protected override void Leave()
    {
        _ring.RemoveGatingSequence(Sequence);
        _producer?.RemoveGate(_gate);
    }

    private protected override void Release() => Sequence.SetValue(long.MaxValue);
}

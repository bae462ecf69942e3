using Disruptor;

namespace FeedHandler.Ring;

/// <summary>
/// A named consumer that runs on a thread of the caller and gives every event of a ring to a handler that is a type argument.
/// It runs once. A handler that throws ends it and releases the producer at once: the dead never block the feed.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
/// <typeparam name="THandler">The handler.</typeparam>
public sealed partial class RingConsumer<TEvent, THandler>
    where TEvent : unmanaged
    where THandler : struct, IRingHandler<TEvent>
{
    private readonly UnmanagedRingBuffer<TEvent> _ring;
    private readonly SequenceBarrier _barrier;
    private readonly DependentSequenceGroup _published;
    private readonly IdleStrategy _idle;
    private readonly Action? _onThreadStart;

    // Slots go back to the producer at least four times a lap, so that a consumer that was far behind does not hold it for a whole ring.
    private readonly long _batchCountMax;

    // Written by the consumer's thread before and after its run; a caller reads it after the run.
    private THandler _handler;

    /// <summary>A consumer that gates the producer from the current cursor on. The first event it takes is the next one
    /// published.</summary>
    /// <param name="name">Names the consumer in reports: a consumer that slows the feed must be known.</param>
    /// <param name="ring">The ring.</param>
    /// <param name="handler">Takes the events. It is copied; read it back by <see cref="Handler"/> after the run.</param>
    /// <param name="idle">What to do when there is nothing to take.</param>
    /// <param name="onThreadStart">Called first on the consumer's thread, to pin and name it; null for nothing.</param>
    public RingConsumer(string name, UnmanagedRingBuffer<TEvent> ring, THandler handler, IdleStrategy idle, Action? onThreadStart = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(ring);
        Name = name;
        _ring = ring;
        _handler = handler;
        _idle = idle;
        _onThreadStart = onThreadStart;
        _batchCountMax = Math.Max(1, ring.BufferSize / 4);
        _barrier = ring.NewBarrier();
        _published = _barrier.DependentSequences;
        ring.AddGatingSequences(Sequence);
    }

    /// <summary>The name of the consumer.</summary>
    public string Name { get; }

    /// <summary>The last event that was taken, which gates the producer; <see cref="long.MaxValue"/> after a failure.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>Events between the cursor of the ring and this consumer: at least 0, and 0 after a failure.</summary>
    public long Lag => Math.Max(0, _ring.Cursor - Sequence.Value);

    /// <summary>The handler as the run left it. Meaningful before and after the run: while it lasts, the handler lives on the consumer's
    /// own stack.</summary>
    public ref readonly THandler Handler => ref _handler;

    // The handler is moved to the stack of its thread: what it counts there shares no cache line with another consumer.
    private void TakeEvents()
    {
        THandler handler = _handler;
        try
        {
            handler.OnStart();
            Poll(ref handler);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        try
        {
            handler.OnShutdown();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        _handler = handler;
    }

    private void Poll(ref THandler handler)
    {
        long next = Sequence.Value + 1;
        long idleCount = 0;
        while (true)
        {
            // The halt is read before the ring: what was published before the halt is seen by the look that follows.
            long haltAfter = Volatile.Read(ref _haltAfter);
            if (_published.Value >= next && next <= haltAfter)
            {
                long last = Math.Min(_barrier.WaitFor(next).UnsafeAvailableSequence, Math.Min(haltAfter, next + _batchCountMax - 1));
                if (last >= next)
                {
                    next = TakeBatch(ref handler, next, last);
                    idleCount = 0;
                    continue;
                }
            }

            if (haltAfter != NotHalted) return;
            handler.OnIdle();
            _idle.Pause(++idleCount);
        }
    }

    private long TakeBatch(ref THandler handler, long next, long last)
    {
        for (; next < last; next++) handler.OnEvent(ref _ring[next], next, endOfBatch: false);
        handler.OnEvent(ref _ring[next], next, endOfBatch: true);
        Sequence.SetValue(last);
        return last + 1;
    }
}

using Disruptor;
using FeedHandler.Core.Events;

namespace FeedHandler.Host.Replays;

/// <summary>
/// Takes every event of a ring on a thread of its own, waits as the ring's wait strategy does, and counts what its thread allocated while it worked.
/// </summary>
/// <typeparam name="TConsumer">Takes the events; a struct, so that the call is direct.</typeparam>
internal sealed class RingReader<TConsumer> : IRingReader
    where TConsumer : struct, IEventConsumer
{
    private readonly UnmanagedRingBuffer<MarketEvent> _ring;
    private readonly SequenceBarrier _barrier;
    private readonly Sequence _sequence = new();
    private readonly PinnedThread _thread;
    private TConsumer _consumer;

    // Written by the reader's thread, read by others after the thread ended.
    private long _allocatedBytes;

    /// <summary>Joins the ring and starts the thread; the first event it takes is the next one published.</summary>
    public RingReader(string name, UnmanagedRingBuffer<MarketEvent> ring, TConsumer consumer, int? core)
    {
        Name = name;
        _ring = ring;
        _consumer = consumer;
        _barrier = ring.NewBarrier();
        ring.AddGatingSequences(_sequence);
        _thread = new PinnedThread(name, core, Read);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long AllocatedBytes => _allocatedBytes;

    /// <inheritdoc/>
    public PinnedThread Thread => _thread;

    /// <inheritdoc/>
    public long TakenSequence => _sequence.Value;

    /// <inheritdoc/>
    public void DrainAndStop()
    {
        long last = _ring.Cursor;
        SpinWait wait = default;
        while (_sequence.Value < last) wait.SpinOnce();
        _barrier.CancelProcessing();
        _thread.Join();
    }

    private void Read()
    {
        TConsumer consumer = _consumer;
        try
        {
            Read(ref consumer);
        }
        catch (OperationCanceledException) when (_barrier.IsCancellationRequested)
        {
            // told to stop after the last event
        }
        finally
        {
            _consumer = consumer;
            _sequence.SetValue(long.MaxValue); // a reader that died never holds the feed up
        }
    }

    private void Read(ref TConsumer consumer)
    {
        long next = _sequence.Value + 1;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        while (true)
        {
            long last = _barrier.WaitFor(next).UnsafeAvailableSequence;
            if (last < next) continue;
            for (; next < last; next++) consumer.OnEvent(ref _ring[next], isEndOfBatch: false);
            consumer.OnEvent(ref _ring[next++], isEndOfBatch: true);
            _allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            _sequence.SetValue(last);
        }
    }
}

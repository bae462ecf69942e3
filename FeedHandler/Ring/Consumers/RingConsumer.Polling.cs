using Disruptor;

namespace FeedHandler.Ring;

/// <content>Looking at the ring, waiting for it, taking batches.</content>
public sealed partial class RingConsumer<TEvent, THandler>
{
    private ConsumerCounters _taken;

    private protected override void Poll(ref THandler handler, long allocatedBefore)
    {
        if (_idle.IsOfRing) Wait(ref handler, allocatedBefore);
        Look(ref handler);
    }

    private void Look(ref THandler handler)
    {
        // What the end of a wait allocated is not the handler's, nor what the compiler did to bring this method about.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread() - AllocatedBytes;
        long next = Sequence.Value + 1;
        long idleCount = 0;
        while (true)
        {
            // The halt is read before the ring: what was published before the halt is seen by the look that follows.
            long haltAfter = HaltAfter;
            long published = _published.Value;
            if (published >= next && next <= haltAfter)
            {
                long whole = _isCursorPublished ? published : _barrier.WaitFor(next).UnsafeAvailableSequence;
                long last = Math.Min(whole, Math.Min(haltAfter, next + _batchCountMax - 1));
                if (last >= next)
                {
                    TakeBatch(ref handler, next, last, published);
                    next = last + 1;
                    idleCount = 0;
                    MeasureAllocation(allocatedBefore);
                    continue;
                }
            }

            if (haltAfter != NotHalted) return;
            THandler.OnIdle(ref handler);
            _idle.Pause(++idleCount);
        }
    }

    // Takes events until the halt, which cancels the wait. The rest of them, if the halt drains, is there without waiting.
    private void Wait(ref THandler handler, long allocatedBefore)
    {
        try
        {
            long next = Sequence.Value + 1;
            while (HaltAfter == NotHalted)
            {
                SequenceWaitResult result = _barrier.WaitFor(next);
                long published = result.UnsafeAvailableSequence;
                if (result.IsTimeout) THandler.OnTimeout(ref handler, next);
                if (published < next) continue;
                long last = Math.Min(published, next + _batchCountMax - 1);
                TakeBatch(ref handler, next, last, published);
                next = last + 1;
                MeasureAllocation(allocatedBefore);
            }
        }
        catch (OperationCanceledException) when (_barrier.IsCancellationRequested)
        {
            // Told to halt: that is what a cancelled wait means.
        }

        // The one who halts cancels after that: only then may the barrier be used again.
        while (!_barrier.IsCancellationRequested) Thread.Yield();
        _barrier.ResetProcessing();
    }

    private void TakeBatch(ref THandler handler, long next, long last, long published)
    {
        long lagCount = published - next + 1;
        if (lagCount > _taken.LagMax) Volatile.Write(ref _taken.LagMax, lagCount);
        THandler.OnBatchStart(ref handler, last - next + 1, lagCount);
        for (; next < last; next++) handler.OnEvent(ref _ring[next], next, endOfBatch: false);
        handler.OnEvent(ref _ring[next], next, endOfBatch: true);
        Volatile.Write(ref _taken.Last, last);
        Sequence.SetValue(last);
    }

    private protected override void Wake()
    {
        if (_idle.IsOfRing) _barrier.CancelProcessing();
    }
}

namespace Disruptor.Processing;

/// <summary>One worker of a pool: claims an event from the sequence that all workers share, waits for it, and handles it.</summary>
/// <typeparam name="T">The event.</typeparam>
public sealed partial class WorkProcessor<T> : IEventProcessor, IProcessorSteps
    where T : class
{
    private readonly Sequence _sequence = new();
    private readonly RingBuffer<T> _ringBuffer;
    private readonly SequenceBarrier _sequenceBarrier;
    private readonly IWorkHandler<T> _workHandler;
    private readonly Sequence _workSequence;
    private readonly ProcessorLifecycle<T> _lifecycle;

    /// <summary>A worker.</summary>
    /// <param name="ringBuffer">The ring.</param>
    /// <param name="sequenceBarrier">What to wait for; all workers of a pool may share it.</param>
    /// <param name="workHandler">The handler.</param>
    /// <param name="exceptionHandler">Who decides about exceptions of the handler.</param>
    /// <param name="workSequence">The last event that any worker has claimed.</param>
    public WorkProcessor(
        RingBuffer<T> ringBuffer, SequenceBarrier sequenceBarrier, IWorkHandler<T> workHandler, IExceptionHandler<T> exceptionHandler, Sequence workSequence)
    {
        ArgumentNullException.ThrowIfNull(workHandler);
        _ringBuffer = ringBuffer;
        _sequenceBarrier = sequenceBarrier;
        _workHandler = workHandler;
        _workSequence = workSequence;
        _lifecycle = new ProcessorLifecycle<T>(this) { ExceptionHandler = exceptionHandler };
        if (workHandler is IEventReleaseAware releaseAware) releaseAware.SetEventReleaser(new Releaser(_sequence));
    }

    /// <inheritdoc/>
    public Sequence Sequence => _sequence;

    /// <summary>Runs the loop on the calling thread until it is halted.</summary>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public void Run()
    {
        if (!_lifecycle.TryEnter()) return;
        try
        {
            _lifecycle.NotifyStart();
            ProcessEvents();
        }
        finally
        {
            _lifecycle.Leave();
        }
    }

    private void ProcessEvents()
    {
        while (_lifecycle.ShouldRun)
        {
            // A claim must be handled even when the worker is halted meanwhile: no other worker will take it.
            long claimed = Claim();
            if (!TryHandle(claimed)) return;
        }
    }

    // The own sequence goes ahead of the claim: it says that everything before is done, so that producers never pass the claim.
    private long Claim()
    {
        long claimed;
        do
        {
            claimed = _workSequence.Value + 1;
            _sequence.SetValue(claimed - 1);
        }
        while (!_workSequence.CompareAndSet(claimed - 1, claimed));

        return claimed;
    }

    private bool TryHandle(long claimed)
    {
        T? evt = null;
        while (true)
        {
            try
            {
                SequenceWaitResult waitResult = _sequenceBarrier.WaitFor(claimed);
                if (waitResult.IsTimeout) _lifecycle.NotifyTimeout(_sequence.Value);
                if (waitResult.UnsafeAvailableSequence < claimed) continue;
                evt = _ringBuffer[claimed];
                _workHandler.OnEvent(evt);
                return true;
            }
            catch (OperationCanceledException) when (_sequenceBarrier.IsCancellationRequested)
            {
                if (!_lifecycle.ShouldRun) return false;
            }
            catch (Exception ex)
            {
                _lifecycle.ExceptionHandler.HandleEventException(ex, claimed, evt);
                return true;
            }
        }
    }

    private sealed class Releaser(Sequence sequence) : IEventReleaser
    {
        public void Release() => sequence.SetValue(long.MaxValue);
    }
}

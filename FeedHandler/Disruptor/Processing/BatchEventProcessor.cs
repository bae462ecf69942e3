using System.Runtime.CompilerServices;

namespace Disruptor.Processing;

/// <summary>Gives events that are objects to a handler, a run of slots at once.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <typeparam name="TDataProvider">Where the events are.</typeparam>
/// <typeparam name="TSequenceBarrierOptions">How much is known of what the barrier waits for.</typeparam>
/// <typeparam name="TEventHandler">The handler.</typeparam>
/// <typeparam name="TBatchSizeLimiter">Cuts batches.</typeparam>
public partial class BatchEventProcessor<T, TDataProvider, TSequenceBarrierOptions, TEventHandler, TBatchSizeLimiter>
    : IEventProcessor<T>, IProcessorSteps
    where T : class
    where TDataProvider : IDataProvider<T>
    where TSequenceBarrierOptions : ISequenceBarrierOptions
    where TEventHandler : IBatchEventHandler<T>
    where TBatchSizeLimiter : IBatchSizeLimiter
{
    private readonly Sequence _sequence = new();
    private readonly SequenceBarrier _sequenceBarrier;
    private readonly ProcessorLifecycle<T> _lifecycle;

    // Type arguments that may be structs: not readonly, so that calls make no copies.
    private TDataProvider _dataProvider;
    private TEventHandler _eventHandler;
    private TBatchSizeLimiter _batchSizeLimiter;

    /// <summary>A processor.</summary>
    /// <param name="dataProvider">Where the events are.</param>
    /// <param name="sequenceBarrier">What to wait for; halting cancels it.</param>
    /// <param name="eventHandler">The handler.</param>
    /// <param name="batchSizeLimiter">Cuts batches.</param>
    public BatchEventProcessor(
        TDataProvider dataProvider, SequenceBarrier sequenceBarrier, TEventHandler eventHandler, TBatchSizeLimiter batchSizeLimiter)
    {
        _dataProvider = dataProvider;
        _sequenceBarrier = sequenceBarrier;
        _eventHandler = eventHandler;
        _batchSizeLimiter = batchSizeLimiter;
        _lifecycle = new ProcessorLifecycle<T>(this);
        if (eventHandler is IEventProcessorSequenceAware sequenceAware) sequenceAware.SetSequenceCallback(_sequence);
    }

    /// <inheritdoc/>
    public Sequence Sequence => _sequence;

    /// <inheritdoc/>
    public void Run()
    {
        if (!_lifecycle.TryEnter()) return;
        try
        {
            _lifecycle.NotifyStart();
            if (_lifecycle.ShouldRun) ProcessEvents();
        }
        finally
        {
            _lifecycle.Leave();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ProcessEvents()
    {
        AggressiveSpinWait publicationWait = default;
        while (true)
        {
            EventBatch<T> batch = default;
            long next = _sequence.Value + 1;
            try
            {
                SequenceWaitResult waitResult = _sequenceBarrier.WaitFor<TSequenceBarrierOptions>(next);
                if (waitResult.IsTimeout) _lifecycle.NotifyTimeout(_sequence.Value);
                else if (ProcessBatch(waitResult.UnsafeAvailableSequence, next, ref batch)) publicationWait = default;

                // The next event is claimed and not published: its producer may need this core to get there.
                else publicationWait.SpinOnce();
            }
            catch (OperationCanceledException) when (_sequenceBarrier.IsCancellationRequested)
            {
                if (!_lifecycle.ShouldRun) return;
            }
            catch (Exception ex)
            {
                _lifecycle.ExceptionHandler.HandleEventException(ex, next, batch);
                _sequence.SetValue(next + batch.Length - 1);
            }
        }
    }

    private bool ProcessBatch(long availableSequence, long next, ref EventBatch<T> batch)
    {
        long last = _batchSizeLimiter.ApplyMaxBatchSize(availableSequence, next);
        if (last < next) return false;
        batch = _dataProvider.GetBatch(next, last);
        _eventHandler.OnBatch(batch, next);
        _sequence.SetValue(next + batch.Length - 1);
        return true;
    }
}

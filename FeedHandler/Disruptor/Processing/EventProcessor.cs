using System.Runtime.CompilerServices;

namespace Disruptor.Processing;

/// <summary>Gives events that are objects to a handler, one by one.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <typeparam name="TDataProvider">Where the events are.</typeparam>
/// <typeparam name="TSequenceBarrierOptions">How much is known of what the barrier waits for.</typeparam>
/// <typeparam name="TEventHandler">The handler.</typeparam>
/// <typeparam name="TOnBatchStartEvaluator">Decides whether the handler is told of a batch.</typeparam>
/// <typeparam name="TBatchSizeLimiter">Cuts batches.</typeparam>
public partial class EventProcessor<T, TDataProvider, TSequenceBarrierOptions, TEventHandler, TOnBatchStartEvaluator, TBatchSizeLimiter>
    : IEventProcessor<T>, IProcessorSteps
    where T : class
    where TDataProvider : IDataProvider<T>
    where TSequenceBarrierOptions : ISequenceBarrierOptions
    where TEventHandler : IEventHandler<T>
    where TOnBatchStartEvaluator : IOnBatchStartEvaluator
    where TBatchSizeLimiter : IBatchSizeLimiter
{
    private readonly Sequence _sequence = new();
    private readonly SequenceBarrier _sequenceBarrier;
    private readonly ProcessorLifecycle<T> _lifecycle;

    // Type arguments that may be structs: not readonly, so that calls make no copies.
    private TDataProvider _dataProvider;
    private TEventHandler _eventHandler;
    private TOnBatchStartEvaluator _onBatchStartEvaluator;
    private TBatchSizeLimiter _batchSizeLimiter;

    /// <summary>A processor.</summary>
    /// <param name="dataProvider">Where the events are.</param>
    /// <param name="sequenceBarrier">What to wait for; halting cancels it.</param>
    /// <param name="eventHandler">The handler.</param>
    /// <param name="onBatchStartEvaluator">Decides whether the handler is told of a batch.</param>
    /// <param name="batchSizeLimiter">Cuts batches.</param>
    public EventProcessor(
        TDataProvider dataProvider, SequenceBarrier sequenceBarrier, TEventHandler eventHandler,
        TOnBatchStartEvaluator onBatchStartEvaluator, TBatchSizeLimiter batchSizeLimiter)
    {
        _dataProvider = dataProvider;
        _sequenceBarrier = sequenceBarrier;
        _eventHandler = eventHandler;
        _onBatchStartEvaluator = onBatchStartEvaluator;
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
        long next = _sequence.Value + 1;
        AggressiveSpinWait publicationWait = default;
        while (true)
        {
            try
            {
                SequenceWaitResult waitResult = _sequenceBarrier.WaitFor<TSequenceBarrierOptions>(next);
                if (waitResult.IsTimeout) _lifecycle.NotifyTimeout(_sequence.Value);
                else if (ProcessBatch(waitResult.UnsafeAvailableSequence, ref next)) publicationWait = default;

                // The next event is claimed and not published: its producer may need this core to get there.
                else publicationWait.SpinOnce();
            }
            catch (OperationCanceledException) when (_sequenceBarrier.IsCancellationRequested)
            {
                if (!_lifecycle.ShouldRun) return;
            }
            catch (Exception ex)
            {
                _lifecycle.ExceptionHandler.HandleEventException(ex, next, _dataProvider[next]);
                _sequence.SetValue(next);
                next++;
            }
        }
    }

    private bool ProcessBatch(long availableSequence, ref long next)
    {
        long last = _batchSizeLimiter.ApplyMaxBatchSize(availableSequence, next);
        if (last < next) return false;
        if (_onBatchStartEvaluator.ShouldInvokeOnBatchStart(last, next)) _eventHandler.OnBatchStart(last - next + 1);
        for (; next <= last; next++) _eventHandler.OnEvent(_dataProvider[next], next, next == last);
        _sequence.SetValue(last);
        return true;
    }
}

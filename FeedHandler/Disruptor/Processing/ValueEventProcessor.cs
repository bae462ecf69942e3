using System.Runtime.CompilerServices;

namespace Disruptor.Processing;

/// <summary>Waits for events held by value and gives them to a handler. <see cref="EventProcessorFactory"/> chooses the type
/// arguments.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <typeparam name="TDataProvider">The slots.</typeparam>
/// <typeparam name="TSequenceBarrierOptions">What the barrier may take for granted.</typeparam>
/// <typeparam name="TEventHandler">The handler.</typeparam>
/// <typeparam name="TOnBatchStartEvaluator">Whether the handler is told of batches.</typeparam>
/// <typeparam name="TBatchSizeLimiter">How large a batch may be.</typeparam>
public partial class ValueEventProcessor<T, TDataProvider, TSequenceBarrierOptions, TEventHandler, TOnBatchStartEvaluator, TBatchSizeLimiter>
    : IValueEventProcessor<T>
    where T : struct
    where TDataProvider : IValueDataProvider<T>
    where TSequenceBarrierOptions : ISequenceBarrierOptions
    where TEventHandler : IValueEventHandler<T>
    where TOnBatchStartEvaluator : IOnBatchStartEvaluator
    where TBatchSizeLimiter : IBatchSizeLimiter
{
    private readonly Sequence _sequence = new();
    private readonly SequenceBarrier _sequenceBarrier;

    // Type arguments that may be structs: not readonly, so that calls make no copies.
    private TDataProvider _dataProvider;
    private TEventHandler _eventHandler;
    private TOnBatchStartEvaluator _onBatchStartEvaluator;
    private TBatchSizeLimiter _batchSizeLimiter;

    /// <summary>A processor, not yet running.</summary>
    /// <param name="dataProvider">The slots.</param>
    /// <param name="sequenceBarrier">Where to wait. It serves this processor alone: halting cancels it.</param>
    /// <param name="eventHandler">Takes the events.</param>
    /// <param name="onBatchStartEvaluator">Whether the handler is told of batches.</param>
    /// <param name="batchSizeLimiter">How large a batch may be.</param>
    public ValueEventProcessor(
        TDataProvider dataProvider, SequenceBarrier sequenceBarrier, TEventHandler eventHandler,
        TOnBatchStartEvaluator onBatchStartEvaluator, TBatchSizeLimiter batchSizeLimiter)
    {
        _dataProvider = dataProvider;
        _sequenceBarrier = sequenceBarrier;
        _eventHandler = eventHandler;
        _onBatchStartEvaluator = onBatchStartEvaluator;
        _batchSizeLimiter = batchSizeLimiter;
        if (eventHandler is IEventProcessorSequenceAware sequenceAware) sequenceAware.SetSequenceCallback(_sequence);
    }

    /// <inheritdoc/>
    public Sequence Sequence => _sequence;

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
                if (waitResult.IsTimeout) NotifyTimeout(_sequence.Value);
                else if (ProcessBatch(waitResult.UnsafeAvailableSequence, ref next)) publicationWait = default;

                // The next event is claimed and not published: its producer may need this core to get there.
                else publicationWait.SpinOnce();
            }
            catch (OperationCanceledException) when (_sequenceBarrier.IsCancellationRequested)
            {
                if (!_runState.ShouldRun) return;
            }
            catch (Exception ex)
            {
                _exceptionHandler.HandleEventException(ex, next, ref _dataProvider[next]);
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
        for (; next <= last; next++) _eventHandler.OnEvent(ref _dataProvider[next], next, next == last);
        _sequence.SetValue(last);
        return true;
    }
}

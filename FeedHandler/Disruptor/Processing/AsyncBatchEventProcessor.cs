namespace Disruptor.Processing;

/// <summary>Gives events that are objects to a handler that may await, a run of slots at once.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <typeparam name="TDataProvider">Where the events are.</typeparam>
/// <typeparam name="TSequenceBarrierOptions">How much is known of what the barrier waits for.</typeparam>
/// <typeparam name="TEventHandler">The handler.</typeparam>
/// <typeparam name="TBatchSizeLimiter">Cuts batches.</typeparam>
public partial class AsyncBatchEventProcessor<T, TDataProvider, TSequenceBarrierOptions, TEventHandler, TBatchSizeLimiter>
    : IAsyncEventProcessor<T>, IProcessorSteps
    where T : class
    where TDataProvider : IDataProvider<T>
    where TSequenceBarrierOptions : ISequenceBarrierOptions
    where TEventHandler : IAsyncBatchEventHandler<T>
    where TBatchSizeLimiter : IBatchSizeLimiter
{
    private readonly Sequence _sequence = new();
    private readonly AsyncSequenceBarrier _sequenceBarrier;
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
    public AsyncBatchEventProcessor(
        TDataProvider dataProvider, AsyncSequenceBarrier sequenceBarrier, TEventHandler eventHandler, TBatchSizeLimiter batchSizeLimiter)
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
    public async Task RunAsync()
    {
        if (!_lifecycle.TryEnter()) return;
        try
        {
            _lifecycle.NotifyStart();
            if (_lifecycle.ShouldRun) await ProcessEvents().ConfigureAwait(false);
        }
        finally
        {
            _lifecycle.Leave();
        }
    }

    private async Task ProcessEvents()
    {
        while (true)
        {
            EventBatch<T> batch = default;
            long next = _sequence.Value + 1;
            try
            {
                long last = await LastAvailable(next).ConfigureAwait(false);
                if (last < next) continue;
                batch = _dataProvider.GetBatch(next, last);
                await _eventHandler.OnBatch(batch, next).ConfigureAwait(false);
                _sequence.SetValue(next + batch.Length - 1);
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

    private async ValueTask<long> LastAvailable(long next)
    {
        SequenceWaitResult waitResult = await _sequenceBarrier.WaitForAsync<TSequenceBarrierOptions>(next).ConfigureAwait(false);
        if (waitResult.IsTimeout)
        {
            _lifecycle.NotifyTimeout(_sequence.Value);
            return next - 1;
        }

        // The next event may be claimed and not published: its producer may need this thread to get there.
        if (waitResult.UnsafeAvailableSequence < next) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return _batchSizeLimiter.ApplyMaxBatchSize(waitResult.UnsafeAvailableSequence, next);
    }
}

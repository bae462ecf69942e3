namespace Disruptor;

/// <summary>
/// Batches of reference events for `await foreach`. The stream gates the producer from its creation to its disposal. Its enumerators
/// share one
/// position, so that a later one goes on where the one before it ended; only one runs at a time.
/// </summary>
/// <typeparam name="T">The event.</typeparam>
public class AsyncEventStream<T> : IAsyncEnumerable<EventBatch<T>>, IDisposable
    where T : class
{
    private readonly IDataProvider<T> _dataProvider;
    private readonly IAsyncWaitStrategy _waitStrategy;
    private readonly ISequencer _sequencer;
    private readonly DependentSequenceGroup _dependentSequences;
    private readonly CancellationTokenSource _disposal = new();

    // Written by the running enumerator (release), read by the producer (acquire): the last event whose slot may be reused.
    private readonly Sequence _sequence = new();

    /// <summary>A stream from the cursor on.</summary>
    /// <param name="dataProvider">The events.</param>
    /// <param name="waitStrategy">How to wait.</param>
    /// <param name="sequencer">The sequencer of the ring.</param>
    /// <param name="cursorSequence">The cursor of the ring.</param>
    /// <param name="gatingSequences">The consumers to follow; none means the cursor.</param>
    public AsyncEventStream(
        IDataProvider<T> dataProvider, IAsyncWaitStrategy waitStrategy, ISequencer sequencer, Sequence cursorSequence, params Sequence[] gatingSequences)
    {
        ArgumentNullException.ThrowIfNull(sequencer);
        _dataProvider = dataProvider;
        _waitStrategy = waitStrategy;
        _sequencer = sequencer;
        _dependentSequences = new DependentSequenceGroup(cursorSequence, gatingSequences);
        sequencer.AddGatingSequences(_sequence);
    }

    /// <summary>Lets the next enumerator begin behind what is published now.</summary>
    public void ResetNextEnumeratorSequence() =>
        _sequence.SetValue(_sequencer.GetHighestPublishedSequence(_sequence.Value + 1, _dependentSequences.Value));

    /// <summary>Enumerates batches as they are published. The slots of a batch are given back when the next one is asked for.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerator<EventBatch<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        await using CancellationTokenRegistration wakeUp = cancellation.Token.Register(_waitStrategy.SignalAllWhenBlocking);
        while (true)
        {
            long next = _sequence.Value + 1;
            long available = await NextAvailable(next, cancellation.Token).ConfigureAwait(false);
            if (available < next) continue;
            EventBatch<T> batch = _dataProvider.GetBatch(next, available);
            try
            {
                yield return batch;
            }
            finally
            {
                _sequence.SetValue(next + batch.Length - 1);
            }
        }
    }

    /// <summary>Ends the enumeration and lets the producer overtake.</summary>
    public void Dispose()
    {
        _sequencer.RemoveGatingSequence(_sequence);
        if (!_disposal.IsCancellationRequested) _disposal.Cancel();
        GC.SuppressFinalize(this);
    }

    private async ValueTask<long> NextAvailable(long next, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SequenceWaitResult result = await _waitStrategy.WaitForAsync(next, _dependentSequences, cancellationToken).ConfigureAwait(false);
        return result.UnsafeAvailableSequence < next ? next - 1 : _sequencer.GetHighestPublishedSequence(next, result.UnsafeAvailableSequence);
    }
}

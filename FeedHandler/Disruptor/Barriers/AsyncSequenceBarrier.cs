using System.Diagnostics.CodeAnalysis;

namespace Disruptor;

/// <summary>Where one asynchronous consumer waits for its predecessors, until it is told to stop.</summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The token source has neither a timer nor a wait handle, so there is nothing to dispose.")]
public sealed class AsyncSequenceBarrier
{
    private readonly ISequencer _sequencer;
    private readonly IAsyncWaitStrategy _waitStrategy;

    // Written by whoever resets the barrier (release), read by the consumer and by whoever cancels (acquire).
    private volatile CancellationTokenSource _cancellation = new();

    /// <summary>A barrier. <see cref="ISequencer.NewAsyncBarrier"/> is the usual way to get one.</summary>
    /// <param name="sequencer">The sequencer of the ring.</param>
    /// <param name="waitStrategy">How to wait: it must be asynchronous.</param>
    /// <param name="dependentSequences">What to wait for.</param>
    /// <exception cref="InvalidOperationException">The strategy is not asynchronous.</exception>
    public AsyncSequenceBarrier(ISequencer sequencer, IWaitStrategy waitStrategy, DependentSequenceGroup dependentSequences)
    {
        _sequencer = sequencer;
        _waitStrategy = Checked(waitStrategy);
        DependentSequences = dependentSequences;
    }

    /// <summary>What the consumer waits for.</summary>
    public DependentSequenceGroup DependentSequences { get; }

    /// <summary>Whether the consumer was told to stop.</summary>
    public bool IsCancellationRequested => _cancellation.IsCancellationRequested;

    /// <summary>The token that is cancelled when the consumer is told to stop; <see cref="ResetProcessing"/> replaces it.</summary>
    public CancellationToken CancellationToken => _cancellation.Token;

    /// <summary>Throws when the consumer was told to stop.</summary>
    /// <exception cref="OperationCanceledException">The consumer was told to stop.</exception>
    public void ThrowIfCancellationRequested() => _cancellation.Token.ThrowIfCancellationRequested();

    /// <summary>The options that hold for this barrier.</summary>
    public ISequenceBarrierOptions GetSequencerOptions() => ISequenceBarrierOptions.Get(_sequencer, DependentSequences);

    /// <summary>Waits for a sequence without holding a thread.</summary>
    /// <returns>As <see cref="SequenceBarrier.WaitFor(long)"/>.</returns>
    /// <param name="sequence">The sequence to consume next.</param>
    /// <exception cref="OperationCanceledException">The consumer was told to stop.</exception>
    public ValueTask<SequenceWaitResult> WaitForAsync(long sequence)
        => GetSequencerOptions() is ISequenceBarrierOptions.IsDependentSequencePublished
            ? WaitForAsync<ISequenceBarrierOptions.IsDependentSequencePublished>(sequence)
            : WaitForAsync<ISequenceBarrierOptions.None>(sequence);

    /// <summary>Waits for a sequence without holding a thread, with options that the caller took from
    /// <see cref="GetSequencerOptions"/>.</summary>
    /// <typeparam name="TSequenceBarrierOptions">The options.</typeparam>
    /// <returns>As <see cref="SequenceBarrier.WaitFor(long)"/>.</returns>
    /// <param name="sequence">The sequence to consume next.</param>
    /// <exception cref="OperationCanceledException">The consumer was told to stop.</exception>
    public ValueTask<SequenceWaitResult> WaitForAsync<TSequenceBarrierOptions>(long sequence)
        where TSequenceBarrierOptions : ISequenceBarrierOptions
    {
        CancellationToken cancellationToken = _cancellation.Token;
        cancellationToken.ThrowIfCancellationRequested();
        long available = DependentSequences.Value;
        return available >= sequence
            ? new ValueTask<SequenceWaitResult>(Published<TSequenceBarrierOptions>(sequence, available))
            : Suspend<TSequenceBarrierOptions>(sequence, cancellationToken);
    }

    /// <summary>Allows the consumer to wait again after <see cref="CancelProcessing"/>.</summary>
    public void ResetProcessing()
    {
        // Nothing is replaced that was not cancelled: processors that share the barrier already wait with its token.
        CancellationTokenSource cancelled = _cancellation;
        if (cancelled.IsCancellationRequested) Interlocked.CompareExchange(ref _cancellation, new CancellationTokenSource(), cancelled);
    }

    /// <summary>Tells the consumer to stop, and wakes it when it waits.</summary>
    public void CancelProcessing()
    {
        _cancellation.Cancel();
        _waitStrategy.SignalAllWhenBlocking();
    }

    /// <summary>The strategy as an asynchronous one.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    /// <summary>A barrier of its own cancellation over the same dependent group.</summary>
    internal AsyncSequenceBarrier OfSameGroup() => new(_sequencer, _waitStrategy, DependentSequences);

    internal static IAsyncWaitStrategy Checked(IWaitStrategy waitStrategy)
        => waitStrategy as IAsyncWaitStrategy
            ?? throw new InvalidOperationException(
                $"{waitStrategy?.GetType().Name} cannot wait asynchronously: give the ring an {nameof(AsyncWaitStrategy)}.");

    private async ValueTask<SequenceWaitResult> Suspend<TSequenceBarrierOptions>(long sequence, CancellationToken cancellationToken)
        where TSequenceBarrierOptions : ISequenceBarrierOptions
    {
        SequenceWaitResult result = await _waitStrategy.WaitForAsync(sequence, DependentSequences, cancellationToken).ConfigureAwait(false);
        return result.UnsafeAvailableSequence < sequence ? result : Published<TSequenceBarrierOptions>(sequence, result.UnsafeAvailableSequence);
    }

    private long Published<TSequenceBarrierOptions>(long sequence, long available)
        where TSequenceBarrierOptions : ISequenceBarrierOptions
        => typeof(TSequenceBarrierOptions) == typeof(ISequenceBarrierOptions.IsDependentSequencePublished)
            ? available
            : _sequencer.GetHighestPublishedSequence(sequence, available);
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>Where one consumer waits for its predecessors, until it is told to stop.</summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The token source has neither a timer nor a wait handle, so there is nothing to dispose.")]
public sealed class SequenceBarrier
{
    private readonly ISequencer _sequencer;
    private readonly IWaitStrategy _waitStrategy;
    private readonly bool _isDependentSequencePublished;

    // Written by whoever resets the barrier (release), read by the consumer and by whoever cancels (acquire).
    private volatile CancellationTokenSource _cancellation = new();

    /// <summary>A barrier. <see cref="ISequencer.NewBarrier"/> is the usual way to get one.</summary>
    /// <param name="sequencer">The sequencer of the ring.</param>
    /// <param name="waitStrategy">How to wait.</param>
    /// <param name="dependentSequences">What to wait for.</param>
    public SequenceBarrier(ISequencer sequencer, IWaitStrategy waitStrategy, DependentSequenceGroup dependentSequences)
    {
        _sequencer = sequencer;
        _waitStrategy = waitStrategy;
        DependentSequences = dependentSequences;
        _isDependentSequencePublished = GetSequencerOptions() is ISequenceBarrierOptions.IsDependentSequencePublished;
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

    /// <summary>Waits for a sequence.</summary>
    /// <returns>
    /// The highest sequence that may be consumed, which is often beyond the one asked for. It is below it when a claimed event is not
    /// published yet (several producers), or when time ran out.
    /// </returns>
    /// <param name="sequence">The sequence to consume next.</param>
    /// <exception cref="OperationCanceledException">The consumer was told to stop.</exception>
    public SequenceWaitResult WaitFor(long sequence)
        => _isDependentSequencePublished
            ? WaitFor<ISequenceBarrierOptions.IsDependentSequencePublished>(sequence)
            : WaitFor<ISequenceBarrierOptions.None>(sequence);

    /// <summary>Waits for a sequence, with options that the caller took from <see cref="GetSequencerOptions"/>.</summary>
    /// <typeparam name="TSequenceBarrierOptions">The options.</typeparam>
    /// <returns>As <see cref="WaitFor(long)"/>.</returns>
    /// <param name="sequence">The sequence to consume next.</param>
    /// <exception cref="OperationCanceledException">The consumer was told to stop.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SequenceWaitResult WaitFor<TSequenceBarrierOptions>(long sequence)
        where TSequenceBarrierOptions : ISequenceBarrierOptions
    {
        CancellationToken cancellationToken = _cancellation.Token;
        cancellationToken.ThrowIfCancellationRequested();

        // What is there already needs no wait strategy.
        long available = DependentSequences.Value;
        if (available < sequence)
        {
            SequenceWaitResult result = _waitStrategy.WaitFor(sequence, DependentSequences, cancellationToken);
            available = result.UnsafeAvailableSequence;
            if (available < sequence) return result;
        }

        return typeof(TSequenceBarrierOptions) == typeof(ISequenceBarrierOptions.IsDependentSequencePublished)
            ? available
            : _sequencer.GetHighestPublishedSequence(sequence, available);
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
}

/// <summary>What a barrier may take for granted, as a type argument, so that a check which is not needed compiles to nothing.</summary>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "The implementations are type arguments that differ by type alone.")]
public interface ISequenceBarrierOptions
{
    /// <summary>Nothing is taken for granted: a claimed event may not be published yet.</summary>
    internal readonly struct None : ISequenceBarrierOptions;

    /// <summary>Every sequence that the dependencies report is published.</summary>
    internal readonly struct IsDependentSequencePublished : ISequenceBarrierOptions;

    /// <summary>The options that hold for a sequencer and the sequences a barrier follows.</summary>
    /// <param name="sequencer">The sequencer of the ring.</param>
    /// <param name="dependentSequences">What the barrier follows.</param>
    static ISequenceBarrierOptions Get(ISequencer sequencer, DependentSequenceGroup dependentSequences)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);

        // A single producer's cursor moves on publication, and consumers never pass what is not published.
        bool published = sequencer is SingleProducerSequencer || !dependentSequences.DependsOnCursor;
        return published ? default(IsDependentSequencePublished) : default(None);
    }
}

namespace Disruptor;

/// <summary>Blocks threads on a monitor and suspends tasks on a signal until the cursor moves. For consumers on the far side of the
/// ring.</summary>
public sealed class AsyncWaitStrategy : IAsyncWaitStrategy
{
    private readonly object _gate = new();
    private readonly TimeSpan _timeout;

    // Written and read inside the lock: the signal that suspended tasks await; null while there are none.
    private TaskCompletionSource? _signal;

    /// <summary>A strategy that waits without end.</summary>
    public AsyncWaitStrategy()
        : this(Timeout.InfiniteTimeSpan)
    {
    }

    /// <summary>A strategy that waits for a time.</summary>
    /// <param name="timeout">How long to wait at most before <see cref="SequenceWaitResult.Timeout"/>.</param>
    public AsyncWaitStrategy(TimeSpan timeout)
    {
        _timeout = timeout;
    }

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        lock (_gate)
        {
            while (dependentSequences.CursorValue < sequence)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!Monitor.Wait(_gate, _timeout)) return SequenceWaitResult.Timeout;
            }
        }

        return dependentSequences.AggressiveSpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<SequenceWaitResult> WaitForAsync(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        while (MustWait(sequence, dependentSequences, cancellationToken, out Task signal))
        {
            try
            {
                await signal.WaitAsync(_timeout, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return SequenceWaitResult.Timeout;
            }
        }

        return dependentSequences.AggressiveSpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
        TaskCompletionSource? signal;
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
            signal = _signal;
            _signal = null;
        }

        signal?.SetResult();
    }

    // Looks at the cursor and takes the signal that follows, inside the lock, so that no signal is missed between the two.
    private bool MustWait(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken, out Task signal)
    {
        lock (_gate)
        {
            signal = Task.CompletedTask;
            if (dependentSequences.CursorValue >= sequence) return false;
            cancellationToken.ThrowIfCancellationRequested();
            _signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            signal = _signal.Task;
            return true;
        }
    }
}

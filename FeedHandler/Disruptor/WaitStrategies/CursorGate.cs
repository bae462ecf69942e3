namespace Disruptor;

/// <summary>The monitor that blocking strategies share: consumers wait at it for the cursor, the producer opens it after a
/// publication.</summary>
internal sealed class CursorGate
{
    private readonly object _gate = new();

    // The cursor is read inside the lock, and the producer takes the lock after it moved the cursor: a wake-up cannot be lost.
    internal void WaitForCursor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        if (dependentSequences.CursorValue >= sequence) return;
        lock (_gate)
        {
            while (dependentSequences.CursorValue < sequence)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }
        }
    }

    internal void Open()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }
}

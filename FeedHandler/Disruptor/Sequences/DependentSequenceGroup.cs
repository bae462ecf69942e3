using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>
/// What a consumer waits for: the sequences of the consumers that must run before it, or the cursor of the ring when it is among the first.
/// </summary>
public class DependentSequenceGroup
{
    private readonly Sequence _cursor;
    private readonly Sequence[] _dependencies;

    /// <summary>A group over a cursor and the consumers to follow.</summary>
    /// <param name="cursor">The cursor of the ring.</param>
    /// <param name="dependencies">The sequences to follow; none means the cursor itself.</param>
    public DependentSequenceGroup(Sequence cursor, params Sequence[] dependencies)
    {
        _cursor = cursor;
        _dependencies = dependencies.Length == 0 ? [cursor] : [.. dependencies];
    }

    /// <summary>Whether the cursor of the ring is the only dependency.</summary>
    public bool DependsOnCursor => _dependencies.Length == 1 && ReferenceEquals(_dependencies[0], _cursor);

    /// <summary>How many sequences are followed; never less than one, because the cursor counts when it is the only one.</summary>
    public int DependentSequenceCount => _dependencies.Length;

    /// <summary>The value of the cursor of the ring.</summary>
    public long CursorValue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _cursor.Value;
    }

    /// <summary>The smallest value of the sequences that are followed.</summary>
    public long Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Sequence[] dependencies = _dependencies;
            long minimum = dependencies[0].Value;
            for (int i = 1; i < dependencies.Length; i++) minimum = Math.Min(minimum, dependencies[i].Value);
            return minimum;
        }
    }

    /// <summary>Anything a wait strategy needs to recognise this group, such as how hard to spin for it.</summary>
    public object? Tag { get; set; }

    /// <summary>Spins without ever sleeping until the group reaches a value.</summary>
    /// <returns>The value of the group, at least <paramref name="expectedValue"/>.</returns>
    /// <param name="expectedValue">The value to reach.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public long AggressiveSpinWaitFor(long expectedValue, CancellationToken cancellationToken)
    {
        long available = Value;
        AggressiveSpinWait spinWait = default;
        for (; available < expectedValue; available = Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            spinWait.SpinOnce();
        }

        return available;
    }

    /// <summary>Spins, then yields, then sleeps in turns until the group reaches a value.</summary>
    /// <returns>The value of the group, at least <paramref name="expectedValue"/>.</returns>
    /// <param name="expectedValue">The value to reach.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public long SpinWaitFor(long expectedValue, CancellationToken cancellationToken)
    {
        long available = Value;
        SpinWait spinWait = default;
        for (; available < expectedValue; available = Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            spinWait.SpinOnce();
        }

        return available;
    }
}

/// <summary>Spin-based waiting that gives its time slice away now and then but never sleeps for a millisecond.</summary>
public struct AggressiveSpinWait
{
    private SpinWait _spinWait;

    /// <summary>How often <see cref="SpinOnce"/> was called.</summary>
    public int Count => _spinWait.Count;

    /// <summary>Spins once; later calls spin longer, and then yield the processor in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SpinOnce() => _spinWait.SpinOnce(sleep1Threshold: -1);
}

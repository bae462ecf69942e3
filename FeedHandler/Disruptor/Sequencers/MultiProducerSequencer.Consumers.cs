using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Disruptor;

/// <content>The consumers: capacity that they leave, gating, what they wait on, availability.</content>
public sealed partial class MultiProducerSequencer
{
    /// <inheritdoc/>
    public bool HasAvailableCapacity(int requiredCapacity) => HasCapacity(requiredCapacity, _cursor.Value);

    /// <inheritdoc/>
    public long GetRemainingCapacity()
    {
        long claimed = _cursor.Value;
        return _bufferSize - (claimed - GatingSequences.Minimum(Volatile.Read(ref _gatingSequences), claimed));
    }

    /// <inheritdoc/>
    public void Claim(long sequence) => _cursor.SetValue(sequence);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAvailable(long sequence) => Volatile.Read(ref LapOf(sequence)) == (int)(sequence >>> _lapShift);

    /// <inheritdoc/>
    [SuppressMessage("Naming", "CA1725:Parameter names should match base declaration",
        Justification = "The released surface names it so, and callers may name arguments.")]
    public long GetHighestPublishedSequence(long lowerBound, long availableSequence)
    {
        for (long sequence = lowerBound; sequence <= availableSequence; sequence++)
        {
            if (!IsAvailable(sequence)) return sequence - 1;
        }

        return availableSequence;
    }

    /// <inheritdoc/>
    public void AddGatingSequences(params Sequence[] gatingSequences) => GatingSequences.Add(ref _gatingSequences, _cursor, gatingSequences);

    /// <inheritdoc/>
    public bool RemoveGatingSequence(Sequence sequence) => GatingSequences.Remove(ref _gatingSequences, sequence);

    /// <inheritdoc/>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack)
        => new(this, _waitStrategy, new DependentSequenceGroup(_cursor, sequencesToTrack));

    /// <inheritdoc/>
    public long GetMinimumSequence() => GatingSequences.Minimum(Volatile.Read(ref _gatingSequences), _cursor.Value);

    private bool HasCapacity(int requiredCapacity, long claimed)
    {
        long wrapPoint = claimed + requiredCapacity - _bufferSize;
        long gatingSeen = _gatingSeen.Value;
        return (wrapPoint <= gatingSeen && gatingSeen <= claimed) || RefreshCapacity(wrapPoint, claimed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RefreshCapacity(long wrapPoint, long claimed)
    {
        long gating = GatingSequences.Minimum(Volatile.Read(ref _gatingSequences), claimed);
        _gatingSeen.SetValue(gating);
        return wrapPoint <= gating;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitForCapacity(long wrapPoint, long claimed)
    {
        AggressiveSpinWait spinWait = default;
        while (!RefreshCapacity(wrapPoint, claimed)) spinWait.SpinOnce();
    }
}

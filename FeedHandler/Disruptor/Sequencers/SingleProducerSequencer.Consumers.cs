using System.Runtime.CompilerServices;

namespace Disruptor;

/// <content>The consumers: capacity that they leave, gating, what they wait on.</content>
public sealed partial class SingleProducerSequencer
{
    /// <inheritdoc/>
    public bool HasAvailableCapacity(int requiredCapacity) => HasCapacity(requiredCapacity);

    /// <inheritdoc/>
    public long GetRemainingCapacity()
        => _bufferSize - (_claimed - GatingSequences.Minimum(Volatile.Read(ref _gatingSequences), _claimed));

    /// <inheritdoc/>
    public void Claim(long sequence) => _claimed = sequence;

    /// <inheritdoc/>
    public bool IsAvailable(long sequence)
    {
        long cursor = _cursor.Value;
        return sequence <= cursor && sequence > cursor - _bufferSize;
    }

    /// <inheritdoc/>
    public long GetHighestPublishedSequence(long nextSequence, long availableSequence) => availableSequence;

    /// <inheritdoc/>
    public void AddGatingSequences(params Sequence[] gatingSequences) => GatingSequences.Add(ref _gatingSequences, _cursor, gatingSequences);

    /// <inheritdoc/>
    public bool RemoveGatingSequence(Sequence sequence) => GatingSequences.Remove(ref _gatingSequences, sequence);

    /// <inheritdoc/>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack)
        => new(this, _waitStrategy, new DependentSequenceGroup(_cursor, sequencesToTrack));

    /// <inheritdoc/>
    public long GetMinimumSequence() => GatingSequences.Minimum(Volatile.Read(ref _gatingSequences), _cursor.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasCapacity(int requiredCapacity)
    {
        long claimed = _claimed;
        long wrapPoint = claimed + requiredCapacity - _bufferSize;
        long gatingSeen = _gatingSeen;
        return (wrapPoint <= gatingSeen && gatingSeen <= claimed) || RefreshCapacity(wrapPoint, claimed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RefreshCapacity(long wrapPoint, long claimed)
    {
        long gating = GatingSequences.Minimum(Volatile.Read(ref _gatingSequences), claimed);
        _gatingSeen = gating;
        return wrapPoint <= gating;
    }

    // Waits until the slowest consumer has left the slots of the claim. Nothing is published here: what was claimed and not yet
    // published stays invisible. The fence makes what was published leave the store buffer before the producer starts to wait.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitForCapacity(long wrapPoint, long claimed)
    {
        Interlocked.MemoryBarrier();
        AggressiveSpinWait spinWait = default;
        while (!RefreshCapacity(wrapPoint, claimed)) spinWait.SpinOnce();
    }
}

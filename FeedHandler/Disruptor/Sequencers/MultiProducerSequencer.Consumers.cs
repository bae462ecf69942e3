namespace Disruptor;

/// <content>What consumers wait on and poll with.</content>
public sealed partial class MultiProducerSequencer
{
    /// <inheritdoc/>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack)
        => new(this, _waitStrategy, new DependentSequenceGroup(_cursor, sequencesToTrack));
}

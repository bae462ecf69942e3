namespace Disruptor;

/// <summary>A handler that wants to report progress within a batch: it gets the sequence of its processor.</summary>
public interface IEventProcessorSequenceAware
{
    /// <summary>Hands over the sequence, once, before the first event.</summary>
    /// <param name="sequenceCallback">The sequence to advance after events whose slots may be reused.</param>
    void SetSequenceCallback(Sequence sequenceCallback);
}

namespace Disruptor;

/// <summary>A consumer of reference events that is driven by its caller: each poll takes what is available and returns.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <param name="dataProvider">The events.</param>
/// <param name="sequencer">The sequencer of the ring.</param>
/// <param name="sequence">Where the poller keeps its position: add it to the gating sequences.</param>
/// <param name="dependentSequences">What the poller follows.</param>
public class EventPoller<T>(IDataProvider<T> dataProvider, ISequencer sequencer, Sequence sequence, DependentSequenceGroup dependentSequences)
    where T : class
{
    /// <summary>The position: the last event that was taken.</summary>
    public Sequence Sequence => sequence;

    /// <summary>Takes the events that are available, until the handler says stop.</summary>
    /// <returns>What was found.</returns>
    /// <param name="eventHandler">Takes the events. When it throws, the event is not taken: the next poll begins with it.</param>
    public EventPoller.PollState Poll(EventPoller.Handler<T> eventHandler)
    {
        ArgumentNullException.ThrowIfNull(eventHandler);
        long next = sequence.Value + 1;
        long available = sequencer.GetHighestPublishedSequence(next, dependentSequences.Value);
        if (available < next) return NothingTaken(next);
        TakeRun(eventHandler, next, available);
        return EventPoller.PollState.Processing;
    }

    /// <summary>Takes the events that are available and lie side by side, at once.</summary>
    /// <returns>What was found.</returns>
    /// <param name="eventHandler">Takes the batch. When it throws, the batch is not taken.</param>
    public EventPoller.PollState Poll(EventPoller.BatchHandler<T> eventHandler)
    {
        ArgumentNullException.ThrowIfNull(eventHandler);
        long next = sequence.Value + 1;
        long available = sequencer.GetHighestPublishedSequence(next, dependentSequences.Value);
        if (available < next) return NothingTaken(next);
        EventBatch<T> batch = dataProvider.GetBatch(next, available);
        eventHandler(batch, next);
        sequence.SetValue(next + batch.Length - 1);
        return EventPoller.PollState.Processing;
    }

    private EventPoller.PollState NothingTaken(long next)
        => dependentSequences.CursorValue >= next ? EventPoller.PollState.Gating : EventPoller.PollState.Idle;

    private void TakeRun(EventPoller.Handler<T> eventHandler, long next, long available)
    {
        long taken = next - 1;
        try
        {
            bool goOn = true;
            for (; goOn && next <= available; next++)
            {
                goOn = eventHandler(dataProvider[next], next, next == available);
                taken = next;
            }
        }
        finally
        {
            sequence.SetValue(taken);
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Disruptor;

/// <summary>What pollers share: how they are made, what they call, and what they report.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The released surface nests them.")]
public static class EventPoller
{
    /// <summary>Takes events that lie side by side.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="batch">The events.</param>
    /// <param name="sequence">The sequence of the first.</param>
    public delegate void BatchHandler<T>(EventBatch<T> batch, long sequence)
        where T : class;

    /// <summary>Takes one event.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <returns>Whether to go on with the next event of the run.</returns>
    /// <param name="data">The event.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="endOfBatch">Whether it is the last one that is available.</param>
    public delegate bool Handler<T>(T data, long sequence, bool endOfBatch);

    /// <summary>Takes one event.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <returns>Whether to go on with the next event of the run.</returns>
    /// <param name="data">The slot.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="endOfBatch">Whether it is the last one that is available.</param>
    public delegate bool ValueHandler<T>(ref T data, long sequence, bool endOfBatch)
        where T : struct;

    /// <summary>What a poll found.</summary>
    public enum PollState
    {
        /// <summary>Events were taken.</summary>
        Processing,

        /// <summary>Events are there, and a consumer that must run before has not taken them, or a producer has only claimed
        /// them.</summary>
        Gating,

        /// <summary>There is nothing.</summary>
        Idle,
    }

    /// <summary>A poller over reference events.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="dataProvider">The events.</param>
    /// <param name="sequencer">The sequencer of the ring.</param>
    /// <param name="sequence">Where the poller keeps its position.</param>
    /// <param name="cursorSequence">The cursor of the ring.</param>
    /// <param name="gatingSequences">The consumers to follow; none means the cursor.</param>
    public static EventPoller<T> Create<T>(
        IDataProvider<T> dataProvider, ISequencer sequencer, Sequence sequence, Sequence cursorSequence, params Sequence[] gatingSequences)
        where T : class
        => new(dataProvider, sequencer, sequence, new DependentSequenceGroup(cursorSequence, gatingSequences));

    /// <summary>A poller over events held by value.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="dataProvider">The slots.</param>
    /// <param name="sequencer">The sequencer of the ring.</param>
    /// <param name="sequence">Where the poller keeps its position.</param>
    /// <param name="cursorSequence">The cursor of the ring.</param>
    /// <param name="gatingSequences">The consumers to follow; none means the cursor.</param>
    public static ValueEventPoller<T> Create<T>(
        IValueDataProvider<T> dataProvider, ISequencer sequencer, Sequence sequence, Sequence cursorSequence, params Sequence[] gatingSequences)
        where T : struct
        => new(dataProvider, sequencer, sequence, new DependentSequenceGroup(cursorSequence, gatingSequences));
}

namespace Disruptor;

/// <content>Publication in scopes: claim on entry, publish on exit, whatever happens between.</content>
public sealed partial class UnmanagedRingBuffer<T>
{
    /// <summary>Claims one event, waiting for room, and publishes it when the scope is disposed of.</summary>
    /// <example><code>using (var scope = ring.PublishEvent()) { scope.Event() = value; }</code></example>
    public UnpublishedEventScope PublishEvent() => new(this, Next());

    /// <summary>Claims one event when there is room, and publishes it when the scope is disposed of.</summary>
    public NullableUnpublishedEventScope TryPublishEvent() =>
        TryNext(out long sequence) ? new(this, sequence) : new(null, Sequence.InitialCursorValue);

    /// <summary>Claims several events, waiting for room, and publishes them when the scope is disposed of.</summary>
    /// <param name="count">How many: 1 to the size of the ring.</param>
    /// <exception cref="ArgumentException">The count is out of range.</exception>
    public UnpublishedEventBatchScope PublishEvents(int count)
    {
        long endSequence = Next(count);
        return new(this, endSequence - count + 1, endSequence);
    }

    /// <summary>Claims several events when there is room for all of them, and publishes them when the scope is disposed of.</summary>
    /// <param name="count">How many: 1 to the size of the ring.</param>
    /// <exception cref="ArgumentException">The count is out of range.</exception>
    public NullableUnpublishedEventBatchScope TryPublishEvents(int count)
        => TryNext(count, out long endSequence)
            ? new(this, endSequence - count + 1, endSequence)
            : new(null, Sequence.InitialCursorValue, Sequence.InitialCursorValue);

    /// <summary>One claimed event that is published on exit.</summary>
    /// <param name="ringBuffer">The ring.</param>
    /// <param name="sequence">The claimed sequence.</param>
    public readonly struct UnpublishedEventScope(UnmanagedRingBuffer<T> ringBuffer, long sequence) : IDisposable
    {
        /// <summary>The claimed sequence.</summary>
        public long Sequence => sequence;

        /// <summary>The slot to write.</summary>
        public ref T Event() => ref ringBuffer[sequence];

        /// <summary>Publishes the event.</summary>
        public void Dispose() => ringBuffer.Publish(sequence);
    }

    /// <summary>Several claimed events that are published together on exit.</summary>
    /// <param name="ringBuffer">The ring.</param>
    /// <param name="startSequence">The first claimed sequence.</param>
    /// <param name="endSequence">The last claimed sequence.</param>
    public readonly struct UnpublishedEventBatchScope(UnmanagedRingBuffer<T> ringBuffer, long startSequence, long endSequence) : IDisposable
    {
        /// <summary>The first claimed sequence.</summary>
        public long StartSequence => startSequence;

        /// <summary>The last claimed sequence.</summary>
        public long EndSequence => endSequence;

        /// <summary>A slot to write.</summary>
        /// <param name="index">Counts from 0 within the claim.</param>
        public ref T Event(int index) => ref ringBuffer[startSequence + index];

        /// <summary>Publishes the events.</summary>
        public void Dispose() => ringBuffer.Publish(startSequence, endSequence);
    }

    /// <summary>One event that is published on exit, or none when the ring was full.</summary>
    /// <param name="ringBuffer">The ring, or null when nothing was claimed.</param>
    /// <param name="sequence">The claimed sequence.</param>
    public readonly struct NullableUnpublishedEventScope(UnmanagedRingBuffer<T>? ringBuffer, long sequence) : IDisposable
    {
        /// <summary>Whether an event was claimed.</summary>
        public bool HasEvent => ringBuffer is not null;

        /// <summary>The claimed event.</summary>
        /// <returns>Whether there is one.</returns>
        /// <param name="eventRef">Leads to its slot.</param>
        public bool TryGetEvent(out EventRef eventRef)
        {
            eventRef = new EventRef(ringBuffer!, sequence);
            return HasEvent;
        }

        /// <summary>Publishes the event, if there is one.</summary>
        public void Dispose() => ringBuffer?.Publish(sequence);
    }

    /// <summary>Several events that are published together on exit, or none when they had no room.</summary>
    /// <param name="ringBuffer">The ring, or null when nothing was claimed.</param>
    /// <param name="startSequence">The first claimed sequence.</param>
    /// <param name="endSequence">The last claimed sequence.</param>
    public readonly struct NullableUnpublishedEventBatchScope(UnmanagedRingBuffer<T>? ringBuffer, long startSequence, long endSequence) : IDisposable
    {
        /// <summary>Whether events were claimed.</summary>
        public bool HasEvents => ringBuffer is not null;

        /// <summary>The claimed events.</summary>
        /// <returns>Whether there are any.</returns>
        /// <param name="eventRef">Leads to their slots.</param>
        public bool TryGetEvents(out EventBatchRef eventRef)
        {
            eventRef = new EventBatchRef(ringBuffer!, startSequence, endSequence);
            return HasEvents;
        }

        /// <summary>Publishes the events, if there are any.</summary>
        public void Dispose() => ringBuffer?.Publish(startSequence, endSequence);
    }

    /// <summary>Leads to the slot of one claimed event.</summary>
    /// <param name="ringBuffer">The ring.</param>
    /// <param name="sequence">The claimed sequence.</param>
    public readonly struct EventRef(UnmanagedRingBuffer<T> ringBuffer, long sequence)
    {
        /// <summary>The claimed sequence.</summary>
        public long Sequence => sequence;

        /// <summary>The slot to write.</summary>
        public ref T Event() => ref ringBuffer[sequence];
    }

    /// <summary>Leads to the slots of several claimed events.</summary>
    /// <param name="ringBuffer">The ring.</param>
    /// <param name="startSequence">The first claimed sequence.</param>
    /// <param name="endSequence">The last claimed sequence.</param>
    public readonly struct EventBatchRef(UnmanagedRingBuffer<T> ringBuffer, long startSequence, long endSequence)
    {
        /// <summary>The first claimed sequence.</summary>
        public long StartSequence => startSequence;

        /// <summary>The last claimed sequence.</summary>
        public long EndSequence => endSequence;

        /// <summary>A slot to write.</summary>
        /// <param name="index">Counts from 0 within the claim.</param>
        public ref T Event(int index) => ref ringBuffer[startSequence + index];
    }
}

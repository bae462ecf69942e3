using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>Calls a sequencer directly, and inlined, when it is a <see cref="SingleProducerSequencer"/>; through the interface
/// otherwise.</summary>
public readonly struct SequencerDispatcher
{
    /// <summary>The sequencer.</summary>
    public readonly ISequencer Sequencer;

    /// <summary>A dispatcher to a sequencer.</summary>
    /// <param name="sequencer">The sequencer.</param>
    public SequencerDispatcher(ISequencer sequencer)
    {
        Sequencer = sequencer;
    }

    /// <inheritdoc cref="ISequenced.Next()"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => Sequencer is SingleProducerSequencer single ? single.Next() : Sequencer.Next();

    /// <inheritdoc cref="ISequenced.Next(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int n) => Sequencer is SingleProducerSequencer single ? single.Next(n) : Sequencer.Next(n);

    /// <inheritdoc cref="ISequenced.TryNext(out long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out long sequence)
        => Sequencer is SingleProducerSequencer single ? single.TryNext(out sequence) : Sequencer.TryNext(out sequence);

    /// <inheritdoc cref="ISequenced.TryNext(int, out long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(int n, out long sequence)
        => Sequencer is SingleProducerSequencer single ? single.TryNext(n, out sequence) : Sequencer.TryNext(n, out sequence);

    /// <inheritdoc cref="ISequenced.Publish(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        if (Sequencer is SingleProducerSequencer single) single.Publish(sequence);
        else Sequencer.Publish(sequence);
    }

    /// <inheritdoc cref="ISequenced.Publish(long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lo, long hi)
    {
        if (Sequencer is SingleProducerSequencer single) single.Publish(lo, hi);
        else Sequencer.Publish(lo, hi);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>What rings in unmanaged memory share whatever their event is: the sequencer and the place of the slots.</summary>
[StructLayout(LayoutKind.Explicit)]
public abstract class UnmanagedRingBuffer : ICursored
{
    private const int SharedOffset = CacheLine.IsolationBytes - sizeof(long);
    private const int TailOffset = SharedOffset + 32 + CacheLine.IsolationBytes;

    /// <summary>Address of the first slot.</summary>
    [FieldOffset(SharedOffset)]
    protected nint _entries;

    /// <summary>What turns a sequence into a slot number.</summary>
    [FieldOffset(SharedOffset + 8)]
    protected long _indexMask;

    /// <summary>Bytes from one slot to the next.</summary>
    [FieldOffset(SharedOffset + 16)]
    protected int _eventSize;

    /// <summary>How many slots there are.</summary>
    [FieldOffset(SharedOffset + 20)]
    protected int _bufferSize;

    /// <summary>The sequencer.</summary>
    [FieldOffset(SharedOffset + 24)]
    protected SequencerDispatcher _sequencerDispatcher;

    // The runtime ignores the size of a class layout: this last field is what keeps the next object away.
    [FieldOffset(TailOffset)]
    [SuppressMessage("Performance", "CA1823:Avoid unused private fields", Justification = "It is there for its place.")]
    private readonly long _tail = 0;

    /// <summary>A ring over memory that somebody else owns and keeps.</summary>
    /// <param name="sequencer">The sequencer, whose size is the size of the ring.</param>
    /// <param name="pointer">Address of the first slot.</param>
    /// <param name="eventSize">Bytes from one slot to the next.</param>
    /// <exception cref="ArgumentException">The slots have no size, or the ring is not a power of two.</exception>
    protected UnmanagedRingBuffer(ISequencer sequencer, nint pointer, int eventSize)
    {
        ArgumentNullException.ThrowIfNull(sequencer);
        if (eventSize < 1)
        {
            throw new ArgumentException($"A slot of {eventSize} bytes cannot be: give the bytes from one event to the next.", nameof(eventSize));
        }

        Throw.IfNotRingSize(sequencer.BufferSize);
        _sequencerDispatcher = new SequencerDispatcher(sequencer);
        _entries = pointer;
        _eventSize = eventSize;
        _bufferSize = sequencer.BufferSize;
        _indexMask = _bufferSize - 1;
    }

    /// <inheritdoc cref="ISequenced.BufferSize"/>
    public int BufferSize => _bufferSize;

    /// <inheritdoc/>
    public long Cursor => _sequencerDispatcher.Sequencer.Cursor;

    /// <inheritdoc cref="ISequenced.HasAvailableCapacity"/>
    public bool HasAvailableCapacity(int requiredCapacity) => _sequencerDispatcher.Sequencer.HasAvailableCapacity(requiredCapacity);

    /// <inheritdoc cref="ISequenced.Next()"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => _sequencerDispatcher.Next();

    /// <inheritdoc cref="ISequenced.Next(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int n) => _sequencerDispatcher.Next(n);

    /// <inheritdoc cref="ISequenced.TryNext(out long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out long sequence) => _sequencerDispatcher.TryNext(out sequence);

    /// <inheritdoc cref="ISequenced.TryNext(int, out long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(int n, out long sequence) => _sequencerDispatcher.TryNext(n, out sequence);

    /// <inheritdoc cref="ISequencer.AddGatingSequences"/>
    public void AddGatingSequences(params Sequence[] gatingSequences) => _sequencerDispatcher.Sequencer.AddGatingSequences(gatingSequences);

    /// <inheritdoc cref="ISequencer.GetMinimumSequence"/>
    public long GetMinimumGatingSequence() => _sequencerDispatcher.Sequencer.GetMinimumSequence();

    /// <inheritdoc cref="ISequencer.RemoveGatingSequence"/>
    public bool RemoveGatingSequence(Sequence sequence) => _sequencerDispatcher.Sequencer.RemoveGatingSequence(sequence);

    /// <inheritdoc cref="ISequencer.NewBarrier"/>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack) => _sequencerDispatcher.Sequencer.NewBarrier(sequencesToTrack);

    /// <inheritdoc cref="ISequenced.Publish(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence) => _sequencerDispatcher.Publish(sequence);

    /// <inheritdoc cref="ISequenced.Publish(long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lo, long hi) => _sequencerDispatcher.Publish(lo, hi);

    /// <inheritdoc cref="ISequenced.GetRemainingCapacity"/>
    public long GetRemainingCapacity() => _sequencerDispatcher.Sequencer.GetRemainingCapacity();
}

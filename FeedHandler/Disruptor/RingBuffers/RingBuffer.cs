using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>What rings in managed memory share whatever their event is: the sequencer and the array of slots, padded at both
/// ends.</summary>
[StructLayout(LayoutKind.Explicit)]
public abstract class RingBuffer : ICursored
{
    private const int SharedOffset = CacheLine.IsolationBytes - sizeof(long);
    private const int TailOffset = SharedOffset + 32 + CacheLine.IsolationBytes;

    /// <summary>Slots before the first and behind the last one that keep neighbours away when a slot is a reference.</summary>
    [SuppressMessage("Style", "IDE1006:Naming rule violation", Justification = "The released surface names it so.")]
    protected static readonly int _bufferPadRef = CacheLine.IsolationBytes / nint.Size;

    /// <summary>The array of slots, padding included.</summary>
    [FieldOffset(SharedOffset)]
    protected object _entries;

    /// <summary>What turns a sequence into a slot number.</summary>
    [FieldOffset(SharedOffset + 8)]
    protected long _indexMask;

    /// <summary>The sequencer.</summary>
    [FieldOffset(SharedOffset + 16)]
    protected SequencerDispatcher _sequencerDispatcher;

    /// <summary>How many slots there are.</summary>
    [FieldOffset(SharedOffset + 24)]
    protected int _bufferSize;

    // The runtime ignores the size of a class layout: this last field is what keeps the next object away.
    [FieldOffset(TailOffset)]
    [SuppressMessage("Performance", "CA1823:Avoid unused private fields", Justification = "It is there for its place.")]
    private readonly long _tail = 0;

    /// <summary>A ring of slots of a type.</summary>
    /// <param name="sequencer">The sequencer, whose size is the size of the ring.</param>
    /// <param name="eventType">What a slot holds.</param>
    /// <param name="bufferPad">Slots before the first and behind the last.</param>
    /// <exception cref="ArgumentException">The ring is not a power of two.</exception>
    [RequiresDynamicCode("Makes an array of a type that is known at run time only.")]
    protected RingBuffer(ISequencer sequencer, Type eventType, int bufferPad)
        : this(sequencer, Slots(eventType, Checked(sequencer).BufferSize + (2 * bufferPad)))
    {
    }

    private protected RingBuffer(ISequencer sequencer, Array entries)
    {
        _sequencerDispatcher = new SequencerDispatcher(Checked(sequencer));
        _entries = entries;
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

    /// <inheritdoc cref="ISequencer.IsAvailable"/>
    public bool IsAvailable(long sequence) => _sequencerDispatcher.Sequencer.IsAvailable(sequence);

    private protected static ISequencer Checked(ISequencer sequencer)
    {
        ArgumentNullException.ThrowIfNull(sequencer);
        Throw.IfNotRingSize(sequencer.BufferSize);
        return sequencer;
    }

    [RequiresDynamicCode("Makes an array of a type that is known at run time only.")]
    private static Array Slots(Type eventType, int count)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        return Array.CreateInstance(eventType, count);
    }
}

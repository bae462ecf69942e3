using System.Runtime.CompilerServices;
using Disruptor.Dsl;

namespace Disruptor;

/// <summary>A ring of events in unmanaged memory: the garbage collector neither moves nor scans them, and slots may be aligned as the
/// memory is.</summary>
/// <typeparam name="T">The event.</typeparam>
public sealed partial class UnmanagedRingBuffer<T> : UnmanagedRingBuffer, IValueRingBuffer<T>
    where T : unmanaged
{
    // Keeps the memory from being finalised while the ring lives; null when the caller owns the memory.
    private readonly UnmanagedRingBufferMemory? _memory;

    /// <summary>A ring over memory that the caller owns, and keeps longer than the ring.</summary>
    /// <param name="pointer">Address of the first slot.</param>
    /// <param name="eventSize">Bytes from one slot to the next: at least the size of <typeparamref name="T"/>.</param>
    /// <param name="sequencer">The sequencer, whose size is the size of the ring.</param>
    /// <exception cref="ArgumentException">The slots have no size, or are too small for the event.</exception>
    public UnmanagedRingBuffer(nint pointer, int eventSize, ISequencer sequencer)
        : base(sequencer, pointer, eventSize)
    {
        if (eventSize < Unsafe.SizeOf<T>())
            throw new ArgumentException(
                $"A slot of {eventSize} bytes does not hold a {typeof(T).Name} of {Unsafe.SizeOf<T>()} bytes.", nameof(eventSize));
    }

    /// <summary>A ring over allocated memory, which the caller disposes of after the ring.</summary>
    /// <param name="memory">The slots; their count is the size of the ring.</param>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The slots are too small for the event, or their count is not a power of two.</exception>
    public UnmanagedRingBuffer(UnmanagedRingBufferMemory memory, ProducerType producerType, IWaitStrategy waitStrategy)
        : this(Checked(memory).PointerToFirstEvent, memory.EventSize, SequencerFactory.Create(producerType, memory.EventCount, waitStrategy))
    {
        _memory = memory;
    }

    /// <inheritdoc/>
    public unsafe ref T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AsRef<T>((void*)(_entries + ((nint)(sequence & _indexMask) * _eventSize)));
    }

    /// <summary>The event, the size and the cursor of the ring.</summary>
    public override string ToString() => $"UnmanagedRingBuffer {{Type={typeof(T).Name}, BufferSize={_bufferSize}, Cursor={Cursor}}}";

    private static UnmanagedRingBufferMemory Checked(UnmanagedRingBufferMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return memory;
    }
}

/// <summary>A ring of events held by value.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IValueRingBuffer<T> : ICursored, ISequenced, IValueDataProvider<T>
    where T : struct
{
    /// <inheritdoc cref="ISequencer.AddGatingSequences"/>
    void AddGatingSequences(params Sequence[] gatingSequences);

    /// <inheritdoc cref="ISequencer.RemoveGatingSequence"/>
    bool RemoveGatingSequence(Sequence sequence);

    /// <inheritdoc cref="ISequencer.GetMinimumSequence"/>
    long GetMinimumGatingSequence();

    /// <inheritdoc cref="ISequencer.NewBarrier"/>
    SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack);
}

/// <summary>Events in place, by sequence.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IValueDataProvider<T>
{
    /// <summary>The slot of a sequence. It is meaningful between the claim of the sequence and its being overwritten a lap later.</summary>
    /// <param name="sequence">The sequence.</param>
    ref T this[long sequence] { get; }
}

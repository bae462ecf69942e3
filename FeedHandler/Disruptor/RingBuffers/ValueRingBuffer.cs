using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Disruptor.Dsl;

namespace Disruptor;

/// <summary>A ring of events held by value in one managed array.</summary>
/// <typeparam name="T">The event.</typeparam>
public sealed partial class ValueRingBuffer<T> : RingBuffer, IValueRingBuffer<T>
    where T : struct
{
    // Whole slots that cover the distance, so that nothing beside the array shares a line with an event.
    private static readonly int PadCount = (CacheLine.IsolationBytes + Unsafe.SizeOf<T>() - 1) / Unsafe.SizeOf<T>();

    /// <summary>A ring of default events.</summary>
    /// <param name="sequencer">The sequencer, whose size is the size of the ring.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public ValueRingBuffer(ISequencer sequencer)
        : base(sequencer, new T[Checked(sequencer).BufferSize + (2 * PadCount)])
    {
    }

    /// <summary>A ring whose slots hold what a factory makes.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="sequencer">The sequencer, whose size is the size of the ring.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public ValueRingBuffer(Func<T> eventFactory, ISequencer sequencer)
        : this(sequencer)
    {
        ArgumentNullException.ThrowIfNull(eventFactory);
        for (int i = 0; i < _bufferSize; i++) this[i] = eventFactory();
    }

    /// <summary>A ring for several producers, whose consumers wait in the default way.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public ValueRingBuffer(Func<T> eventFactory, int bufferSize)
        : this(eventFactory, SequencerFactory.Create(SequencerFactory.DefaultProducerType, bufferSize))
    {
    }

    /// <inheritdoc/>
    public ref T this[long sequence]
    {
        // The index is masked to the slots of the array, so it needs no check.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<T[]>(_entries)), PadCount + (nint)(sequence & _indexMask));
    }

    /// <summary>A ring for several producers.</summary>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public static ValueRingBuffer<T> CreateMultiProducer(Func<T> factory, int bufferSize, IWaitStrategy waitStrategy)
        => Create(ProducerType.Multi, factory, bufferSize, waitStrategy);

    /// <summary>A ring for several producers, whose consumers wait in the default way.</summary>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public static ValueRingBuffer<T> CreateMultiProducer(Func<T> factory, int bufferSize)
        => Create(ProducerType.Multi, factory, bufferSize, SequencerFactory.DefaultWaitStrategy());

    /// <summary>A ring for one producer.</summary>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public static ValueRingBuffer<T> CreateSingleProducer(Func<T> factory, int bufferSize, IWaitStrategy waitStrategy)
        => Create(ProducerType.Single, factory, bufferSize, waitStrategy);

    /// <summary>A ring for one producer, whose consumers wait in the default way.</summary>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public static ValueRingBuffer<T> CreateSingleProducer(Func<T> factory, int bufferSize)
        => Create(ProducerType.Single, factory, bufferSize, SequencerFactory.DefaultWaitStrategy());

    /// <summary>A ring.</summary>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two, or the type is unknown.</exception>
    public static ValueRingBuffer<T> Create(ProducerType producerType, Func<T> factory, int bufferSize, IWaitStrategy waitStrategy)
        => new(factory, SequencerFactory.Create(producerType, bufferSize, waitStrategy));

    /// <summary>Sets the claim to a sequence and returns its slot. For the start of a ring only, before any producer or consumer
    /// runs.</summary>
    /// <param name="sequence">The sequence to be claimed.</param>
    public ref T ClaimAndGetPreallocated(long sequence)
    {
        _sequencerDispatcher.Sequencer.Claim(sequence);
        return ref this[sequence];
    }

    /// <summary>The event, the size and the cursor of the ring.</summary>
    public override string ToString() => $"ValueRingBuffer {{Type={typeof(T).Name}, BufferSize={_bufferSize}, Cursor={Cursor}}}";

    /// <summary>A poller that follows other consumers, or the cursor when there are none.</summary>
    /// <param name="gatingSequences">The sequences of the consumers to follow.</param>
    public ValueEventPoller<T> NewPoller(params Sequence[] gatingSequences) => _sequencerDispatcher.Sequencer.NewPoller(this, gatingSequences);
}

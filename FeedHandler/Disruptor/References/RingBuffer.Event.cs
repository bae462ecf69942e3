using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Disruptor.Dsl;

namespace Disruptor;

/// <summary>A ring of reference events, made once and reused.</summary>
/// <typeparam name="T">The event.</typeparam>
public sealed partial class RingBuffer<T> : RingBuffer, IDataProvider<T>, ISequenced
    where T : class
{
    /// <summary>A ring whose slots hold what a factory makes.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="sequencer">The sequencer, whose size is the size of the ring.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public RingBuffer(Func<T> eventFactory, ISequencer sequencer)
        : base(sequencer, new T[Checked(sequencer).BufferSize + (2 * _bufferPadRef)])
    {
        ArgumentNullException.ThrowIfNull(eventFactory);
        var entries = (T[])_entries;
        for (int i = 0; i < _bufferSize; i++) entries[_bufferPadRef + i] = eventFactory();
    }

    /// <summary>A ring for several producers, whose consumers wait in the default way.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public RingBuffer(Func<T> eventFactory, int bufferSize)
        : this(eventFactory, SequencerFactory.Create(SequencerFactory.DefaultProducerType, bufferSize))
    {
    }

    /// <inheritdoc/>
    public T this[long sequence]
    {
        // The index is masked to the slots of the array, so it needs no check.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<T[]>(_entries)), _bufferPadRef + (nint)(sequence & _indexMask));
    }

    /// <summary>A ring for several producers.</summary>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public static RingBuffer<T> CreateMultiProducer(Func<T> factory, int bufferSize, IWaitStrategy waitStrategy)
        => Create(ProducerType.Multi, factory, bufferSize, waitStrategy);

    /// <summary>A ring for several producers, whose consumers wait in the default way.</summary>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public static RingBuffer<T> CreateMultiProducer(Func<T> factory, int bufferSize)
        => Create(ProducerType.Multi, factory, bufferSize, SequencerFactory.DefaultWaitStrategy());

    /// <summary>A ring for one producer.</summary>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public static RingBuffer<T> CreateSingleProducer(Func<T> factory, int bufferSize, IWaitStrategy waitStrategy)
        => Create(ProducerType.Single, factory, bufferSize, waitStrategy);

    /// <summary>A ring for one producer, whose consumers wait in the default way.</summary>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public static RingBuffer<T> CreateSingleProducer(Func<T> factory, int bufferSize)
        => Create(ProducerType.Single, factory, bufferSize, SequencerFactory.DefaultWaitStrategy());

    /// <summary>A ring.</summary>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two, or the type is unknown.</exception>
    public static RingBuffer<T> Create(ProducerType producerType, Func<T> factory, int bufferSize, IWaitStrategy waitStrategy)
        => new(factory, SequencerFactory.Create(producerType, bufferSize, waitStrategy));

    /// <summary>Sets the claim to a sequence and returns its event. For the start of a ring only, before any producer or consumer
    /// runs.</summary>
    /// <param name="sequence">The sequence to be claimed.</param>
    public T ClaimAndGetPreallocated(long sequence)
    {
        _sequencerDispatcher.Sequencer.Claim(sequence);
        return this[sequence];
    }

    /// <summary>The event, the size and the cursor of the ring.</summary>
    public override string ToString() => $"RingBuffer {{Type={typeof(T).Name}, BufferSize={_bufferSize}, Cursor={Cursor}}}";

    /// <summary>A poller that follows other consumers, or the cursor when there are none.</summary>
    /// <param name="gatingSequences">The sequences of the consumers to follow.</param>
    public EventPoller<T> NewPoller(params Sequence[] gatingSequences) => _sequencerDispatcher.Sequencer.NewPoller(this, gatingSequences);

    /// <inheritdoc/>
    public EventBatch<T> GetBatch(long lo, long hi)
    {
        int beginIndex = (int)(lo & _indexMask);
        int length = (int)Math.Min(hi - lo + 1, _bufferSize - beginIndex);
        return new EventBatch<T>(Unsafe.As<T[]>(_entries), _bufferPadRef + beginIndex, length);
    }

    /// <summary>A stream of events from the cursor on.</summary>
    /// <param name="gatingSequences">The consumers to follow; none means the cursor.</param>
    /// <exception cref="InvalidOperationException">The wait strategy is not asynchronous.</exception>
    public AsyncEventStream<T> NewAsyncEventStream(params Sequence[] gatingSequences) =>
        _sequencerDispatcher.Sequencer.NewAsyncEventStream(this, gatingSequences);

    /// <inheritdoc cref="ISequencer.NewAsyncBarrier"/>
    public AsyncSequenceBarrier NewAsyncBarrier(params Sequence[] sequencesToTrack) =>
        _sequencerDispatcher.Sequencer.NewAsyncBarrier(sequencesToTrack);
}

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// Sequences for several producer threads. A claim is one atomic addition; what is published is marked slot by slot, because producers
/// finish
/// out of order. The cursor is the last claimed sequence: consumers look for the unbroken run of published events below it.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
public sealed partial class MultiProducerSequencer : ISequencer
{
    private const int SharedOffset = CacheLine.IsolationBytes - sizeof(long);
    private const int TailOffset = SharedOffset + 48 + CacheLine.IsolationBytes;

    // Advanced by every producer (interlocked addition), read by everybody (acquire).
    [FieldOffset(SharedOffset)]
    private readonly Sequence _cursor;

    // Written by the producer that waited last (release), read by every producer (acquire): the slowest consumer as last seen.
    [FieldOffset(SharedOffset + 8)]
    private readonly Sequence _gatingSeen;

    [FieldOffset(SharedOffset + 16)]
    private readonly IWaitStrategy _waitStrategy;

    // Written by whoever adds or removes consumers (compare-exchange), read by the producers (acquire).
    [FieldOffset(SharedOffset + 24)]
    private Sequence[] _gatingSequences;

    // Each slot: written by the producer that claimed it (release), read by consumers (acquire). The lap in which it was last published.
    [FieldOffset(SharedOffset + 32)]
    private readonly int[] _publishedLaps;

    [FieldOffset(SharedOffset + 40)]
    private readonly int _bufferSize;

    [FieldOffset(SharedOffset + 44)]
    private readonly int _indexMask;

    [FieldOffset(SharedOffset + 48)]
    private readonly int _lapShift;

    [FieldOffset(SharedOffset + 52)]
    private readonly bool _isBlocking;

    // The runtime ignores the size of a class layout: this last field is what keeps the next object away.
    [FieldOffset(TailOffset)]
    [SuppressMessage("Performance", "CA1823:Avoid unused private fields", Justification = "It is there for its place.")]
    private readonly long _tail = 0;

    /// <summary>A sequencer whose consumers wait on a <see cref="BlockingWaitStrategy"/>.</summary>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    public MultiProducerSequencer(int bufferSize)
        : this(bufferSize, new BlockingWaitStrategy())
    {
    }

    /// <summary>A sequencer.</summary>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public MultiProducerSequencer(int bufferSize, IWaitStrategy waitStrategy)
    {
        Throw.IfNotRingSize(bufferSize);
        ArgumentNullException.ThrowIfNull(waitStrategy);
        _bufferSize = bufferSize;
        _indexMask = bufferSize - 1;
        _lapShift = BitOperations.Log2((uint)bufferSize);
        _waitStrategy = waitStrategy;
        _isBlocking = waitStrategy.IsBlockingStrategy;
        _cursor = new Sequence();
        _gatingSeen = new Sequence();
        _gatingSequences = [];
        _publishedLaps = new int[bufferSize];
        Array.Fill(_publishedLaps, -1);
    }

    /// <inheritdoc/>
    public int BufferSize => _bufferSize;

    /// <inheritdoc/>
    public long Cursor => _cursor.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => ClaimAndWait(1);

    /// <inheritdoc/>
    public long Next(int n)
    {
        if ((uint)(n - 1) >= (uint)_bufferSize) Throw.ClaimOutOfRange(n, _bufferSize);
        return ClaimAndWait(n);
    }

    /// <inheritdoc/>
    public bool TryNext(out long sequence) => TryClaim(1, out sequence);

    /// <inheritdoc/>
    public bool TryNext(int n, out long sequence)
    {
        if ((uint)(n - 1) >= (uint)_bufferSize) Throw.ClaimOutOfRange(n, _bufferSize);
        return TryClaim(n, out sequence);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        MarkPublished(sequence);
        if (_isBlocking) _waitStrategy.SignalAllWhenBlocking();
    }

    /// <inheritdoc/>
    public void Publish(long lo, long hi)
    {
        for (long sequence = lo; sequence <= hi; sequence++) MarkPublished(sequence);
        if (_isBlocking) _waitStrategy.SignalAllWhenBlocking();
    }

    // The claim stands before there is room for it, so producers queue in the order of their additions; none can be starved by a faster
    // one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ClaimAndWait(int n)
    {
        long next = _cursor.AddAndGet(n);
        long claimed = next - n;
        long wrapPoint = next - _bufferSize;
        long gatingSeen = _gatingSeen.Value;
        if (wrapPoint > gatingSeen || gatingSeen > claimed) WaitForCapacity(wrapPoint, claimed);
        return next;
    }

    private bool TryClaim(int n, out long sequence)
    {
        long claimed;
        do
        {
            claimed = _cursor.Value;
            if (!HasCapacity(n, claimed))
            {
                sequence = 0;
                return false;
            }
        }
        while (!_cursor.CompareAndSet(claimed, claimed + n));

        sequence = claimed + n;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MarkPublished(long sequence)
        => Volatile.Write(ref LapOf(sequence), (int)(sequence >>> _lapShift));

    // The index is masked to the length of the array, so it needs no check.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int LapOf(long sequence)
        => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_publishedLaps), (nint)((int)sequence & _indexMask));
}

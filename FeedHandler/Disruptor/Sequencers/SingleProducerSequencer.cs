using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// Sequences for one producer thread. Claiming is a plain increment behind a cached view of the slowest consumer; publishing is one
/// release store.
/// Only one thread may claim and publish. The cursor is the last published sequence.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
public sealed partial class SingleProducerSequencer : ISequencer
{
    private const int SharedOffset = CacheLine.IsolationBytes - sizeof(long);
    private const int ProducerOffset = SharedOffset + CacheLine.IsolationBytes;
    private const int TailOffset = ProducerOffset + CacheLine.IsolationBytes;

    [FieldOffset(SharedOffset)]
    private readonly Sequence _cursor;

    [FieldOffset(SharedOffset + 8)]
    private readonly IWaitStrategy _waitStrategy;

    // Written by whoever adds or removes consumers (compare-exchange), read by the producer (acquire).
    [FieldOffset(SharedOffset + 16)]
    private Sequence[] _gatingSequences;

    [FieldOffset(SharedOffset + 24)]
    private readonly int _bufferSize;

    [FieldOffset(SharedOffset + 28)]
    private readonly bool _isBlocking;

    // Written and read by the producer alone: no pairing. The last claimed sequence.
    [FieldOffset(ProducerOffset)]
    private long _claimed;

    // Written and read by the producer alone: no pairing. The slowest consumer as last seen; consumers only move on, so it is never too
    // high.
    [FieldOffset(ProducerOffset + 8)]
    private long _gatingSeen;

    // The runtime ignores the size of a class layout: this last field is what keeps the next object away.
    [FieldOffset(TailOffset)]
    [SuppressMessage("Performance", "CA1823:Avoid unused private fields", Justification = "It is there for its place.")]
    private readonly long _tail = 0;

    /// <summary>A sequencer whose consumers wait on a <see cref="BlockingWaitStrategy"/>.</summary>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    public SingleProducerSequencer(int bufferSize)
        : this(bufferSize, new BlockingWaitStrategy())
    {
    }

    /// <summary>A sequencer.</summary>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public SingleProducerSequencer(int bufferSize, IWaitStrategy waitStrategy)
    {
        Throw.IfNotRingSize(bufferSize);
        ArgumentNullException.ThrowIfNull(waitStrategy);
        _bufferSize = bufferSize;
        _waitStrategy = waitStrategy;
        _isBlocking = waitStrategy.IsBlockingStrategy;
        _cursor = new Sequence();
        _gatingSequences = [];
        _claimed = Sequence.InitialCursorValue;
        _gatingSeen = Sequence.InitialCursorValue;
    }

    /// <inheritdoc/>
    public int BufferSize => _bufferSize;

    /// <inheritdoc/>
    public long Cursor => _cursor.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => ClaimOrWait(1);

    /// <inheritdoc/>
    public long Next(int n)
    {
        if ((uint)(n - 1) >= (uint)_bufferSize) Throw.ClaimOutOfRange(n, _bufferSize);
        return ClaimOrWait(n);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        _cursor.SetValue(sequence);
        if (_isBlocking) _waitStrategy.SignalAllWhenBlocking();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lo, long hi) => Publish(hi);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ClaimOrWait(int n)
    {
        long claimed = _claimed;
        long next = claimed + n;
        long wrapPoint = next - _bufferSize;
        long gatingSeen = _gatingSeen;
        if (wrapPoint > gatingSeen || gatingSeen > claimed) WaitForCapacity(wrapPoint, claimed);
        _claimed = next;
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryClaim(int n, out long sequence)
    {
        if (!HasCapacity(n))
        {
            sequence = 0;
            return false;
        }

        sequence = _claimed += n;
        return true;
    }
}

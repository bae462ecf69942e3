using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// A counter that one thread (or, for a multi-producer cursor, several) advances and others watch.
/// The value has its cache line, and the line the adjacent-line prefetcher pulls with it, to itself on both sides:
/// two sequences allocated one after the other never share a line.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
public class Sequence
{
    /// <summary>The value before the first event: nothing has been published or consumed.</summary>
    public const long InitialCursorValue = -1;

    private const int ValueOffset = CacheLine.IsolationBytes - sizeof(long);
    private const int TailOffset = ValueOffset + CacheLine.IsolationBytes;

    // Written by the owner of the sequence with release (or by several with interlocked operations), read by every watcher with acquire.
    [FieldOffset(ValueOffset)]
    private long _value;

    // The runtime ignores the size of a class layout: this last field is what keeps the next object away.
    [FieldOffset(TailOffset)]
    [SuppressMessage("Performance", "CA1823:Avoid unused private fields", Justification = "It is there for its place.")]
    private readonly long _tail = 0;

    /// <summary>A sequence that starts at <paramref name="initialValue"/>.</summary>
    /// <param name="initialValue">The last event already done; -1 when there is none.</param>
    public Sequence(long initialValue = InitialCursorValue)
    {
        Volatile.Write(ref _value, initialValue);
    }

    /// <summary>The current value. An acquire read: what the writer stored before it advanced is visible after this read.</summary>
    public long Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _value);
    }

    /// <summary>Advances with release semantics: every store before this call is visible to whoever reads the new value.</summary>
    /// <param name="value">The new value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetValue(long value) => Volatile.Write(ref _value, value);

    /// <summary>Advances with release semantics and a full fence behind the store: no later read of this thread is ordered before
    /// it.</summary>
    /// <param name="value">The new value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetValueVolatile(long value)
    {
        Volatile.Write(ref _value, value);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Replaces <paramref name="expectedSequence"/> by <paramref name="nextSequence"/> atomically.</summary>
    /// <returns>Whether the value was the expected one and has been replaced.</returns>
    /// <param name="expectedSequence">The value that must be there.</param>
    /// <param name="nextSequence">The value that takes its place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CompareAndSet(long expectedSequence, long nextSequence)
        => Interlocked.CompareExchange(ref _value, nextSequence, expectedSequence) == expectedSequence;

    /// <summary>The value as decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds one atomically and returns the result.</summary>
    public long IncrementAndGet() => Interlocked.Increment(ref _value);

    /// <summary>Adds atomically and returns the result.</summary>
    /// <param name="value">What to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long AddAndGet(long value) => Interlocked.Add(ref _value, value);
}

/// <summary>Distances that keep fields of different writers apart.</summary>
internal static class CacheLine
{
    /// <summary>Bytes of a cache line on every processor this runs on.</summary>
    internal const int Bytes = 64;

    /// <summary>Bytes that isolate two writers: x86 prefetches lines in adjacent pairs, so one line of distance is not enough.</summary>
    internal const int IsolationBytes = 2 * Bytes;
}

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>Copy-on-write edits of the array of sequences that gate a producer.</summary>
internal static class GatingSequences
{
    /// <summary>The smallest of the sequences and of <paramref name="minimum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Minimum(Sequence[] sequences, long minimum)
    {
        foreach (Sequence sequence in sequences) minimum = Math.Min(minimum, sequence.Value);
        return minimum;
    }

    /// <summary>
    /// Adds sequences. They join at the cursor: they are set before they gate, so that the producer never waits for events that
    /// were gone already, and once more after, so that they do not start behind what was published meanwhile.
    /// </summary>
    internal static void Add(ref Sequence[] gating, Sequence cursor, Sequence[] added)
    {
        Sequence[] current;
        Sequence[] updated;
        do
        {
            current = Volatile.Read(ref gating);
            updated = [.. current, .. added];
            SetAll(added, cursor.Value);
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref gating, updated, current), current));

        SetAll(added, cursor.Value);
    }

    /// <summary>Removes every occurrence of a sequence; false when there was none.</summary>
    internal static bool Remove(ref Sequence[] gating, Sequence removed)
    {
        Sequence[] current;
        Sequence[] updated;
        do
        {
            current = Volatile.Read(ref gating);
            updated = Array.FindAll(current, candidate => !ReferenceEquals(candidate, removed));
            if (updated.Length == current.Length) return false;
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref gating, updated, current), current));

        return true;
    }

    private static void SetAll(Sequence[] sequences, long value)
    {
        foreach (Sequence sequence in sequences) sequence.SetValue(value);
    }
}

/// <summary>The cold ends of argument checks.</summary>
internal static class Throw
{
    internal static void IfNotRingSize(int bufferSize)
    {
        if (bufferSize < 1) throw new ArgumentException($"A ring of {bufferSize} events cannot be: give at least 1.", nameof(bufferSize));
        if (!BitOperations.IsPow2(bufferSize))
        {
            throw new ArgumentException($"A ring of {bufferSize} events cannot be: give a power of two.", nameof(bufferSize));
        }
    }

    [DoesNotReturn]
    internal static void ClaimOutOfRange(int claimCount, int bufferSize)
        => throw new ArgumentException($"A claim of {claimCount} events cannot be: this ring takes 1 to {bufferSize} at once.", nameof(claimCount));
}

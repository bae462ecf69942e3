using System.Numerics;
using Disruptor.Processing;

namespace Disruptor;

/// <summary>Arithmetic of rings and sequences.</summary>
public static class DisruptorUtil
{
    /// <summary>The smallest power of two that is not less than a number.</summary>
    /// <param name="x">1 to 2^30.</param>
    public static int CeilingNextPowerOfTwo(int x) => (int)BitOperations.RoundUpToPowerOf2((uint)x);

    /// <summary>The exponent of the largest power of two that is not greater than a number.</summary>
    /// <param name="i">At least 1.</param>
    public static int Log2(int i) => BitOperations.Log2((uint)i);

    /// <summary>Whether a number is a power of two.</summary>
    /// <param name="x">The number.</param>
    public static bool IsPowerOf2(int x) => BitOperations.IsPow2(x);

    /// <summary>The smallest of the sequences and of a minimum.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="minimum">The result when no sequence is smaller.</param>
    public static long GetMinimumSequence(Sequence[] sequences, long minimum = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return GatingSequences.Minimum(sequences, minimum);
    }

    /// <summary>The sequences of processors.</summary>
    /// <param name="processors">The processors.</param>
    public static Sequence[] GetSequencesFor(params IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        return Array.ConvertAll(processors, processor => processor.Sequence);
    }
}

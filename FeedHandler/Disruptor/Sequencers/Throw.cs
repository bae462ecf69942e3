using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Disruptor;

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

using System.Diagnostics.CodeAnalysis;

namespace HdrHistogram.Slots;

/// <summary>Exceptions of recording and lookup, kept out of those methods so that they stay small.</summary>
internal static class SlotThrow
{
    /// <summary>Reports a value that has no slot.</summary>
    [DoesNotReturn]
    public static void OutOfRange(long value, long highestTrackableValue)
    {
#pragma warning disable CA2201 // Callers of this surface catch IndexOutOfRangeException: it is what an unchecked array access would throw.
        throw new IndexOutOfRangeException(
            $"The value {value} is outside 0 to {highestTrackableValue}; clamp it, or construct the histogram with a larger highestTrackableValue.");
#pragma warning restore CA2201
    }
}

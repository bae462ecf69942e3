using System.Numerics;

namespace HdrHistogram.Utilities;

/// <summary>Counting of bits.</summary>
public static class Bitwise
{
    /// <summary>Zero bits above the highest set bit: 64 for 0, 0 for a negative number.</summary>
    /// <param name="value">the number, seen as 64 bits</param>
    public static int NumberOfLeadingZeros(long value) => BitOperations.LeadingZeroCount((ulong)value);
}

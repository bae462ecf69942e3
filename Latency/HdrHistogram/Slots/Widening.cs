namespace HdrHistogram.Slots;

/// <summary>Copies counts of narrow words into 64-bit words.</summary>
internal static class Widening
{
    /// <summary>Copies 32-bit counts.</summary>
    public static void Copy(ReadOnlySpan<int> counts, Span<long> target)
    {
        target = target[..counts.Length];
        for (int i = 0; i < counts.Length; i++) target[i] = counts[i];
    }

    /// <summary>Copies 16-bit counts.</summary>
    public static void Copy(ReadOnlySpan<short> counts, Span<long> target)
    {
        target = target[..counts.Length];
        for (int i = 0; i < counts.Length; i++) target[i] = counts[i];
    }
}

namespace HdrHistogram.Utilities;

/// <summary>Comparison of arrays.</summary>
public static class ArrayExtensions
{
    /// <summary>Whether two arrays are as long and hold equal elements in the same order; two nulls are equal.</summary>
    /// <param name="source">an array</param>
    /// <param name="other">another</param>
    /// <typeparam name="T">element, compared by its default equality</typeparam>
    public static bool IsSequenceEqual<T>(this T[]? source, T[]? other)
        => source is null || other is null ? ReferenceEquals(source, other) : source.AsSpan().SequenceEqual(other);
}

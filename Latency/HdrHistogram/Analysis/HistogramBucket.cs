using System.Runtime.InteropServices;

namespace HdrHistogram.Analysis;

/// <summary>A range of values, of the caller's choosing rather than the histogram's, and what was recorded in it.</summary>
/// <param name="ValueFrom">lowest value of the range</param>
/// <param name="ValueTo">highest value of the range</param>
/// <param name="Count">occurrences in the slots that begin in no earlier range, up to and with the slot of <paramref name="ValueTo"/></param>
/// <param name="TotalCountToValue">occurrences in this range and all earlier ones</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HistogramBucket(long ValueFrom, long ValueTo, long Count, long TotalCountToValue);

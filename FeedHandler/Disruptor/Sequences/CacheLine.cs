namespace Disruptor;

/// <summary>Distances that keep fields of different writers apart.</summary>
internal static class CacheLine
{
    /// <summary>Bytes of a cache line on every processor this runs on.</summary>
    internal const int Bytes = 64;

    /// <summary>Bytes that isolate two writers: x86 prefetches lines in adjacent pairs, so one line of distance is not enough.</summary>
    internal const int IsolationBytes = 2 * Bytes;
}

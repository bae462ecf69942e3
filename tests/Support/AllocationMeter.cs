namespace FeedHandler.Tests.Support;

/// <summary>Bytes that the calling thread allocates on the managed heap while it runs an action.</summary>
public static class AllocationMeter
{
    /// <summary>
    /// Bytes allocated by one run of <paramref name="action"/> on the calling thread, after warm-up runs that pay for
    /// compilation, type initialisation and caches. Allocations of other threads are not counted.
    /// </summary>
    /// <param name="action">What to measure. It must be repeatable: it runs once more than <paramref name="warmUpCount"/> says.</param>
    /// <param name="warmUpCount">How often to run it unmeasured first.</param>
    public static long BytesOf(Action action, int warmUpCount = 3)
    {
        for (int i = 0; i < warmUpCount; i++) action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

using System.Runtime;

namespace FeedHandler.Tests.Support;

/// <summary>Bytes that the calling thread allocates on the managed heap while it runs an action.</summary>
public static class AllocationMeter
{
    private const int AttemptCountMax = 40;
    private const int QuietMs = 1000; // longer than the runtime takes to compile anew what was called often, on a machine that has much else to do

    /// <summary>
    /// Bytes allocated by one run of <paramref name="action"/> on the calling thread, after warm-up runs that pay for
    /// compilation, type initialisation and caches. Allocations of other threads are not counted. A run during which, or right after which, the runtime
    /// compiled anything tells nothing when it allocated: the runtime's own may be among it, on whichever thread asked for the compilation. It is run again.
    /// </summary>
    /// <param name="action">What to measure. It must be repeatable: it runs once more than <paramref name="warmUpCount"/> says, or oftener.</param>
    /// <param name="warmUpCount">How often to run it unmeasured first.</param>
    public static long BytesOf(Action action, int warmUpCount = 3)
    {
        for (int i = 0; i < warmUpCount; i++) action();
        for (int attempt = 1; ; attempt++)
        {
            long compiledCount = JitInfo.GetCompiledMethodCount();
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (bytes == 0 || attempt == AttemptCountMax) return bytes;
            Thread.Sleep(QuietMs);
            if (JitInfo.GetCompiledMethodCount() == compiledCount) return bytes;
        }
    }
}

using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Threads;

/// <summary>The table of descriptors that a thread uses: the process's, or its own.</summary>
public static class ThreadDescriptors
{
    /// <summary>
    /// Gives the calling thread a table of its own, with all that is open now (close_range(2) with CLOSE_RANGE_UNSHARE, of a range in which nothing can be;
    /// Linux 5.9). The limit of descriptors is counted by table. What is opened or closed later on this thread is no other thread's business, nor theirs of
    /// this one: what it opens it must close itself. The runtime compiles code by a descriptor of its own, which is why none is closed here.
    /// </summary>
    public static NativeResult Separate()
    {
        const string operation = "close_range(CLOSE_RANGE_UNSHARE)";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        return NativeResult.From(LibC.CloseRange(uint.MaxValue, uint.MaxValue, LinuxConstants.CLOSE_RANGE_UNSHARE), operation);
    }
}

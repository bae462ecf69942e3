using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Threads;

/// <summary>The table of descriptors that a thread uses: the process's, or its own.</summary>
public static class ThreadDescriptors
{
    private const int FirstBehindStandard = 3;

    /// <summary>
    /// Gives the calling thread a table of its own with standard input, output and error alone (close_range(2) with CLOSE_RANGE_UNSHARE, Linux 5.9). The limit
    /// of descriptors is counted by table. What was open before goes on in the process's table, and means nothing on this thread.
    /// </summary>
    public static NativeResult Separate()
    {
        const string operation = "close_range(CLOSE_RANGE_UNSHARE)";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        return NativeResult.From(LibC.CloseRange(FirstBehindStandard, uint.MaxValue, LinuxConstants.CLOSE_RANGE_UNSHARE), operation);
    }
}

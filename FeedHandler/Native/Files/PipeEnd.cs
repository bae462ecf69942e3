using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Files;

/// <summary>The other end of what this process writes.</summary>
public static unsafe class PipeEnd
{
    /// <summary>Whether whoever read a pipe, a connection or a terminal has gone, so that nothing that is written arrives.</summary>
    /// <param name="descriptor">This end's descriptor, such as 1 for standard output.</param>
    /// <returns>False where it is a file, or the system does not tell.</returns>
    public static bool IsGone(int descriptor)
    {
        if (!OperatingSystem.IsLinux()) return false;
        PollDescriptor asked = new() { Descriptor = descriptor };
        return LibC.Poll(&asked, 1, timeoutMs: 0) == 1 && (asked.Returned & (LinuxConstants.POLLERR | LinuxConstants.POLLHUP)) != 0;
    }
}

using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Host.Commands;

/// <summary>The process's standard output for bytes.</summary>
internal static class StandardStream
{
    private const int OutputHandle = 1;

    /// <summary>
    /// Standard output. The console's own stream says nothing when the reader of a pipe has gone, as `head` does, and a command would
    /// work on for nobody; a stream on the pipe itself fails at once. A file keeps the console's, which shares its position with others.
    /// </summary>
    public static Stream OpenOut()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        FileStream pipe = new(new SafeFileHandle(OutputHandle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}

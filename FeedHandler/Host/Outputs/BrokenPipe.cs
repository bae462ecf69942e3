using FeedHandler.Engine;

namespace FeedHandler.Host.Outputs;

/// <summary>Tells that whoever read the output has read enough, which is no failure, from everything else that may go wrong with it.</summary>
internal static class BrokenPipe
{
    private const int Number = 32; // EPIPE of Linux and macOS

    /// <summary>Whether a failure only says that nobody reads a pipe any more.</summary>
    public static bool Is(Exception failure) => failure is IOException && failure.HResult == Number;
}

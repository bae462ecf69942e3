namespace FeedHandler.Native.Linux;

/// <content>Processes.</content>
internal static partial class LinuxConstants
{
    internal const short POSIX_SPAWN_SETSIGDEF = 4;
    internal const short POSIX_SPAWN_SETSIGMASK = 8;
    internal const short POSIX_SPAWN_SETSID = 0x80;
    internal const int RUSAGE_THREAD = 1;
    internal const int CLOCK_THREAD_CPUTIME_ID = 3;
    internal const int P_PID = 1;
    internal const int WEXITED = 4;
    internal const int WNOWAIT = 0x1000000;
    internal const int CLD_EXITED = 1;
    internal const int SIGKILL = 9;
    internal const int PR_SET_CHILD_SUBREAPER = 36;
}

namespace FeedHandler.Native.Linux;

/// <summary>Numbers of the Linux kernel interface, named as in its headers; a test compares them with the installed ones.</summary>
internal static partial class LinuxConstants
{
    internal const int EINVAL = 22;

    internal const int PR_SET_NAME = 15;
    internal const int PR_GET_NAME = 16;

    internal const int PROT_READ = 1;
    internal const int PROT_WRITE = 2;
    internal const int PROT_EXEC = 4;
    internal const int MAP_PRIVATE = 2;
    internal const int MAP_ANONYMOUS = 0x20;
    internal const nint MAP_FAILED = -1;

    internal const int MADV_HUGEPAGE = 14;
}

/// <summary>Numbers that a supported system's headers may be too old to know; a test compares them where they are known.</summary>
internal static class NewerLinuxConstants
{
    /// <summary>Sets how epoll polls the network card (linux/eventpoll.h, since 6.9): _IOW(0x8A, 1, struct epoll_params).</summary>
    internal const uint EPIOCSPARAMS = 0x40088A01;

    /// <summary>Has io_uring poll the network card (linux/io_uring.h, since 6.9).</summary>
    internal const uint IORING_REGISTER_NAPI = 27;
}

namespace FeedHandler.Native.Linux;

/// <summary>Numbers that a supported system's headers may be too old to know; a test compares them where they are known.</summary>
internal static class NewerLinuxConstants
{
    /// <summary>Sets how epoll polls the network card (linux/eventpoll.h, since 6.9): _IOW(0x8A, 1, struct epoll_params).</summary>
    internal const uint EPIOCSPARAMS = 0x40088A01;

    /// <summary>Has io_uring poll the network card (linux/io_uring.h, since 6.9).</summary>
    internal const uint IORING_REGISTER_NAPI = 27;
}

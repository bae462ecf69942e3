using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <summary>struct epoll_event of epoll_wait(2): 12 bytes on x86-64, where it is packed, else 16. Nothing here reads the tag.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct EpollEvent
{
    /// <summary>events.</summary>
    internal uint Events;
}

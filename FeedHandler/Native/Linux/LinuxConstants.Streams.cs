namespace FeedHandler.Native.Linux;

/// <content>Connections, pipes, and what is told of them.</content>
internal static partial class LinuxConstants
{
    internal const int ENFILE = 23;
    internal const int EPIPE = 32;
    internal const int ECONNRESET = 104;
    internal const int ETIMEDOUT = 110;
    internal const int EHOSTUNREACH = 113;
    internal const int EINPROGRESS = 115;

    internal const int SOCK_STREAM = 1;
    internal const int SO_ERROR = 4;
    internal const int SO_SNDBUF = 7;
    internal const int SO_KEEPALIVE = 9;
    internal const int SO_LINGER = 13;
    internal const int SO_REUSEPORT = 15;
    internal const int IPPROTO_TCP = 6;
    internal const int TCP_NODELAY = 1;
    internal const int TCP_KEEPIDLE = 4;
    internal const int TCP_KEEPINTVL = 5;
    internal const int TCP_KEEPCNT = 6;
    internal const int TCP_USER_TIMEOUT = 18;
    internal const int SHUT_WR = 1;
    internal const int MSG_NOSIGNAL = 0x4000;

    internal const uint SPLICE_F_MOVE = 1;
    internal const uint SPLICE_F_NONBLOCK = 2;

    internal const uint EPOLLOUT = 4;
    internal const uint EPOLLERR = 8;
    internal const uint EPOLLHUP = 0x10;
    internal const uint EPOLLRDHUP = 0x2000;
    internal const uint EPOLLET = 1u << 31;

    internal const int CLOSE_RANGE_UNSHARE = 2;
}

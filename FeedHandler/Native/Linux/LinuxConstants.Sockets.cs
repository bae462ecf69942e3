namespace FeedHandler.Native.Linux;

/// <content>Sockets, their options and their control messages.</content>
internal static partial class LinuxConstants
{
    internal const int EPERM = 1;
    internal const int EINTR = 4;
    internal const int ENXIO = 6;
    internal const int EBUSY = 16;
    internal const int ENODEV = 19;
    internal const int ENOSYS = 38;
    internal const int ETIME = 62;
    internal const int ENOPROTOOPT = 92;
    internal const int EOPNOTSUPP = 95;
    internal const int EADDRINUSE = 98;
    internal const int EADDRNOTAVAIL = 99;
    internal const int ENOBUFS = 105;
    internal const int ENOMEM = 12;
    internal const int EMFILE = 24;
    internal const int ECANCELED = 125;

    internal const int AF_INET = 2;
    internal const int AF_INET6 = 10;
    internal const int AF_NETLINK = 16;
    internal const int SOCK_RAW = 3;
    internal const int SOCK_DGRAM = 2;
    internal const int SOCK_NONBLOCK = 0x800;
    internal const int SOCK_CLOEXEC = 0x80000;

    internal const int SOL_SOCKET = 1;
    internal const int SO_REUSEADDR = 2;
    internal const int SO_RCVBUF = 8;
    internal const int SO_RCVBUFFORCE = 33;
    internal const int SO_TIMESTAMPING = 37;
    internal const int SO_RXQ_OVFL = 40;
    internal const int SO_BUSY_POLL = 46;
    internal const int SO_MEMINFO = 55;
    internal const int SO_INCOMING_NAPI_ID = 56;
    internal const int SO_PREFER_BUSY_POLL = 69;
    internal const int SO_BUSY_POLL_BUDGET = 70;
    internal const int SK_MEMINFO_DROPS = 8;
    internal const int SK_MEMINFO_VARS = 9;

    internal const int SOF_TIMESTAMPING_RX_HARDWARE = 4;
    internal const int SOF_TIMESTAMPING_RX_SOFTWARE = 8;
    internal const int SOF_TIMESTAMPING_SOFTWARE = 16;
    internal const int SOF_TIMESTAMPING_RAW_HARDWARE = 64;
    internal const int SCM_TIMESTAMPING = 37;
    internal const int HWTSTAMP_TX_OFF = 0;
    internal const int HWTSTAMP_FILTER_ALL = 1;
    internal const int SIOCSHWTSTAMP = 0x89b0;
    internal const int SIOCGIFINDEX = 0x8933;

    internal const int IPPROTO_IP = 0;
    internal const int IPPROTO_IPV6 = 41;
    internal const int IP_MULTICAST_ALL = 49;
    internal const int IPV6_MULTICAST_ALL = 29;
    internal const int IPV6_V6ONLY = 26;
    internal const int IPV6_RECVPKTINFO = 49;
    internal const int IPV6_PKTINFO = 50;
    internal const int MCAST_JOIN_GROUP = 42;
    internal const int MCAST_LEAVE_GROUP = 45;
    internal const int MCAST_JOIN_SOURCE_GROUP = 46;
    internal const int MCAST_LEAVE_SOURCE_GROUP = 47;

    internal const int MSG_CTRUNC = 8;
    internal const int MSG_TRUNC = 0x20;
    internal const int MSG_DONTWAIT = 0x40;

    internal const int NETLINK_ROUTE = 0;
    internal const int RTMGRP_LINK = 1;

    internal const int EPOLL_CLOEXEC = 0x80000;
    internal const int EPOLL_CTL_ADD = 1;
    internal const uint EPOLLIN = 1;

    internal const int CLOCK_REALTIME = 0;
    internal const int O_WRONLY = 1;
}

namespace FeedHandler.Native.Linux;

/// <content>Files, shared mappings, locks and scheduling.</content>
internal static partial class LinuxConstants
{
    internal const int ENOENT = 2;
    internal const int EIO = 5;
    internal const int EAGAIN = 11;
    internal const int EACCES = 13;
    internal const int EEXIST = 17;

    internal const int O_RDONLY = 0;
    internal const int O_RDWR = 2;
    internal const int O_CREAT = 0x40;
    internal const int O_EXCL = 0x80;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_CLOEXEC = 0x80000;
    internal const uint S_IFMT = 0xF000;
    internal const uint S_IFIFO = 0x1000;
    internal const uint S_IFCHR = 0x2000;
    internal const uint S_IFDIR = 0x4000;
    internal const uint S_IFBLK = 0x6000;
    internal const uint S_IFREG = 0x8000;
    internal const uint S_IFLNK = 0xA000;
    internal const int W_OK = 2;
    internal const int POLLERR = 8;
    internal const int POLLHUP = 16;
    internal const int LOCK_EX = 2;
    internal const int LOCK_NB = 4;

    internal const int AT_FDCWD = -100;
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const uint STATX_BASIC_STATS = 0x7FF;

    internal const int F_OFD_GETLK = 36;
    internal const int F_OFD_SETLK = 37;
    internal const short F_WRLCK = 1;
    internal const short F_UNLCK = 2;

    internal const int MAP_SHARED = 1;
    internal const int MAP_POPULATE = 0x8000;
    internal const int MAP_HUGETLB = 0x40000;

    internal const int SCHED_OTHER = 0;
    internal const int SCHED_FIFO = 1;
}

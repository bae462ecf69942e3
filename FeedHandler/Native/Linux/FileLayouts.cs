using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <summary>struct statx of statx(2), the same on every architecture: 256 bytes, of which these are read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    /// <summary>stx_nlink: 0 once the file was deleted.</summary>
    [FieldOffset(16)]
    internal uint LinkCount;

    /// <summary>stx_uid: the owner.</summary>
    [FieldOffset(20)]
    internal uint OwnerId;

    /// <summary>stx_mode: kind and permissions.</summary>
    [FieldOffset(28)]
    internal ushort Mode;

    /// <summary>stx_ino: with the device, which file it is.</summary>
    [FieldOffset(32)]
    internal ulong Inode;

    /// <summary>stx_size.</summary>
    [FieldOffset(40)]
    internal long LengthBytes;

    /// <summary>stx_dev_major and stx_dev_minor: the device on which the file is.</summary>
    [FieldOffset(136)]
    internal ulong Device;
}

/// <summary>struct pollfd of poll(2).</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
internal struct PollDescriptor
{
    /// <summary>fd.</summary>
    [FieldOffset(0)]
    internal int Descriptor;

    /// <summary>events: what is asked for; errors and the other end's going are always told.</summary>
    [FieldOffset(4)]
    internal short Asked;

    /// <summary>revents: what is so.</summary>
    [FieldOffset(6)]
    internal short Returned;
}

/// <summary>struct flock of fcntl(2) on 64-bit Linux: 32 bytes, with a hole after the two short fields.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct FileLock
{
    /// <summary>l_type: F_WRLCK to ask for a lock, F_UNLCK as the answer that nobody holds one.</summary>
    [FieldOffset(0)]
    internal short Type;

    /// <summary>l_whence: 0 counts from the start of the file.</summary>
    [FieldOffset(2)]
    internal short Whence;

    /// <summary>l_start: the first byte.</summary>
    [FieldOffset(8)]
    internal long Start;

    /// <summary>l_len: how many bytes.</summary>
    [FieldOffset(16)]
    internal long Length;

    /// <summary>l_pid: 0 for locks of an open file description.</summary>
    [FieldOffset(24)]
    internal int Pid;
}

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

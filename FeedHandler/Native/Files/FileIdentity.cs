using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Files;

/// <summary>Which file a path leads to, whatever the path is called: hard links of one file have one identity.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Device">The device on which it is; 0 where the system does not tell.</param>
/// <param name="Inode">Its number on the device; 0 where the system does not tell.</param>
public readonly unsafe record struct FileIdentity(FileKind Kind, ulong Device, ulong Inode)
{
    /// <summary>Looks at a path without opening it: to open a pipe waits for a writer, and a device may have no end.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followsLink">Whether to look at what a symbolic link leads to.</param>
    public static FileIdentity Of(string path, bool followsLink)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!OperatingSystem.IsLinux()) return new FileIdentity(PortableKind(path, followsLink), 0, 0);
        FileStatus status;
        int flags = followsLink ? 0 : LinuxConstants.AT_SYMLINK_NOFOLLOW;
        return LibC.StatX(LinuxConstants.AT_FDCWD, path, flags, LinuxConstants.STATX_BASIC_STATS, &status) == 0
            ? new FileIdentity(KindOf(status.Mode), status.Device, status.Inode)
            : default;
    }

    /// <summary>Looks at an open file.</summary>
    /// <param name="descriptor">Its descriptor, such as 1 for standard output.</param>
    /// <returns>Nothing where it is not open, or the system does not tell.</returns>
    public static FileIdentity OfOpen(int descriptor)
    {
        if (!OperatingSystem.IsLinux()) return default;
        FileStatus status;
        return LibC.StatX(descriptor, "", LinuxConstants.AT_EMPTY_PATH, LinuxConstants.STATX_BASIC_STATS, &status) == 0
            ? new FileIdentity(KindOf(status.Mode), status.Device, status.Inode)
            : default;
    }

    /// <summary>Whether an open file still has a name: a file without one is gone when it is closed.</summary>
    /// <param name="file">The file.</param>
    public static bool HasName(SafeHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!OperatingSystem.IsLinux()) return true;
        FileStatus status;
        int returnCode =
            LibC.StatX((int)file.DangerousGetHandle(), "", LinuxConstants.AT_EMPTY_PATH, LinuxConstants.STATX_BASIC_STATS, &status);
        return returnCode != 0 || status.LinkCount > 0;
    }

    /// <summary>Whether this process may write a file, or make one in a folder. Opening it may still be refused.</summary>
    /// <param name="path">The file or folder, which is there.</param>
    public static NativeResult CheckWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string operation = $"access({path})";
        return OperatingSystem.IsLinux() ? NativeResult.From(LibC.Access(path, LinuxConstants.W_OK), operation) : NativeResult.Success(operation);
    }

    internal static FileKind KindOf(ushort mode) => (mode & LinuxConstants.S_IFMT) switch
    {
        LinuxConstants.S_IFREG => FileKind.Regular,
        LinuxConstants.S_IFDIR => FileKind.Folder,
        LinuxConstants.S_IFLNK => FileKind.Link,
        LinuxConstants.S_IFIFO => FileKind.Pipe,
        LinuxConstants.S_IFCHR => FileKind.CharacterDevice,
        LinuxConstants.S_IFBLK => FileKind.BlockDevice,
        _ => FileKind.Socket,
    };

    private static FileKind PortableKind(string path, bool followsLink)
    {
        if (!followsLink && new FileInfo(path).LinkTarget is not null) return FileKind.Link;
        return Directory.Exists(path) ? FileKind.Folder : File.Exists(path) ? FileKind.Regular : FileKind.Missing;
    }
}

/// <summary>What a path leads to.</summary>
public enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link that was not followed.</summary>
    Link,

    /// <summary>A pipe, named or not.</summary>
    Pipe,

    /// <summary>A device of characters, such as a terminal or /dev/zero.</summary>
    CharacterDevice,

    /// <summary>A device of blocks, such as a disk.</summary>
    BlockDevice,

    /// <summary>A socket.</summary>
    Socket,
}

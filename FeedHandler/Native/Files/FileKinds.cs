using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Files;

/// <summary>Tells what stands at a path without opening it: to open a pipe waits for a writer, and a device may have no end.</summary>
public static unsafe class FileKinds
{
    /// <summary>What a path leads to.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <returns><see cref="FileKind.Unknown"/> where there is nothing, and on other systems than Linux.</returns>
    public static FileKind Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!OperatingSystem.IsLinux()) return FileKind.Unknown;
        FileStatus status;
        if (LibC.StatX(0, Path.GetFullPath(path), 0, LinuxConstants.STATX_BASIC_STATS, &status) != 0) return FileKind.Unknown;
        return (status.Mode & LinuxConstants.S_IFMT) switch
        {
            LinuxConstants.S_IFREG => FileKind.Regular,
            LinuxConstants.S_IFDIR => FileKind.Folder,
            LinuxConstants.S_IFIFO => FileKind.Pipe,
            LinuxConstants.S_IFCHR => FileKind.CharacterDevice,
            LinuxConstants.S_IFBLK => FileKind.BlockDevice,
            LinuxConstants.S_IFSOCK => FileKind.Socket,
            _ => FileKind.Unknown,
        };
    }
}

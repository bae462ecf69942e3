using FeedHandler.Native.Linux;
using FeedHandler.Native.Memory;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Native.Files;

/// <summary>
/// Opens files that are written: made for their owner and to be read by the group (0640, less the umask), never a device or a pipe, and not
/// through a symbolic link unless told.
/// </summary>
public static class WrittenFile
{
    private const uint OwnerAndGroup = 0x1A0; // rw-r----- (0640)

    /// <summary>Opens a file for writing, empty.</summary>
    /// <param name="path">Where.</param>
    /// <param name="isNew">Whether it must not exist yet; otherwise one that is there is emptied, unless another process is writing it.</param>
    /// <param name="followsLink">Whether the path may be a symbolic link.</param>
    /// <param name="file">The file; null unless the call succeeds.</param>
    /// <returns>EEXIST, ELOOP for a symbolic link, EWOULDBLOCK when another process has locked it, EINVAL for what is no regular file.</returns>
    public static NativeResult Open(string path, bool isNew, bool followsLink, out SafeFileHandle? file)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        file = null;
        if (!OperatingSystem.IsLinux()) return OpenPortable(path, isNew, out file);
        int flags = LinuxConstants.O_WRONLY | LinuxConstants.O_CREAT | LinuxConstants.O_CLOEXEC
            | LinuxConstants.O_NONBLOCK // a pipe that nobody reads is refused, not waited for
            | (isNew ? LinuxConstants.O_EXCL : 0) | (followsLink ? 0 : SharedFile.NoFollow);
        int descriptor = LibC.Open(path, flags, OwnerAndGroup);
        NativeResult result = NativeResult.From(descriptor, $"open({path})");
        if (!result.IsSuccess) return result;
        SafeFileHandle handle = new(descriptor, ownsHandle: true);
        result = Empty(descriptor, path, isNew);
        if (result.IsSuccess) file = handle;
        else handle.Dispose();
        return result;
    }

    /// <summary>Opens a file that is there and that no other process writes, without changing it: what it is to be replaced by is written elsewhere.</summary>
    /// <param name="path">Where; no symbolic link.</param>
    /// <param name="file">The file, which is locked while it is open; null unless the call succeeds.</param>
    /// <returns>As of <see cref="Open"/>.</returns>
    public static NativeResult Claim(string path, out SafeFileHandle? file)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        file = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.Success($"open({path})");
        int descriptor = LibC.Open(path, LinuxConstants.O_WRONLY | LinuxConstants.O_CLOEXEC | LinuxConstants.O_NONBLOCK | SharedFile.NoFollow, 0);
        NativeResult result = NativeResult.From(descriptor, $"open({path})");
        if (!result.IsSuccess) return result;
        SafeFileHandle handle = new(descriptor, ownsHandle: true);
        result = Take(descriptor, path, isNew: false);
        if (result.IsSuccess) file = handle;
        else handle.Dispose();
        return result;
    }

    /// <summary>Has the system put on its disk which names a folder has, so that a rename outlives a loss of power.</summary>
    /// <param name="path">The folder.</param>
    public static NativeResult SyncFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!OperatingSystem.IsLinux()) return NativeResult.Success($"fsync({path})");
        int descriptor = LibC.Open(path, LinuxConstants.O_CLOEXEC, 0);
        NativeResult result = NativeResult.From(descriptor, $"open({path})");
        if (!result.IsSuccess) return result;
        result = NativeResult.From(LibC.FSync(descriptor), $"fsync({path})");
        _ = LibC.Close(descriptor);
        return result;
    }

    private static NativeResult Empty(int descriptor, string path, bool isNew)
    {
        NativeResult result = Take(descriptor, path, isNew);
        return result.IsSuccess && !isNew ? NativeResult.From(LibC.FTruncate(descriptor, 0), $"ftruncate({path})") : result;
    }

    // What is there is looked at and locked before anything of it is lost. Of a new file nothing can be lost, and others may read along.
    private static unsafe NativeResult Take(int descriptor, string path, bool isNew)
    {
        FileStatus status;
        NativeResult result =
            NativeResult.From(LibC.StatX(descriptor, "", LinuxConstants.AT_EMPTY_PATH, LinuxConstants.STATX_BASIC_STATS, &status), $"statx({path})");
        if (!result.IsSuccess) return result;
        if (FileIdentity.KindOf(status.Mode) != FileKind.Regular)
            return NativeResult.Failure($"use of {path} (it is no regular file)", LinuxConstants.EINVAL);
        if (isNew) return result;
        return NativeResult.From(LibC.FLock(descriptor, LinuxConstants.LOCK_EX | LinuxConstants.LOCK_NB), $"flock({path}), which is in use");
    }

    private static NativeResult OpenPortable(string path, bool isNew, out SafeFileHandle file)
    {
        file = File.OpenHandle(path, isNew ? FileMode.CreateNew : FileMode.Create, FileAccess.Write, FileShare.Read);
        return NativeResult.Success($"open({path})");
    }
}

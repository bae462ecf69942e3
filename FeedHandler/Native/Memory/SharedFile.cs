using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Memory;

/// <summary>
/// A file that processes share as memory, usually below /dev/shm: its owner writes, and who is of its group may read. Opened without following links and
/// not inherited by child programs. Linux only: elsewhere every call says so.
/// </summary>
[SuppressMessage("Interoperability", "CA1419:Provide a parameterless constructor", Justification = "No import returns one.")]
public sealed unsafe partial class SharedFile : SafeHandle
{
    private const uint OwnerWritesGroupReads = 0x1A0; // rw-r----- (0640)
    private const uint ForbiddenMask = 0x1F; // ----wxrwx (0037)

    private SharedFile(string path, int descriptor)
        : base(invalidHandleValue: -1, ownsHandle: true)
    {
        Path = path;
        SetHandle(descriptor);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == -1;

    /// <summary>The path it was opened by.</summary>
    public string Path { get; }

    // The number of a closed file may be another file's by now.
    internal int Descriptor
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (int)handle;
        }
    }

    /// <summary>Opens a file for reading and writing, making it, empty, when there is none.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="file">The file; null unless the call succeeds.</param>
    /// <returns>ELOOP for a symbolic link; EACCES when it may not be opened.</returns>
    public static NativeResult OpenForWriting(string path, out SharedFile? file) =>
        Open(path, LinuxConstants.O_RDWR | LinuxConstants.O_CREAT, out file);

    /// <summary>Opens a file for reading: neither its bytes nor its length can be changed by what is opened so.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="file">The file; null unless the call succeeds.</param>
    /// <returns>ENOENT when there is none; ELOOP for a symbolic link; EACCES when it may not be opened.</returns>
    public static NativeResult OpenForReading(string path, out SharedFile? file) => Open(path, LinuxConstants.O_RDONLY, out file);

    /// <summary>Deletes the name of a file. Whoever has it open or mapped keeps it.</summary>
    /// <param name="path">Where it is.</param>
    public static NativeResult Delete(string path)
    {
        string operation = $"unlink({path})";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        return NativeResult.From(LibC.Unlink(path), operation);
    }

    /// <summary>How long it is.</summary>
    /// <param name="lengthBytes">The length; 0 unless the call succeeds.</param>
    public NativeResult GetLength(out long lengthBytes)
    {
        NativeResult result = GetStatus(out FileStatus status);
        lengthBytes = status.LengthBytes;
        return result;
    }

    /// <summary>Whether it is a regular file of one user that nobody else may write, and nobody outside its group read.</summary>
    /// <param name="ownerId">Whose it must be; null for this process' own user.</param>
    /// <returns>EACCES when it is not, with the reason in the operation.</returns>
    public NativeResult CheckIsPrivate(uint? ownerId = null)
    {
        NativeResult result = GetStatus(out FileStatus status);
        if (!result.IsSuccess) return result;
        if ((status.Mode & LinuxConstants.S_IFMT) != LinuxConstants.S_IFREG) return Refused("it is no regular file");
        uint expected = ownerId ?? LibC.GetEUid();
        if (status.OwnerId != expected) return Refused($"it belongs to user {status.OwnerId}, not to {expected}");
        return (status.Mode & ForbiddenMask) == 0 ? result : Refused("others than its owner may write it, or others than its group read it");
    }

    /// <summary>Whether it is one as of <see cref="CheckIsPrivate"/> that nobody has written anything to.</summary>
    /// <returns>EEXIST when something is in it.</returns>
    public NativeResult CheckIsNew()
    {
        NativeResult result = CheckIsPrivate();
        if (!result.IsSuccess) return result;
        result = GetLength(out long lengthBytes);
        return result.IsSuccess && lengthBytes > 0 ? NativeResult.Failure($"making {Path}", LinuxConstants.EEXIST) : result;
    }

    /// <summary>Lets its group read it, whatever the process masks of the rights of new files.</summary>
    public NativeResult LetGroupRead() => NativeResult.From(LibC.FChMod(Descriptor, OwnerWritesGroupReads), $"fchmod({Path}, 0640)");

    /// <summary>Whether its path still leads to it: false once it was deleted or replaced.</summary>
    public bool IsAtItsPath()
    {
        if (!GetStatus(out FileStatus own).IsSuccess) return false;
        FileStatus found;
        return LibC.StatX(0, System.IO.Path.GetFullPath(Path), 0, LinuxConstants.STATX_BASIC_STATS, &found) == 0
            && own.LinkCount > 0 && found.Inode == own.Inode;
    }

    /// <summary>Makes it at least so long, and takes the room now, so that no later write finds the memory gone.</summary>
    /// <param name="lengthBytes">How long.</param>
    /// <returns>ENOSPC when there is no room.</returns>
    public NativeResult Reserve(long lengthBytes)
    {
        string operation = $"posix_fallocate({Path}, {lengthBytes} bytes)";
        int errno = LibC.PosixFAllocate(Descriptor, 0, lengthBytes);
        return errno == 0 ? NativeResult.Success(operation) : NativeResult.Failure(operation, errno);
    }

    /// <summary>Reads bytes without mapping them: safe when the file is shorter than it should be.</summary>
    /// <returns>How many bytes there were; -1 when the system refused.</returns>
    /// <param name="offsetBytes">Where they begin.</param>
    /// <param name="buffer">Takes them.</param>
    public int ReadAt(long offsetBytes, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer) return (int)LibC.PRead(Descriptor, bytes, (nuint)buffer.Length, offsetBytes);
    }

    /// <summary>Writes bytes, making the file longer when they lie behind its end.</summary>
    /// <param name="offsetBytes">Where they begin.</param>
    /// <param name="bytes">The bytes.</param>
    public NativeResult WriteAt(long offsetBytes, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
            return NativeResult.From((int)LibC.PWrite(Descriptor, first, (nuint)bytes.Length, offsetBytes), $"pwrite({Path})");
    }

    /// <summary>Has the system put on its disk what was written to it, also by memory that is mapped. May take long.</summary>
    public NativeResult Sync() => NativeResult.From(LibC.FDataSync(Descriptor), $"fdatasync({Path})");

    /// <summary>Cuts it off. Memory that is mapped behind its new end must not be touched any more.</summary>
    /// <param name="lengthBytes">How long it is from here on.</param>
    public NativeResult Shorten(long lengthBytes) => NativeResult.From(LibC.FTruncate(Descriptor, lengthBytes), $"ftruncate({Path}, {lengthBytes} bytes)");

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;

    private static NativeResult Open(string path, int flags, out SharedFile? file)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string operation = $"open({path})";
        file = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        int descriptor = LibC.Open(path, flags | LinuxConstants.O_CLOEXEC | LinuxConstants.O_NONBLOCK | NoFollow, OwnerWritesGroupReads);
        NativeResult result = NativeResult.From(descriptor, operation);
        if (result.IsSuccess) file = new SharedFile(path, descriptor);
        return result;
    }

    internal static int NoFollow => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    private NativeResult Refused(string reason) => NativeResult.Failure($"use of {Path} ({reason})", LinuxConstants.EACCES);

    private NativeResult GetStatus(out FileStatus status)
    {
        FileStatus found = default;
        int returnCode = LibC.StatX(Descriptor, "", LinuxConstants.AT_EMPTY_PATH, LinuxConstants.STATX_BASIC_STATS, &found);
        status = found;
        return returnCode == 0 ? NativeResult.Success("statx") : NativeResult.From(returnCode, $"statx({Path})"); // no words for what is well
    }
}

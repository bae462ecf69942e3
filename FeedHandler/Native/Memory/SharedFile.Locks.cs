using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Memory;

/// <content>
/// Locks on bytes that belong to this opening of the file (open file description locks, fcntl(2)): the kernel releases them when the
/// process ends, however it ends, so a lock says what a stored process number cannot: that its holder is alive.
/// </content>
public sealed unsafe partial class SharedFile
{
    /// <summary>Takes the lock on one byte, without waiting, until this is disposed of or the process ends.</summary>
    /// <param name="offsetBytes">Which byte; it need not exist.</param>
    /// <returns>EAGAIN when another opening of the file holds it.</returns>
    public NativeResult TryLock(long offsetBytes) => Lock(LinuxConstants.F_WRLCK, offsetBytes);

    /// <summary>Gives the lock on one byte back.</summary>
    /// <param name="offsetBytes">Which byte.</param>
    public NativeResult Unlock(long offsetBytes) => Lock(LinuxConstants.F_UNLCK, offsetBytes);

    /// <summary>Whether another opening of the file, in this process or another, holds the lock on one byte. Takes nothing.</summary>
    /// <param name="offsetBytes">Which byte.</param>
    /// <param name="isLocked">The answer; false unless the call succeeds.</param>
    public NativeResult GetIsLocked(long offsetBytes, out bool isLocked)
    {
        FileLock asked = new() { Type = LinuxConstants.F_WRLCK, Start = offsetBytes, Length = 1 };
        int returnCode = LibC.FCntl(Descriptor, LinuxConstants.F_OFD_GETLK, &asked);
        NativeResult result = returnCode == 0 // asked again and again: no words are made for what is well
            ? NativeResult.Success("fcntl(F_OFD_GETLK)")
            : NativeResult.From(returnCode, $"fcntl({Path}, F_OFD_GETLK, byte {offsetBytes})");
        isLocked = returnCode == 0 && asked.Type != LinuxConstants.F_UNLCK;
        return result;
    }

    private NativeResult Lock(short type, long offsetBytes)
    {
        FileLock asked = new() { Type = type, Start = offsetBytes, Length = 1 };
        return NativeResult.From(LibC.FCntl(Descriptor, LinuxConstants.F_OFD_SETLK, &asked), $"fcntl({Path}, F_OFD_SETLK, byte {offsetBytes})");
    }
}

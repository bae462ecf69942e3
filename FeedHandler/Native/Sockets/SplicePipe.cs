using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>A pipe by which the kernel moves bytes from one socket to another without a copy into this process (splice(2)).</summary>
public sealed unsafe class SplicePipe : IDisposable
{
    private const uint Flags = LinuxConstants.SPLICE_F_MOVE | LinuxConstants.SPLICE_F_NONBLOCK;

    private int _reading;
    private int _writing;

    private SplicePipe(int reading, int writing) => (_reading, _writing) = (reading, writing);

    /// <summary>Bytes that were moved in and not yet out.</summary>
    public int PendingBytes { get; private set; }

    /// <summary>The end that becomes readable, for a pipe that wakes a loop.</summary>
    public int Descriptor => _reading;

    /// <summary>Opens a pipe.</summary>
    /// <param name="pipe">The pipe; null unless the call succeeds.</param>
    public static NativeResult Open(out SplicePipe? pipe)
    {
        pipe = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported("pipe2");
        int* ends = stackalloc int[2];
        int code = LibC.Pipe2(ends, LinuxConstants.O_CLOEXEC | LinuxConstants.O_NONBLOCK);
        NativeResult result = NativeResult.From(code, "pipe2");
        if (result.IsSuccess) pipe = new SplicePipe(ends[0], ends[1]);
        return result;
    }

    /// <summary>Moves bytes that have come by a socket into the pipe.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="bytesMax">How many at most.</param>
    /// <returns>How many; 0 at the end; or the error number negated, as of <see cref="StreamSocket"/>.</returns>
    public int TakeFrom(int socket, int bytesMax)
    {
        int moved = StreamSocket.Outcome(LibC.Splice(socket, null, _writing, null, (nuint)bytesMax, Flags));
        PendingBytes += Math.Max(moved, 0);
        return moved;
    }

    /// <summary>Moves what is pending to a socket, as much as it has room for.</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>How many bytes, or the error number negated, as of <see cref="StreamSocket"/>.</returns>
    public int GiveTo(int socket)
    {
        int moved = StreamSocket.Outcome(LibC.Splice(_reading, null, socket, null, (nuint)PendingBytes, Flags));
        PendingBytes -= Math.Max(moved, 0);
        return moved;
    }

    /// <summary>Makes the reading end readable: from any thread.</summary>
    public void Wake()
    {
        byte one = 1;
        _ = LibC.Write(_writing, &one, 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StreamSocket.Close(Interlocked.Exchange(ref _reading, -1));
        StreamSocket.Close(Interlocked.Exchange(ref _writing, -1));
    }
}

using FeedHandler.Native.Linux;
using FeedHandler.Native.Memory;

namespace FeedHandler.Native.Sockets;

/// <summary>
/// Calls on connected sockets that never block, by descriptor. Each returns what the system did, or its error number (errno(3)) negated.
/// </summary>
public static unsafe partial class StreamSocket
{
    /// <summary>Nothing there, or no room, for now (EAGAIN).</summary>
    public const int WouldBlock = -LinuxConstants.EAGAIN;

    /// <summary>A signal came in between (EINTR).</summary>
    public const int Interrupted = -LinuxConstants.EINTR;

    /// <summary>What should be there cannot be read (EIO).</summary>
    public const int Unreadable = -LinuxConstants.EIO;

    /// <summary>Accepts a connection.</summary>
    /// <param name="listener">The listening socket.</param>
    /// <param name="peer">Who is connected.</param>
    /// <returns>The descriptor.</returns>
    public static int Accept(int listener, out PeerAddress peer)
    {
        byte* address = stackalloc byte[SocketAddressBytes.BytesMax];
        uint length = SocketAddressBytes.BytesMax;
        int descriptor = Outcome(LibC.Accept(listener, address, &length, LinuxConstants.SOCK_NONBLOCK | LinuxConstants.SOCK_CLOEXEC));
        peer = descriptor >= 0 ? PeerAddress.OfKernel(new ReadOnlySpan<byte>(address, SocketAddressBytes.BytesMax)) : default;
        return descriptor;
    }

    /// <summary>Receives what there is.</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="bytes">How much at most.</param>
    /// <returns>How much; 0 when the peer has closed its side.</returns>
    public static int Receive(int descriptor, byte* buffer, int bytes) =>
        Outcome(LibC.Recv(descriptor, buffer, (nuint)bytes, LinuxConstants.MSG_DONTWAIT));

    /// <summary>Sends from several places at once (sendmsg(2)).</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="vectors">The places.</param>
    /// <param name="count">How many.</param>
    /// <returns>How many bytes the system took.</returns>
    public static int Send(int descriptor, IoVector* vectors, int count)
    {
        MultiMessage message = new() { Vectors = vectors, VectorCount = (nuint)count };
        return Outcome(LibC.SendMsg(descriptor, &message, LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL));
    }

    /// <summary>Sends part of a file, which the system copies by itself (sendfile(2)). A file that is cut off meanwhile is safe.</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="file">The file.</param>
    /// <param name="offsetBytes">Where the part begins.</param>
    /// <param name="bytes">How long it is.</param>
    /// <returns>How many bytes the system took; 0 when the file ends in front of them.</returns>
    public static int SendFile(int descriptor, SharedFile file, long offsetBytes, int bytes)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Outcome(LibC.SendFile(descriptor, file.Descriptor, &offsetBytes, (nuint)bytes));
    }

    /// <summary>Says that nothing more is sent (shutdown(2)).</summary>
    /// <param name="descriptor">The socket.</param>
    public static void EndSending(int descriptor) => _ = LibC.Shutdown(descriptor, LinuxConstants.SHUT_WR);

    /// <summary>Closes it; what the system has yet to send goes out.</summary>
    /// <param name="descriptor">The socket.</param>
    public static void Close(int descriptor)
    {
        if (descriptor >= 0) _ = LibC.Close(descriptor);
    }

    /// <summary>Closes it at once: what the system has yet to send is dropped, and the peer is told of a reset.</summary>
    /// <param name="descriptor">The socket.</param>
    public static void Abort(int descriptor)
    {
        long lingerOfNothing = 1; // struct linger: int on, int seconds
        _ = LibC.SetSockOpt(descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_LINGER, &lingerOfNothing, sizeof(long));
        Close(descriptor);
    }

    /// <summary>Whether an error number says that the connection was broken by the other end.</summary>
    /// <param name="errno">The error number.</param>
    public static bool IsReset(int errno) => errno is LinuxConstants.ECONNRESET or LinuxConstants.EPIPE;

    /// <summary>Whether an error number says that the other end was silent for too long.</summary>
    /// <param name="errno">The error number.</param>
    public static bool IsTimeout(int errno) => errno is LinuxConstants.ETIMEDOUT or LinuxConstants.EHOSTUNREACH;

    /// <summary>Whether an error number says that no more connections can be accepted for now: descriptors or memory have run out.</summary>
    /// <param name="errno">The error number.</param>
    public static bool IsShortage(int errno) =>
        errno is LinuxConstants.EMFILE or LinuxConstants.ENFILE or LinuxConstants.ENOBUFS or LinuxConstants.ENOMEM;
}

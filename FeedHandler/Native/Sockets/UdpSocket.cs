using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>A UDP socket that never blocks. One thread fetches; options and memberships may be changed by another meanwhile.</summary>
public sealed unsafe partial class UdpSocket : IDisposable
{
    private readonly bool _isIPv6;
    private int _descriptor;

    private UdpSocket(int descriptor, bool isIPv6)
    {
        _descriptor = descriptor;
        _isIPv6 = isIPv6;
    }

    /// <summary>The file descriptor; -1 once disposed.</summary>
    public int Descriptor => _descriptor;

    /// <summary>Opens a socket.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="socket">The socket; null unless the call succeeds.</param>
    public static NativeResult Open(AddressFamily family, out UdpSocket? socket)
    {
        bool isIPv6 = family == AddressFamily.InterNetworkV6;
        string operation = isIPv6 ? "socket(AF_INET6, SOCK_DGRAM)" : "socket(AF_INET, SOCK_DGRAM)";
        socket = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        int descriptor = LibC.Socket(
            isIPv6 ? LinuxConstants.AF_INET6 : LinuxConstants.AF_INET,
            LinuxConstants.SOCK_DGRAM | LinuxConstants.SOCK_NONBLOCK | LinuxConstants.SOCK_CLOEXEC,
            0);
        NativeResult result = NativeResult.From(descriptor, operation);
        if (result.IsSuccess) socket = new UdpSocket(descriptor, isIPv6);
        return result;
    }

    /// <summary>
    /// Binds to an address. Bound to a group, the socket gets that group's datagrams alone; bound to any address, it would get those of every
    /// group on the port that anything on this host has joined.
    /// </summary>
    /// <param name="endPoint">Address and port.</param>
    /// <param name="scope">With IPv6: the interface's index for a link-local address, else 0.</param>
    public NativeResult Bind(IPEndPoint endPoint, uint scope)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Span<byte> address = stackalloc byte[SocketAddressBytes.BytesMax];
        int bytes = SocketAddressBytes.Write(endPoint.Address, endPoint.Port, scope, address);
        fixed (byte* first = address) return NativeResult.From(LibC.Bind(_descriptor, first, (uint)bytes), $"bind({endPoint})");
    }

    /// <summary>Fetches datagrams that have arrived, without waiting.</summary>
    /// <param name="batch">Where they go; each place used before must have been reset.</param>
    /// <param name="countMax">How many at most.</param>
    /// <param name="errno">The system's error number when it failed; 0 when it did not, or when there was merely nothing to fetch.</param>
    /// <returns>How many were fetched.</returns>
    public int Fetch(MessageBatch batch, int countMax, out int errno)
    {
        errno = 0;
        int count = LibC.RecvMMsg(_descriptor, batch.Headers, (uint)Math.Min(countMax, batch.Count), LinuxConstants.MSG_DONTWAIT, 0);
        if (count > 0) return count;
        if (count < 0) errno = ErrnoOfFetch();
        return 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = LibC.Close(descriptor);
    }

    private static int ErrnoOfFetch()
    {
        int errno = Marshal.GetLastSystemError();
        return errno is LinuxConstants.EAGAIN or LinuxConstants.EINTR ? 0 : errno;
    }
}

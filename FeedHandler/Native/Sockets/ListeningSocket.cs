using System.Net;
using System.Net.Sockets;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>
/// A listening TCP socket that never blocks. Options set on it are those of each connection that it accepts.
/// </summary>
public sealed unsafe class ListeningSocket : IDisposable
{
    private int _descriptor;

    private ListeningSocket(int descriptor) => _descriptor = descriptor;

    /// <summary>The file descriptor; -1 once disposed.</summary>
    public int Descriptor => _descriptor;

    /// <summary>Opens and binds one; it listens after <see cref="Listen"/>.</summary>
    /// <param name="endPoint">Address and port; port 0 has the system choose.</param>
    /// <param name="sharesPort">Whether others of the user may listen there too, among which the kernel spreads connections (SO_REUSEPORT).</param>
    /// <param name="socket">The socket; null unless the call succeeds.</param>
    public static NativeResult Open(IPEndPoint endPoint, bool sharesPort, out ListeningSocket? socket)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        bool isIPv6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        string operation = isIPv6 ? "socket(AF_INET6, SOCK_STREAM)" : "socket(AF_INET, SOCK_STREAM)";
        socket = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        int descriptor = LibC.Socket(
            isIPv6 ? LinuxConstants.AF_INET6 : LinuxConstants.AF_INET,
            LinuxConstants.SOCK_STREAM | LinuxConstants.SOCK_NONBLOCK | LinuxConstants.SOCK_CLOEXEC,
            0);
        NativeResult result = NativeResult.From(descriptor, operation);
        if (!result.IsSuccess) return result;
        ListeningSocket opened = new(descriptor);
        result = opened.Bind(endPoint, sharesPort);
        if (result.IsSuccess) socket = opened;
        else opened.Dispose();
        return result;
    }

    /// <summary>Sends at once whatever there is (TCP_NODELAY).</summary>
    public NativeResult SendAtOnce() => Set(LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_NODELAY, 1, "setsockopt(TCP_NODELAY)");

    /// <summary>Sets the send buffer (SO_SNDBUF).</summary>
    /// <param name="bytes">Bytes; the kernel keeps twice that, for its overhead.</param>
    public NativeResult SetSendBuffer(int bytes) => Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_SNDBUF, bytes, $"setsockopt(SO_SNDBUF, {bytes})");

    /// <summary>Gives a connection up when nothing was acknowledged for so long (TCP_USER_TIMEOUT).</summary>
    /// <param name="ms">Milliseconds.</param>
    public NativeResult SetUserTimeout(int ms) =>
        Set(LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_USER_TIMEOUT, ms, $"setsockopt(TCP_USER_TIMEOUT, {ms})");

    /// <summary>Begins to listen.</summary>
    /// <param name="backlog">Connections that wait to be accepted; the system has a bound of its own (net.core.somaxconn).</param>
    public NativeResult Listen(int backlog) => NativeResult.From(LibC.Listen(_descriptor, backlog), $"listen({backlog})");

    /// <summary>Reads where it is bound.</summary>
    /// <param name="endPoint">Address and port; null unless the call succeeds.</param>
    public NativeResult GetLocal(out IPEndPoint? endPoint)
    {
        Span<byte> written = stackalloc byte[SocketAddressBytes.BytesMax];
        uint bytes = (uint)written.Length;
        endPoint = null;
        fixed (byte* first = written)
        {
            NativeResult result = NativeResult.From(LibC.GetSockName(_descriptor, first, &bytes), "getsockname");
            if (!result.IsSuccess) return result;
            Span<byte> address = stackalloc byte[16];
            int port = SocketAddressBytes.Read(written[..(int)bytes], address);
            endPoint = new IPEndPoint(bytes < SocketAddressBytes.BytesMax ? new IPAddress(address[12..]) : new IPAddress(address), port);
            return result;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = LibC.Close(descriptor);
    }

    private NativeResult Bind(IPEndPoint endPoint, bool sharesPort)
    {
        NativeResult result = Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_REUSEADDR, 1, "setsockopt(SO_REUSEADDR)");
        if (result.IsSuccess && sharesPort) result = Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_REUSEPORT, 1, "setsockopt(SO_REUSEPORT)");
        if (!result.IsSuccess) return result;
        if (endPoint.Address.Equals(IPAddress.IPv6Any)) _ = Set(LinuxConstants.IPPROTO_IPV6, LinuxConstants.IPV6_V6ONLY, 0, "setsockopt(IPV6_V6ONLY, 0)");
        Span<byte> address = stackalloc byte[SocketAddressBytes.BytesMax];
        uint scope = endPoint.AddressFamily == AddressFamily.InterNetworkV6 ? (uint)endPoint.Address.ScopeId : 0;
        int bytes = SocketAddressBytes.Write(endPoint.Address, endPoint.Port, scope, address);
        fixed (byte* first = address) return NativeResult.From(LibC.Bind(_descriptor, first, (uint)bytes), $"bind({endPoint})");
    }

    private NativeResult Set(int level, int name, int value, string operation) =>
        NativeResult.From(LibC.SetSockOpt(_descriptor, level, name, &value, sizeof(int)), operation);
}

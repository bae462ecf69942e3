using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <content>Connecting, by plain descriptors: whoever has thousands keeps a number for each and no object.</content>
public static unsafe partial class StreamSocket
{
    private const int Type = LinuxConstants.SOCK_STREAM | LinuxConstants.SOCK_NONBLOCK | LinuxConstants.SOCK_CLOEXEC;

    /// <summary>Begins to connect; when the socket can be written <see cref="TakeError"/> says how that ended.</summary>
    /// <param name="target">To whom.</param>
    /// <param name="descriptor">The socket; -1 unless the call succeeds.</param>
    public static NativeResult Connect(in PeerAddress target, out int descriptor)
    {
        NativeResult result = Open(target.IsIPv4, out descriptor);
        if (!result.IsSuccess) return result;
        byte* bytes = stackalloc byte[SocketAddressBytes.BytesMax];
        int length = Write(target, bytes);
        result = NativeResult.From(LibC.Connect(descriptor, bytes, (uint)length), "connect");
        return result.Errno == LinuxConstants.EINPROGRESS ? NativeResult.Success("connect") : CloseUnless(result, ref descriptor);
    }

    /// <summary>The address of this end.</summary>
    /// <param name="descriptor">A socket.</param>
    public static PeerAddress LocalAddress(int descriptor)
    {
        byte* address = stackalloc byte[SocketAddressBytes.BytesMax];
        uint length = SocketAddressBytes.BytesMax;
        _ = LibC.GetSockName(descriptor, address, &length);
        return PeerAddress.OfKernel(new ReadOnlySpan<byte>(address, SocketAddressBytes.BytesMax));
    }

    /// <summary>The error that a socket has met, once: also how connecting ended (SO_ERROR).</summary>
    /// <param name="descriptor">The socket.</param>
    /// <returns>The error number; 0 for none.</returns>
    public static int TakeError(int descriptor)
    {
        int error = 0;
        uint bytes = sizeof(int);
        return LibC.GetSockOpt(descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_ERROR, &error, &bytes) == 0 ? error : LinuxConstants.EINVAL;
    }

    private static NativeResult Open(bool isIPv4, out int descriptor)
    {
        descriptor = -1;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported("socket(SOCK_STREAM)");
        descriptor = LibC.Socket(isIPv4 ? LinuxConstants.AF_INET : LinuxConstants.AF_INET6, Type, 0);
        return NativeResult.From(descriptor, "socket(SOCK_STREAM)");
    }

    private static int Write(in PeerAddress address, byte* target) =>
        SocketAddressBytes.Write(address.Address, address.Port, 0, new Span<byte>(target, SocketAddressBytes.BytesMax));

    private static NativeResult CloseUnless(NativeResult result, ref int descriptor)
    {
        if (result.IsSuccess) return result;
        Close(descriptor);
        descriptor = -1;
        return result;
    }
}

using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <content>Moving bytes of spans, and options.</content>
public static unsafe partial class StreamSocket
{
    private const int KeepIdleSeconds = 30;
    private const int KeepIntervalSeconds = 10;
    private const int KeepCount = 3;

    /// <summary>Reads what has come.</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="target">Takes the bytes; not empty.</param>
    /// <returns>How many bytes; 0 at the end.</returns>
    public static int Receive(int descriptor, Span<byte> target)
    {
        fixed (byte* first = target) return Receive(descriptor, first, target.Length);
    }

    /// <summary>Sends as much as there is room for.</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="source">The bytes; not empty.</param>
    /// <returns>How many were taken.</returns>
    public static int Send(int descriptor, ReadOnlySpan<byte> source)
    {
        fixed (byte* first = source)
            return Outcome(LibC.Send(descriptor, first, (nuint)source.Length, LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL));
    }

    /// <summary>Sends small pieces at once (TCP_NODELAY).</summary>
    /// <param name="descriptor">The socket.</param>
    public static NativeResult SendAtOnce(int descriptor) => Set(descriptor, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_NODELAY, 1);

    /// <summary>Has the kernel find out within a minute that a silent peer is gone (SO_KEEPALIVE).</summary>
    /// <param name="descriptor">The socket.</param>
    public static NativeResult KeepAlive(int descriptor)
    {
        _ = Set(descriptor, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_KEEPIDLE, KeepIdleSeconds);
        _ = Set(descriptor, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_KEEPINTVL, KeepIntervalSeconds);
        _ = Set(descriptor, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_KEEPCNT, KeepCount);
        return Set(descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_KEEPALIVE, 1);
    }

    internal static int Outcome(nint moved) => moved >= 0 ? (int)moved : -Marshal.GetLastSystemError();

    private static NativeResult Set(int descriptor, int level, int name, int value) =>
        NativeResult.From(LibC.SetSockOpt(descriptor, level, name, &value, sizeof(int)), $"setsockopt({level}, {name}, {value})");
}

using System.Net.Sockets;
using System.Text;
using FeedHandler.Native.Linux;
using static FeedHandler.Native.Linux.LinuxConstants;
using static FeedHandler.Native.Xdp.XdpConstants;

namespace FeedHandler.Native.Xdp;

/// <summary>What has to be known of a network interface before frames are taken from it; as the calling thread's network namespace has it.</summary>
/// <param name="Index">The interface's index, above 0.</param>
/// <param name="MtuBytes">The longest IP packet.</param>
/// <param name="QueueCount">Receive queues, at least 1; 1 also when the driver does not tell.</param>
public sealed unsafe record XdpInterface(int Index, int MtuBytes, int QueueCount)
{
    private const int NameBytes = 16;
    private const int MtuOffset = 16;

    /// <summary>Looks an interface up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="found">What there is; null unless the call succeeds.</param>
    /// <returns>ENODEV when there is no interface of the name.</returns>
    public static NativeResult Find(string name, out XdpInterface? found)
    {
        ArgumentNullException.ThrowIfNull(name);
        found = null;
        string operation = $"if_nametoindex({name})";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        if (Encoding.UTF8.GetByteCount(name) >= NameBytes) return NativeResult.Failure(operation, ENODEV);
        uint index = XdpCalls.InterfaceIndexOf(name);
        NativeResult result = NativeResult.From(index == 0 ? -1 : 0, operation);
        if (!result.IsSuccess) return result;

        Ethtool.Request request = default;
        Encoding.UTF8.GetBytes(name, new Span<byte>(request.Name, NameBytes));
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        result = NativeResult.From(LibC.IoCtl((int)socket.Handle, SIOCGIFMTU, &request), $"ioctl(SIOCGIFMTU, {name})");
        if (!result.IsSuccess) return result;
        int mtuBytes = *(int*)((byte*)&request + MtuOffset);
        ChannelCounts channels = new() { Command = ETHTOOL_GCHANNELS };
        request.Data = &channels;
        bool isTold = LibC.IoCtl((int)socket.Handle, Ethtool.SioEthtool, &request) >= 0;
        uint queueCount = isTold ? channels.ReceiveCount + channels.CombinedCount : 1;
        found = new XdpInterface((int)index, mtuBytes, (int)Math.Clamp(queueCount, 1, XdpAttachment.QueueCountMax));
        return result;
    }
}

/// <summary>Where the kernel runs an XDP program.</summary>
public enum XdpMode : byte
{
    /// <summary>In the driver, before the kernel has made a packet of the frame.</summary>
    Native = 0,

    /// <summary>In the network stack, for drivers that cannot; each frame has then cost an allocation and a copy.</summary>
    Generic = 1,
}

using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace FeedHandler.Native.Linux;

/// <summary>What a network card's driver tells through ioctl(SIOCETHTOOL).</summary>
public static unsafe partial class Ethtool
{
    private const uint GetRingParameters = 0x10;
    private const int NameBytes = 16;
    internal const nuint SioEthtool = 0x8946;

    /// <summary>Reads the length of the receive ring.</summary>
    /// <param name="device">Interface name.</param>
    /// <param name="count">Descriptors in use.</param>
    /// <param name="countMax">Descriptors that the card can have.</param>
    /// <returns>False when there is no such interface or its driver tells nothing, as virtual ones do.</returns>
    public static bool TryGetReceiveRing(string device, out int count, out int countMax)
    {
        ArgumentNullException.ThrowIfNull(device);
        (count, countMax) = (0, 0);
        if (!OperatingSystem.IsLinux() || Encoding.UTF8.GetByteCount(device) >= NameBytes) return false;
        RingParameters ring = new() { Command = GetRingParameters };
        Request request = new() { Data = &ring };
        Encoding.UTF8.GetBytes(device, new Span<byte>(request.Name, NameBytes));
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        bool isRead = IoCtl((int)socket.Handle, SioEthtool, &request) >= 0 && ring.ReceiveCountMax > 0;
        (count, countMax) = ((int)ring.ReceiveCount, (int)ring.ReceiveCountMax);
        return isRead;
    }

    /// <summary>ioctl(2) with a pointer.</summary>
    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int IoCtl(int descriptor, nuint request, void* argument);

    /// <summary>struct ethtool_ringparam (linux/ethtool.h): 36 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct RingParameters
    {
        internal uint Command;
        internal uint ReceiveCountMax;
        internal uint ReceiveMiniCountMax;
        internal uint ReceiveJumboCountMax;
        internal uint TransmitCountMax;
        internal uint ReceiveCount;
        internal uint ReceiveMiniCount;
        internal uint ReceiveJumboCount;
        internal uint TransmitCount;
    }

    /// <summary>struct ifreq (net/if.h) with its pointer: 40 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 40)]
    internal struct Request
    {
        internal fixed byte Name[NameBytes];
        internal void* Data;
    }
}

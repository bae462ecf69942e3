using System.Globalization;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Xdp;

namespace FeedHandler.Native.Dpdk;

/// <summary>
/// What the kernel dropped because the ring of a packet socket was full. DPDK's driver of packet sockets (net_af_packet) does not report it in its port's
/// counts before release 23: the socket is the process's own, and the kernel is asked by it.
/// </summary>
internal sealed unsafe class PacketSocketDrops
{
    private const int AF_PACKET = 17;
    private const int SO_DOMAIN = 39;
    private const int SOL_PACKET = 263;
    private const int PACKET_STATISTICS = 6;
    private const int AddressBytes = 20; // sizeof(struct sockaddr_ll): u16 family, u16 protocol, i32 interface, ...
    private readonly int[] _descriptors;

    private PacketSocketDrops(int[] descriptors) => _descriptors = descriptors;

    /// <summary>How many were dropped since the sockets were found.</summary>
    internal long Count { get; private set; }

    /// <summary>Finds this process's packet sockets that are bound to an interface.</summary>
    /// <param name="interfaceName">The interface, in the calling thread's network namespace.</param>
    /// <returns>The sockets; null when there is none.</returns>
    internal static PacketSocketDrops? Find(string interfaceName)
    {
        int interfaceIndex = (int)XdpCalls.InterfaceIndexOf(interfaceName);
        if (interfaceIndex == 0) return null;
        int[] all = Array.ConvertAll(
            Directory.GetFileSystemEntries("/proc/self/fd"), static path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));
        int[] found = Array.FindAll(all, descriptor => IsBoundTo(descriptor, interfaceIndex));
        PacketSocketDrops drops = new(found);
        drops.Read();
        drops.Count = 0;
        return found.Length > 0 ? drops : null;
    }

    /// <summary>Asks the kernel, which counts from 0 again after each answer. Allocates nothing.</summary>
    internal void Read()
    {
        uint* statistics = stackalloc uint[2]; // struct tpacket_stats: u32 packets, u32 of them dropped
        foreach (int descriptor in _descriptors)
        {
            uint bytes = sizeof(uint) * 2;
            if (LibC.GetSockOpt(descriptor, SOL_PACKET, PACKET_STATISTICS, statistics, &bytes) == 0) Count += statistics[1];
        }
    }

    private static bool IsBoundTo(int descriptor, int interfaceIndex)
    {
        int domain = 0;
        uint bytes = sizeof(int);
        if (LibC.GetSockOpt(descriptor, LinuxConstants.SOL_SOCKET, SO_DOMAIN, &domain, &bytes) != 0 || domain != AF_PACKET) return false;
        byte* address = stackalloc byte[AddressBytes];
        bytes = AddressBytes;
        return LibC.GetSockName(descriptor, address, &bytes) == 0 && *(int*)(address + 4) == interfaceIndex;
    }
}

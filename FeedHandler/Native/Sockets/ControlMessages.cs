using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>What the kernel tells beside a datagram (cmsg(3)). Zero where it told nothing.</summary>
public unsafe struct ControlMessages
{
    /// <summary>Room for every message that the options of <see cref="UdpSocket"/> ask for: stamps, drops and IPv6 packet information.</summary>
    public const int BytesMax = 192;

    private const int HeaderBytes = 16;
    private const int StampBytes = 48;
    private const int RawStampOffset = 32;
    private const int PacketInformationBytes = 20;

    /// <summary>The kernel's stamp, in nanoseconds since the Unix epoch.</summary>
    public long KernelNs;

    /// <summary>The network card's stamp, in nanoseconds of its clock.</summary>
    public long HardwareNs;

    /// <summary>Datagrams that the socket has dropped in its life, in 32 bits. The kernel tells nothing before the first.</summary>
    public uint Drops;

    /// <summary>Index of the interface by which an IPv6 datagram came.</summary>
    public uint InterfaceIndex;

    /// <summary>Reads what is there; anything ill-formed ends the reading.</summary>
    /// <param name="control">The messages, each padded to 8 bytes.</param>
    /// <param name="bytes">Their length.</param>
    public static ControlMessages Read(byte* control, int bytes)
    {
        ControlMessages told = default;
        int offset = 0;
        while (bytes - offset >= HeaderBytes)
        {
            byte* message = control + offset;
            ulong length = *(ulong*)message;
            if (length < HeaderBytes || length > (ulong)(bytes - offset)) break;
            told.Take(*(int*)(message + 8), *(int*)(message + 12), message + HeaderBytes, (int)length - HeaderBytes);
            offset += ((int)length + 7) & ~7;
        }

        return told;
    }

    private static long Nanoseconds(byte* time) => (*(long*)time * 1_000_000_000) + *(long*)(time + 8);

    private void Take(int level, int type, byte* content, int bytes)
    {
        if (level == LinuxConstants.SOL_SOCKET && type == LinuxConstants.SCM_TIMESTAMPING && bytes >= StampBytes)
        {
            KernelNs = Nanoseconds(content);
            HardwareNs = Nanoseconds(content + RawStampOffset);
        }
        else if (level == LinuxConstants.SOL_SOCKET && type == LinuxConstants.SO_RXQ_OVFL && bytes >= sizeof(uint))
        {
            Drops = *(uint*)content;
        }
        else if (level == LinuxConstants.IPPROTO_IPV6 && type == LinuxConstants.IPV6_PKTINFO && bytes >= PacketInformationBytes)
        {
            InterfaceIndex = *(uint*)(content + 16);
        }
    }
}

using System.Runtime.InteropServices;

namespace FeedHandler.Native.Xdp;

/// <summary>struct xdp_umem_reg (linux/if_xdp.h) as kernels since 5.4 take it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct UmemRegistration
{
    [FieldOffset(0)]
    internal ulong Address;
    [FieldOffset(8)]
    internal ulong Bytes;
    [FieldOffset(16)]
    internal uint FrameBytes;
    [FieldOffset(20)]
    internal uint HeadroomBytes;
    [FieldOffset(24)]
    internal uint Flags;
}

/// <summary>struct xdp_ring_offset (linux/if_xdp.h): where a ring's parts are within its mapping.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct RingOffsets
{
    [FieldOffset(0)]
    internal ulong Producer;
    [FieldOffset(8)]
    internal ulong Consumer;
    [FieldOffset(16)]
    internal ulong Descriptors;
    [FieldOffset(24)]
    internal ulong Flags;
}

/// <summary>struct xdp_mmap_offsets (linux/if_xdp.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct MappingOffsets
{
    [FieldOffset(0)]
    internal RingOffsets Receive;
    [FieldOffset(64)]
    internal RingOffsets Fill;
}

/// <summary>struct xdp_desc (linux/if_xdp.h): one received frame.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct FrameDescriptor
{
    [FieldOffset(0)]
    internal ulong Address;
    [FieldOffset(8)]
    internal uint Bytes;
    [FieldOffset(12)]
    internal uint Options;
}

/// <summary>struct sockaddr_xdp (linux/if_xdp.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct XdpAddress
{
    [FieldOffset(0)]
    internal ushort Family;
    [FieldOffset(2)]
    internal ushort Flags;
    [FieldOffset(4)]
    internal uint InterfaceIndex;
    [FieldOffset(8)]
    internal uint QueueIndex;
}

/// <summary>struct xdp_statistics (linux/if_xdp.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal struct XdpStatistics
{
    [FieldOffset(0)]
    internal ulong Dropped;
    [FieldOffset(24)]
    internal ulong RingFull;
    [FieldOffset(32)]
    internal ulong FillRingEmpty;
}

/// <summary>struct ethtool_channels (linux/ethtool.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 36)]
internal struct ChannelCounts
{
    [FieldOffset(0)]
    internal uint Command;
    [FieldOffset(20)]
    internal uint ReceiveCount;
    [FieldOffset(32)]
    internal uint CombinedCount;
}

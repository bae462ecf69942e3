using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <summary>struct group_source_req of MCAST_JOIN_SOURCE_GROUP, whose first 136 bytes are struct group_req: 264 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 264)]
internal unsafe struct GroupSourceRequest
{
    /// <summary>Bytes of struct group_req.</summary>
    internal const int GroupRequestBytes = 136;

    /// <summary>gsr_interface: index of the interface.</summary>
    [FieldOffset(0)]
    internal uint InterfaceIndex;

    /// <summary>gsr_group: the group's socket address.</summary>
    [FieldOffset(8)]
    internal fixed byte Group[128];

    /// <summary>gsr_source: the sender's socket address.</summary>
    [FieldOffset(136)]
    internal fixed byte Source[128];
}

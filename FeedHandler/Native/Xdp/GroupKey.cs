using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Native.Xdp;

/// <summary>What the XDP program looks up: a destination as it is in the packet, 20 bytes. IPv4 stands in the form of IPv6 (::ffff:a.b.c.d).</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal readonly struct GroupKey
{
    /// <summary>Bytes of a key.</summary>
    internal const int Bytes = 20;

    /// <summary>Where the port is in it; the address is at 0, two bytes of zero at the end.</summary>
    internal const int PortOffset = 16;

    /// <summary>What stands before an IPv4 address, as 4 bytes at offset 8 are read.</summary>
    internal static readonly int MappedPrefix = BitConverter.IsLittleEndian ? unchecked((int)0xFFFF0000) : 0x0000FFFF;

    private readonly KeyBytes _bytes;

    internal GroupKey(IPEndPoint group)
    {
        Span<byte> bytes = _bytes;
        _ = group.Address.MapToIPv6().TryWriteBytes(bytes, out _);
        bytes[PortOffset] = (byte)(group.Port >> 8);
        bytes[PortOffset + 1] = (byte)group.Port;
    }

    internal ReadOnlySpan<byte> Span => MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<GroupKey, byte>(ref Unsafe.AsRef(in this)), Bytes);

    [InlineArray(Bytes)]
    private struct KeyBytes
    {
        private byte _first;
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>Socket addresses as the kernel has them: struct sockaddr_in, 16 bytes, and struct sockaddr_in6, 28 bytes.</summary>
public static class SocketAddressBytes
{
    /// <summary>Room for either.</summary>
    public const int BytesMax = 28;

    private const int IPv4Bytes = 16;
    private const int IPv4AddressOffset = 4;
    private const int IPv6AddressOffset = 8;
    private const int IPv6ScopeOffset = 24;

    /// <summary>Writes an address.</summary>
    /// <param name="address">IPv4 or IPv6.</param>
    /// <param name="port">UDP port.</param>
    /// <param name="scope">With IPv6: the interface's index for a link-local address, else 0.</param>
    /// <param name="target">At least <see cref="BytesMax"/> bytes.</param>
    /// <returns>How many bytes it takes.</returns>
    public static int Write(IPAddress address, int port, uint scope, Span<byte> target)
    {
        ArgumentNullException.ThrowIfNull(address);
        target[..BytesMax].Clear();
        bool isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        BitConverter.TryWriteBytes(target, (ushort)(isIPv6 ? LinuxConstants.AF_INET6 : LinuxConstants.AF_INET));
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)port);
        _ = address.TryWriteBytes(target[(isIPv6 ? IPv6AddressOffset : IPv4AddressOffset)..], out _);
        if (isIPv6) BitConverter.TryWriteBytes(target[IPv6ScopeOffset..], scope);
        return isIPv6 ? BytesMax : IPv4Bytes;
    }

    /// <summary>Reads an address that the kernel wrote.</summary>
    /// <param name="written">What the kernel wrote.</param>
    /// <param name="address">Becomes the 16 bytes of an IPv6 address, of IPv4 the mapped one (::ffff:a.b.c.d); zeros for any other family.</param>
    /// <returns>The port.</returns>
    public static int Read(ReadOnlySpan<byte> written, Span<byte> address)
    {
        address[..16].Clear();
        int family = written.Length >= IPv4Bytes ? BitConverter.ToUInt16(written) : 0;
        if (family == LinuxConstants.AF_INET)
        {
            address[10] = address[11] = 0xFF;
            written.Slice(IPv4AddressOffset, 4).CopyTo(address[12..]);
        }
        else if (family == LinuxConstants.AF_INET6 && written.Length >= IPv6ScopeOffset)
        {
            written.Slice(IPv6AddressOffset, 16).CopyTo(address);
        }

        return family == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(written[2..]);
    }

    /// <summary>Whether a socket address that the kernel wrote has the same IP address, whatever its port.</summary>
    /// <param name="written">What the kernel wrote.</param>
    /// <param name="expected">What <see cref="Write"/> wrote.</param>
    public static bool IsSameHost(ReadOnlySpan<byte> written, ReadOnlySpan<byte> expected)
    {
        bool isIPv6 = BitConverter.ToUInt16(expected) == LinuxConstants.AF_INET6;
        int offset = isIPv6 ? IPv6AddressOffset : IPv4AddressOffset;
        int end = isIPv6 ? IPv6ScopeOffset : IPv4AddressOffset + 4;
        return written.Length >= end && written[..2].SequenceEqual(expected[..2]) && written[offset..end].SequenceEqual(expected[offset..end]);
    }
}

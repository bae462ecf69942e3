using System.Buffers.Binary;
using System.Net;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Connections;

/// <summary>Who is at the other end of a connection: an IP address and a port, IPv4 addresses mapped into IPv6 (::ffff:a.b.c.d).</summary>
/// <param name="High">The first eight bytes of the address, the first one most significant.</param>
/// <param name="Low">The other eight.</param>
/// <param name="Port">The port.</param>
public readonly record struct PeerAddress(ulong High, ulong Low, ushort Port)
{
    private const ulong MappedPrefix = 0xFFFFUL << 32;

    /// <summary>Whether it is an IPv4 address.</summary>
    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>What connections are counted by: an IPv4 address, or the first 64 bits of an IPv6 address, as one host has all that follow them.</summary>
    public ulong HostKey => IsIPv4 ? Low : High;

    /// <summary>As .NET has it. Allocates.</summary>
    public IPEndPoint ToEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return new IPEndPoint(IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes), Port);
    }

    /// <inheritdoc/>
    public override string ToString() => ToEndPoint().ToString();

    /// <summary>Reads a socket address that the system wrote; one of a family without addresses is all zeros.</summary>
    internal static PeerAddress Of(ReadOnlySpan<byte> socketAddress)
    {
        Span<byte> bytes = stackalloc byte[16];
        int port = SocketAddressBytes.Read(socketAddress, bytes);
        return new PeerAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), (ushort)port);
    }
}

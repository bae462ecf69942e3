using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>
/// An IP address and a port as a value of 24 bytes: servers with many peers keep one for each. IPv4 is kept as IPv6 maps it (::ffff:a.b.c.d).
/// </summary>
public readonly record struct PeerAddress
{
    private const int NarrowBytes = 4;
    private const int WideBytes = 16;
    private const ulong MappedPrefix = 0xFFFF_0000_0000;

    private readonly ulong _high;
    private readonly ulong _low;

    private PeerAddress(ulong high, ulong low, int port) => (_high, _low, Port) = (high, low, (ushort)port);

    /// <summary>The port.</summary>
    public ushort Port { get; }

    /// <summary>The address alone, by which peers are counted and hashed.</summary>
    public UInt128 Host => new(_high, _low);

    /// <summary>Whether it is an IPv4 address.</summary>
    public bool IsIPv4 => _high == 0 && (_low & ~0xFFFF_FFFFUL) == MappedPrefix;

    /// <summary>The address as the runtime has it: an object of its own.</summary>
    public IPAddress Address
    {
        get
        {
            Span<byte> bytes = stackalloc byte[WideBytes];
            return new IPAddress(bytes[..Write(bytes, asIPv4: IsIPv4)]);
        }
    }

    /// <summary>The address and port of an object.</summary>
    /// <param name="endPoint">IPv4 or IPv6; a scope is not kept.</param>
    public static PeerAddress Of(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Span<byte> bytes = stackalloc byte[WideBytes];
        endPoint.Address.TryWriteBytes(bytes, out int written);
        return Of(bytes[..written], endPoint.Port);
    }

    /// <summary>The address of which these are the bytes, in network order.</summary>
    /// <param name="address">4 bytes of IPv4 or 16 of IPv6.</param>
    /// <param name="port">The port.</param>
    public static PeerAddress Of(ReadOnlySpan<byte> address, int port) => address.Length == NarrowBytes
        ? new PeerAddress(0, MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(address), port)
        : new PeerAddress(BinaryPrimitives.ReadUInt64BigEndian(address), BinaryPrimitives.ReadUInt64BigEndian(address[8..]), port);

    /// <summary>The address that the kernel wrote.</summary>
    /// <param name="socketAddress">struct sockaddr_in or sockaddr_in6, at least <see cref="SocketAddressBytes.BytesMax"/> bytes.</param>
    public static PeerAddress OfKernel(ReadOnlySpan<byte> socketAddress)
    {
        int port = BinaryPrimitives.ReadUInt16BigEndian(socketAddress[2..]);
        return BitConverter.ToUInt16(socketAddress) == LinuxConstants.AF_INET6
            ? Of(socketAddress.Slice(8, WideBytes), port)
            : Of(socketAddress.Slice(4, NarrowBytes), port);
    }

    /// <summary>Whether it is of one of several networks. Allocates.</summary>
    /// <param name="networks">The networks.</param>
    public bool IsIn(IReadOnlyList<IPNetwork> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        if (networks.Count == 0) return false;
        IPAddress address = Address;
        for (int i = 0; i < networks.Count; i++)
        {
            if (networks[i].Contains(address)) return true;
        }

        return false;
    }

    /// <summary>Writes the address in network order.</summary>
    /// <param name="target">Room for 16 bytes, or 4 as IPv4.</param>
    /// <param name="asIPv4">Whether in the 4 bytes of IPv4, which the address must be.</param>
    /// <returns>How many bytes were written.</returns>
    public int Write(Span<byte> target, bool asIPv4)
    {
        if (asIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, (uint)_low);
            return NarrowBytes;
        }

        BinaryPrimitives.WriteUInt64BigEndian(target, _high);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], _low);
        return WideBytes;
    }

    /// <summary>As `127.0.0.1:80` or `[::1]:80`.</summary>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}

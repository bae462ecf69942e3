using System.Buffers.Binary;

namespace FeedHandler.Native.Sockets;

/// <summary>
/// The header of the PROXY protocol that a proxy sends in front of a connection's first byte, to say who is connected to it: version 2 in binary and version 1
/// in text. Reading and writing know bytes alone, no socket, and allocate nothing.
/// </summary>
public readonly partial record struct ProxyHeader
{
    /// <summary>Bytes of a header that is accepted at most: addresses and a generous measure of what else a proxy may tell.</summary>
    public const int BytesMax = 2048;

    private const int FixedBytes = 16;
    private const int VersionOffset = 12;
    private const int FamilyOffset = 13;
    private const int LengthOffset = 14;
    private const int Version2 = 2;
    private const int LocalCommand = 0;
    private const int ProxyCommand = 1;
    private const int Tcp4 = 0x11;
    private const int Tcp6 = 0x21;
    private const int UnixFamily = 3;
    private const int DatagramTransport = 2;
    private const int UnixBytes = 216;

    private ProxyHeader(int lengthBytes, bool isLocal = false) => (LengthBytes, IsLocal) = (lengthBytes, isLocal);

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Bytes that the header takes: behind them the client's own begin.</summary>
    public int LengthBytes { get; }

    /// <summary>Whether the proxy connected for itself, as for a health check: the peer is the proxy.</summary>
    public bool IsLocal { get; }

    /// <summary>Whether it names the two ends of a TCP connection. Without, the peer is whoever is connected.</summary>
    public bool HasAddresses { get; private init; }

    /// <summary>The client.</summary>
    public PeerAddress Source { get; private init; }

    /// <summary>Where the client connected to.</summary>
    public PeerAddress Destination { get; private init; }

    /// <summary>Reads the header at the begin of a connection.</summary>
    /// <param name="bytes">What has come so far, from the first byte.</param>
    /// <param name="header">The header; empty unless it is complete.</param>
    /// <returns>Whether it is complete, more has to come, or the connection is to be closed.</returns>
    public static ProxyHeaderStatus Read(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        if (bytes.IsEmpty) return ProxyHeaderStatus.Incomplete;
        if (bytes[0] == TextStart[0]) return ReadText(bytes, out header);
        int compared = Math.Min(bytes.Length, Signature.Length);
        if (!bytes[..compared].SequenceEqual(Signature[..compared])) return ProxyHeaderStatus.NoHeader;
        return bytes.Length < FixedBytes ? ReadBegun(bytes) : ReadBinary(bytes, out header);
    }

    // What cannot become a header is refused as soon as it is seen, not when it is complete.
    private static ProxyHeaderStatus ReadBegun(ReadOnlySpan<byte> bytes) =>
        bytes.Length > VersionOffset && bytes[VersionOffset] >> 4 != Version2 ? ProxyHeaderStatus.UnknownVersion : ProxyHeaderStatus.Incomplete;

    private static ProxyHeaderStatus ReadBinary(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        if (bytes[VersionOffset] >> 4 != Version2) return ProxyHeaderStatus.UnknownVersion;
        int command = bytes[VersionOffset] & 0xF;
        if (command is not (LocalCommand or ProxyCommand)) return ProxyHeaderStatus.UnknownCommand;
        int length = FixedBytes + BinaryPrimitives.ReadUInt16BigEndian(bytes[LengthOffset..]);
        if (length > BytesMax) return ProxyHeaderStatus.TooLong;
        int family = bytes[FamilyOffset];
        if (command == ProxyCommand)
        {
            if (family >> 4 > UnixFamily || (family & 0xF) > DatagramTransport) return ProxyHeaderStatus.UnknownFamily;
            if (length < FixedBytes + AddressBytesOf(family)) return ProxyHeaderStatus.TooShort;
        }

        if (bytes.Length < length) return ProxyHeaderStatus.Incomplete;
        header = new ProxyHeader(length, isLocal: command == LocalCommand);
        if (command == ProxyCommand && family is Tcp4 or Tcp6) header = WithAddresses(header, bytes[FixedBytes..length], family == Tcp4 ? 4 : 16);
        return ProxyHeaderStatus.Complete;
    }

    private static int AddressBytesOf(int family) => (family >> 4) switch
    {
        0 => 0,
        1 => 12,
        2 => 36,
        _ => UnixBytes,
    };

    // Both addresses, then both ports; whatever the proxy tells behind them (TLVs) is passed over.
    private static ProxyHeader WithAddresses(ProxyHeader header, ReadOnlySpan<byte> block, int addressBytes)
    {
        ReadOnlySpan<byte> ports = block[(2 * addressBytes)..];
        return header with
        {
            HasAddresses = true,
            Source = PeerAddress.Of(block[..addressBytes], BinaryPrimitives.ReadUInt16BigEndian(ports)),
            Destination = PeerAddress.Of(block.Slice(addressBytes, addressBytes), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])),
        };
    }
}

/// <summary>What the first bytes of a connection are, read as a header of the PROXY protocol.</summary>
public enum ProxyHeaderStatus : byte
{
    /// <summary>So far they may be one: more has to come.</summary>
    Incomplete = 0,

    /// <summary>A whole header.</summary>
    Complete = 1,

    /// <summary>None: neither version begins so.</summary>
    NoHeader = 2,

    /// <summary>The signature of version 2 with another version behind it.</summary>
    UnknownVersion = 3,

    /// <summary>Neither LOCAL nor PROXY.</summary>
    UnknownCommand = 4,

    /// <summary>A family or transport that version 2 does not have.</summary>
    UnknownFamily = 5,

    /// <summary>More than is accepted.</summary>
    TooLong = 6,

    /// <summary>Shorter than its own addresses.</summary>
    TooShort = 7,

    /// <summary>A line of version 1 that does not say what it must.</summary>
    BadText = 8,
}

using System.Buffers.Binary;

namespace FeedHandler.Native.Sockets;

/// <content>Writing version 2.</content>
public readonly partial record struct ProxyHeader
{
    /// <summary>Bytes that writing takes at most.</summary>
    public const int WrittenBytesMax = FixedBytes + 36;

    /// <summary>Writes who is connected: as TCP over IPv4 where both ends are, else over IPv6.</summary>
    /// <param name="source">The client.</param>
    /// <param name="destination">Where it connected to.</param>
    /// <param name="target">At least <see cref="WrittenBytesMax"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(in PeerAddress source, in PeerAddress destination, Span<byte> target)
    {
        bool isIPv4 = source.IsIPv4 && destination.IsIPv4;
        Span<byte> block = target[FixedBytes..];
        int length = source.Write(block, isIPv4);
        length += destination.Write(block[length..], isIPv4);
        BinaryPrimitives.WriteUInt16BigEndian(block[length..], source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(block[(length + 2)..], destination.Port);
        return WriteHead(ProxyCommand, isIPv4 ? Tcp4 : Tcp6, length + 4, target);
    }

    /// <summary>Writes that the proxy is connected for itself.</summary>
    /// <param name="target">At least <see cref="WrittenBytesMax"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteLocal(Span<byte> target) => WriteHead(LocalCommand, 0, 0, target);

    private static int WriteHead(int command, int family, int blockBytes, Span<byte> target)
    {
        Signature.CopyTo(target);
        target[VersionOffset] = (byte)((Version2 << 4) | command);
        target[FamilyOffset] = (byte)family;
        BinaryPrimitives.WriteUInt16BigEndian(target[LengthOffset..], (ushort)blockBytes);
        return FixedBytes + blockBytes;
    }
}

using System.Buffers.Binary;

namespace FeedHandler.Core.Frames.Tunnels;

/// <summary>
/// GRE: flags, the type of what is carried, then checksum, key and sequence number as the flags say (RFC 2784, RFC 2890). Behind it a mirror's header,
/// where the type says so.
/// </summary>
internal static class GreHeader
{
    private const int FixedBytes = 4;
    private const int WordBytes = 4;
    private const int ChecksumFlag = 0x8000;
    private const int KeyFlag = 0x2000;
    private const int SequenceFlag = 0x1000;

    /// <summary>Routing, a strict route, and what RFC 2784 says must be discarded; and the version, of which 1 is PPTP's.</summary>
    private const int OtherFormMask = 0x4C07;

    /// <summary>Takes the header off, and that of a mirror behind it.</summary>
    /// <param name="carried">Begins with it.</param>
    /// <param name="kind">Whether it is a mirror's.</param>
    /// <param name="id">The key, or the mirror's session; 0 where there is none.</param>
    /// <returns><see cref="FrameOutcome.Udp"/> to go on; <see cref="FrameOutcome.NotUdp"/> of another form of GRE.</returns>
    internal static FrameOutcome Strip(ref CarriedBytes carried, out TunnelKind kind, out uint id)
    {
        (kind, id) = (TunnelKind.Gre, 0);
        if (carried.Bytes.Length < FixedBytes) return carried.Lack;
        int flags = BinaryPrimitives.ReadUInt16BigEndian(carried.Bytes);
        if ((flags & OtherFormMask) != 0) return FrameOutcome.NotUdp;
        carried.Type = BinaryPrimitives.ReadUInt16BigEndian(carried.Bytes[2..]);
        int keyOffset = FixedBytes + ((flags & ChecksumFlag) != 0 ? WordBytes : 0);
        int sequenceOffset = keyOffset + ((flags & KeyFlag) != 0 ? WordBytes : 0);
        int end = sequenceOffset + ((flags & SequenceFlag) != 0 ? WordBytes : 0);
        ReadOnlySpan<byte> header = carried.Bytes;
        if (!carried.TrySkip(end)) return carried.Lack;
        if (sequenceOffset > keyOffset) id = BinaryPrimitives.ReadUInt32BigEndian(header[keyOffset..]);
        if (!MirrorHeader.IsType(carried.Type)) return FrameOutcome.Udp;
        kind = TunnelKind.Erspan;
        return MirrorHeader.Strip(ref carried, hasSequence: end > sequenceOffset, ref id);
    }
}

/// <summary>
/// The header of a mirrored frame (draft-foschiano-erspan-03): none in type I, which is GRE without a sequence number; eight bytes in type II; twelve in
/// type III, and eight more where its last bit says so.
/// </summary>
internal static class MirrorHeader
{
    private const ushort TypeOneOrTwo = 0x88BE;
    private const ushort TypeThree = 0x22EB;
    private const int SecondBytes = 8;
    private const int ThirdBytes = 12;
    private const int SubheaderBytes = 8;
    private const int SecondVersion = 1;
    private const int ThirdVersion = 2;
    private const int SessionMask = 0x3FF;
    private const int CutFlag = 0x0400; // the mirror cut the frame
    private const int FrameTypeMask = 0x7C00; // of type III: 0 is an Ethernet frame, 2 an IP packet
    private const int IpFrameType = 2 << 10;

    /// <summary>Whether GRE carries a mirrored frame.</summary>
    internal static bool IsType(ushort type) => type is TypeOneOrTwo or TypeThree;

    /// <summary>Takes the header off.</summary>
    internal static FrameOutcome Strip(ref CarriedBytes carried, bool hasSequence, ref uint session)
    {
        ReadOnlySpan<byte> header = carried.Bytes;
        bool isThird = carried.Type == TypeThree;
        carried.Type = TunnelParser.BridgedEthernet;
        if (!isThird && !hasSequence) return FrameOutcome.Udp;
        int bytes = isThird ? ThirdBytes : SecondBytes;
        if (!carried.TrySkip(bytes)) return carried.Lack;
        if (header[0] >> 4 != (isThird ? ThirdVersion : SecondVersion)) return FrameOutcome.Malformed;
        int flags = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
        session = (uint)(flags & SessionMask);
        if ((flags & CutFlag) != 0) carried.WireBytes = int.MaxValue; // nobody knows how long it was
        return isThird ? StripThird(ref carried, BinaryPrimitives.ReadUInt16BigEndian(header[10..])) : FrameOutcome.Udp;
    }

    private static FrameOutcome StripThird(ref CarriedBytes carried, int last)
    {
        if ((last & 1) != 0 && !carried.TrySkip(SubheaderBytes)) return carried.Lack;
        if ((last & FrameTypeMask) == IpFrameType) carried.Type = TunnelParser.TypeOfVersion(carried.Bytes);
        else if ((last & FrameTypeMask) != 0) carried.Type = 0;
        return FrameOutcome.Udp;
    }
}

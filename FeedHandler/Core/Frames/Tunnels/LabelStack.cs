using System.Buffers.Binary;

namespace FeedHandler.Core.Frames.Tunnels;

/// <summary>
/// A stack of MPLS labels (RFC 3032). Nothing in it says what it carries: the first four bits behind it do, as they do for routers (RFC 4928), 4 and 6 of IP,
/// 0 of the control word in front of an Ethernet pseudowire (RFC 4448), which may be left out.
/// </summary>
internal static class LabelStack
{
    private const int LabelBytes = 4;
    private const int LabelCountMax = 16;
    private const int LabelShift = 12;
    private const uint BottomFlag = 0x100;
    private const int ControlWordBytes = 4;
    private const int ChannelNibble = 1; // a channel beside the pseudowire, of its own management (RFC 4385)

    /// <summary>Takes all labels off.</summary>
    /// <param name="carried">Begins with them.</param>
    /// <param name="id">The label at the bottom.</param>
    /// <returns><see cref="FrameOutcome.Udp"/> to go on.</returns>
    internal static FrameOutcome Strip(ref CarriedBytes carried, out uint id)
    {
        id = 0;
        for (int i = 0; i < LabelCountMax; i++)
        {
            ReadOnlySpan<byte> label = carried.Bytes;
            if (!carried.TrySkip(LabelBytes)) return carried.Lack;
            uint word = BinaryPrimitives.ReadUInt32BigEndian(label);
            if ((word & BottomFlag) == 0) continue;
            id = word >> LabelShift;
            return ReadBehind(ref carried);
        }

        return FrameOutcome.Malformed;
    }

    private static FrameOutcome ReadBehind(ref CarriedBytes carried)
    {
        if (carried.Bytes.IsEmpty) return carried.Lack;
        carried.Type = TunnelParser.TypeOfVersion(carried.Bytes);
        if (carried.Type != 0 || carried.Bytes[0] >> 4 == ChannelNibble) return FrameOutcome.Udp;
        carried.Type = TunnelParser.BridgedEthernet;
        if (HasControlWord(carried.Bytes)) carried.TrySkip(ControlWordBytes);
        return FrameOutcome.Udp;
    }

    // Its first sixteen bits are zero, as are those of some makers' addresses: then the place of Ethernet's type tells, which may hold one of IP or a tag.
    private static bool HasControlWord(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= ControlWordBytes + FrameFields.EthernetBytes && BinaryPrimitives.ReadUInt16BigEndian(bytes) == 0
        && (EtherTypes.IsFollowed(bytes[(ControlWordBytes + FrameFields.EthernetTypeOffset)..])
            || !EtherTypes.IsFollowed(bytes[FrameFields.EthernetTypeOffset..]));
}

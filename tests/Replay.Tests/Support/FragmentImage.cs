using System.Buffers.Binary;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Fragments of IP packets, as RFC 791 and RFC 8200 draw them.</summary>
internal static class FragmentImage
{
    /// <summary>What IP carries in parts of a size, which is a multiple of eight.</summary>
    public static IEnumerable<(int Offset, byte[] Bytes, bool HasMore)> Split(byte[] carried, int size)
    {
        for (int offset = 0; offset < carried.Length; offset += size)
            yield return (offset, carried[offset..Math.Min(offset + size, carried.Length)], offset + size < carried.Length);
    }

    public static byte[] IPv4(int offset, byte[] bytes, bool hasMore, ushort id, byte protocol)
    {
        byte[] packet = FrameImage.IPv4(bytes, protocol, fragment: (ushort)((offset / 8) | (hasMore ? 0x2000 : 0)));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), id);
        return packet;
    }

    public static byte[] IPv6(int offset, byte[] bytes, bool hasMore, byte nextHeader = 17, uint id = 7) => FrameImage.IPv6(
        new WireWriter(true).U8(nextHeader).U8(0).U16((ushort)(offset | (hasMore ? 1 : 0))).U32(id).Bytes(bytes).ToArray(), nextHeader: 44);
}

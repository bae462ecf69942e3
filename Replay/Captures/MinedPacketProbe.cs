using System.Buffers.Binary;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// Finds out whether a file holds packets as CME DataMine sells them, which begin with nothing that says so: the first hundred must be whole packets of the
/// venue, each right behind the one before. Of the length's bytes the order is not told either: the one that fits is.
/// </summary>
internal static class MinedPacketProbe
{
    private const int PacketCount = 100;
    private const int SchemaOffset = MinedPacketCursor.LengthBytes + CmeMdp3.PacketHeaderBytes + 6; // in the header of a packet's first message

    /// <summary>What the first bytes of a file tell.</summary>
    internal enum Finding
    {
        /// <summary>It is something else.</summary>
        Other,

        /// <summary>More of it must be seen.</summary>
        Undecided,

        /// <summary>Packets with lengths in little-endian order.</summary>
        LittleEndian,

        /// <summary>Packets with lengths in big-endian order.</summary>
        BigEndian,
    }

    /// <summary>Looks at the first bytes.</summary>
    /// <param name="bytes">The file from its beginning on, as far as it is there.</param>
    /// <param name="isWhole">Whether it ends there: then one packet is enough, and the last may be cut off.</param>
    internal static Finding Judge(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        Finding little = Judge(bytes, isWhole, isBigEndian: false);
        return little == Finding.Other ? Judge(bytes, isWhole, isBigEndian: true) : little;
    }

    private static Finding Judge(ReadOnlySpan<byte> bytes, bool isWhole, bool isBigEndian)
    {
        Finding found = isBigEndian ? Finding.BigEndian : Finding.LittleEndian;
        for (int count = 0; count < PacketCount; count++)
        {
            int length = bytes.Length < MinedPacketCursor.LengthBytes ? int.MaxValue
                : isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            if (length > bytes.Length - MinedPacketCursor.LengthBytes) return isWhole ? (count > 0 ? found : Finding.Other) : MayBe(bytes);
            if (!CmeProbe.TryRead(bytes.Slice(MinedPacketCursor.LengthBytes, length), out _)) return Finding.Other;
            bytes = bytes[(MinedPacketCursor.LengthBytes + length)..];
        }

        return found;
    }

    // Of a pipe the rest of a packet is waited for only where its beginning is of the venue.
    private static Finding MayBe(ReadOnlySpan<byte> bytes) =>
        bytes.Length < SchemaOffset + sizeof(ushort) || BinaryPrimitives.ReadUInt16LittleEndian(bytes[SchemaOffset..]) == CmeMdp3.SchemaId
            ? Finding.Undecided : Finding.Other;
}

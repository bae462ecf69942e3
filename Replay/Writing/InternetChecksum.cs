using System.Buffers.Binary;

namespace FeedHandler.Replay.Writing;

/// <summary>The checksum of IPv4 and UDP (RFC 1071): the complement of the ones' complement sum of big-endian 16-bit words.</summary>
internal static class InternetChecksum
{
    /// <summary>Adds words; an odd byte at the end is the upper half of a word.</summary>
    internal static ulong Add(ulong sum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ushort))
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[sizeof(ushort)..];
        }

        return bytes.IsEmpty ? sum : sum + ((ulong)bytes[0] << 8);
    }

    /// <summary>Folds the carries and complements.</summary>
    internal static ushort Finish(ulong sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}

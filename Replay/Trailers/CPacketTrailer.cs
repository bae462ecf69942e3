using System.Buffers.Binary;

namespace FeedHandler.Replay.Trailers;

/// <summary>cPacket's trailer: original frame check sequence, seconds, nanoseconds, version, device, port. Big-endian.</summary>
/// <remarks>It has the geometry of <see cref="MetamakoTrailer"/> without extensions; only the version byte may tell them apart.</remarks>
internal static class CPacketTrailer
{
    /// <summary>How far a device's clock may be from the capture's.</summary>
    internal const int DaysMax = 30;

    private const int SecondsOffset = 4;
    private const int NanosecondsOffset = 8;
    private const uint SecondsMin = 3600;
    private const uint NanosecondsEnd = 1_000_000_000;

    internal static bool TryRead(ReadOnlySpan<byte> rest, out long timestampNs)
    {
        ReadOnlySpan<byte> trailer = rest[^CaptureTrailer.BytesMin..];
        uint seconds = BinaryPrimitives.ReadUInt32BigEndian(trailer[SecondsOffset..]);
        uint nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(trailer[NanosecondsOffset..]);
        timestampNs = (seconds * (long)NanosecondsEnd) + nanoseconds;
        return seconds > SecondsMin && nanoseconds < NanosecondsEnd;
    }
}

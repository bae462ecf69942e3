using System.Buffers.Binary;

namespace FeedHandler.Replay.Trailers;

/// <summary>
/// Metamako's trailer, read from its end backwards: port, device, flags, nanoseconds, seconds, then extension words when a flag says so,
/// and in front the original frame check sequence. Big-endian.
/// </summary>
internal static class MetamakoTrailer
{
    /// <summary>How far a device's clock may be from the capture's.</summary>
    internal const int DaysMax = 30;

    private const int TimeBytes = 12;
    private const int WordBytes = 4;
    private const uint SecondsMin = 3600;
    private const uint NanosecondsEnd = 1_000_000_000;

    private const byte ExtensionsFlag = 0x02;
    private const byte ReservedFlags = 0xC8;
    private const uint TagMask = 0x1F;
    private const uint SecondaryTag = 0x1F;
    private const uint LastTag = 0x20;

    internal static bool TryRead(ReadOnlySpan<byte> rest, out long timestampNs)
    {
        ReadOnlySpan<byte> time = rest[^TimeBytes..];
        uint seconds = BinaryPrimitives.ReadUInt32BigEndian(time);
        uint nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(time[4..]);
        byte flags = time[8];
        timestampNs = (seconds * (long)NanosecondsEnd) + nanoseconds;
        if (seconds <= SecondsMin || nanoseconds >= NanosecondsEnd || (flags & ReservedFlags) != 0) return false;
        ReadOnlySpan<byte> front = rest[..^TimeBytes];
        if ((flags & ExtensionsFlag) != 0 && !TrySkipExtensions(ref front)) return false;
        return front.Length >= WordBytes; // the original frame check sequence
    }

    /// <summary>Walks back over the extensions; each step drops one header word at least.</summary>
    private static bool TrySkipExtensions(ref ReadOnlySpan<byte> front)
    {
        while (front.Length >= WordBytes)
        {
            uint header = BinaryPrimitives.ReadUInt32BigEndian(front[^WordBytes..]);
            bool isSecondary = (header & TagMask) == SecondaryTag;
            int wordCount = isSecondary ? (int)((header >> 6) & 0x3FF) + 1 : (int)((header >> 6) & 0x3);
            int skip = WordBytes + (wordCount * WordBytes);
            if (skip > front.Length) return false;
            front = front[..^skip];
            if ((header & LastTag) != 0) return true;
        }

        return false;
    }
}

/// <summary>
/// Exablaze's trailer: original frame check sequence, device, port, seconds, forty bits of a second's fraction, a reserved zero. Big-endian.
/// </summary>
internal static class ExablazeTrailer
{
    /// <summary>How far a device's clock may be from the capture's.</summary>
    internal const int DaysMax = 7;

    private const int SecondsOffset = 6;
    private const int FractionOffset = 10;
    private const int ReservedOffset = 15;
    private const int FractionBits = 40;
    private const ulong SecondNs = 1_000_000_000;

    internal static bool TryRead(ReadOnlySpan<byte> rest, out long timestampNs)
    {
        ReadOnlySpan<byte> trailer = rest[^CaptureTrailer.BytesMin..];
        uint seconds = BinaryPrimitives.ReadUInt32BigEndian(trailer[SecondsOffset..]);
        ulong fraction = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(trailer[FractionOffset..]) << 8) | trailer[FractionOffset + 4];
        ulong nanoseconds = (ulong)(((UInt128)fraction * SecondNs) >> FractionBits);
        timestampNs = (long)((seconds * SecondNs) + nanoseconds);
        return trailer[ReservedOffset] == 0;
    }
}

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

using System.Buffers.Binary;

namespace FeedHandler.Replay.Trailers;

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

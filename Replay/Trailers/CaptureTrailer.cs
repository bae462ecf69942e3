using System.Buffers.Binary;

namespace FeedHandler.Replay.Trailers;

/// <summary>
/// Reads the time stamp that a capture appliance put behind the original frame, big endian, perhaps with a new frame check sequence
/// behind it. A stamp
/// counts only when it is plausible: a real nanosecond and within 30 days of the capture's own time.
/// </summary>
public static class CaptureTrailer
{
    private const int TrailerBytes = 16;
    private const int FrameCheckBytes = 4;
    private const long NsPerSecond = 1_000_000_000;
    private const long DifferenceNsMax = 30L * 24 * 3600 * NsPerSecond;

    /// <summary>Reads a trailer.</summary>
    /// <param name="excess">What the frame holds behind the IP packet; the trailer is at its end.</param>
    /// <param name="kind">The appliance.</param>
    /// <param name="captureNs">The capture's own time.</param>
    /// <param name="timestampNs">The appliance's time, nanoseconds since the Unix epoch.</param>
    /// <returns>False when there is no plausible trailer.</returns>
    public static bool TryRead(ReadOnlySpan<byte> excess, TrailerKind kind, long captureNs, out long timestampNs)
    {
        if (TryReadAtEnd(excess, kind, captureNs, out timestampNs)) return true;
        return excess.Length >= FrameCheckBytes && TryReadAtEnd(excess[..^FrameCheckBytes], kind, captureNs, out timestampNs);
    }

    private static bool TryReadAtEnd(ReadOnlySpan<byte> excess, TrailerKind kind, long captureNs, out long timestampNs)
    {
        timestampNs = 0;
        if (kind == TrailerKind.None || excess.Length < TrailerBytes) return false;
        var trailer = excess[^TrailerBytes..];
        var (seconds, ns) = kind == TrailerKind.Exablaze ? Exablaze(trailer) : Plain(trailer);
        if (ns is < 0 or >= NsPerSecond) return false;
        timestampNs = (seconds * NsPerSecond) + ns;
        return Math.Abs(timestampNs - captureNs) < DifferenceNsMax;
    }

    // Metamako and cPacket share the geometry: frame check, seconds, nanoseconds, four bytes of flags and ports.
    private static (long Seconds, long Ns) Plain(ReadOnlySpan<byte> trailer) =>
        (BinaryPrimitives.ReadUInt32BigEndian(trailer[4..]), BinaryPrimitives.ReadUInt32BigEndian(trailer[8..]));

    // Frame check, device, port, seconds, a 40-bit fraction of a second, and a byte that is 0.
    private static (long Seconds, long Ns) Exablaze(ReadOnlySpan<byte> trailer)
    {
        if (trailer[15] != 0) return (0, -1);
        var fraction = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(trailer[10..]) << 8) | trailer[14];
        return (BinaryPrimitives.ReadUInt32BigEndian(trailer[6..]), (long)((fraction * NsPerSecond) >> 40));
    }
}

using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Trailers;

/// <summary>
/// Reads a tapping device's time behind a frame: at its very end, or in front of a new frame check sequence that was captured too. Padding
/// to the least size of a frame lies in front of the trailer.
/// </summary>
internal static class CaptureTrailer
{
    /// <summary>Every known trailer without extensions has this size, the original frame check sequence included.</summary>
    internal const int BytesMin = 16;

    private const int FrameCheckBytes = 4;
    private const long DayNs = 86_400L * 1_000_000_000;

    /// <summary>Reads the time.</summary>
    /// <param name="kind">The trailer that is expected.</param>
    /// <param name="frame">The frame, or what a tunnel within it carries.</param>
    /// <param name="layout">Where its IP packet ends.</param>
    /// <param name="record">The record that it is of.</param>
    /// <param name="timestampNs">The device's time in nanoseconds since the Unix epoch; 0 when there is none.</param>
    /// <returns>Whether a plausible trailer was found.</returns>
    internal static bool TryRead(TrailerKind kind, ReadOnlySpan<byte> frame, in FrameLayout layout, in CaptureRecord record, out long timestampNs)
    {
        timestampNs = 0;
        if (!layout.HasNetworkLength || record.IsTruncated || layout.NetworkEnd > frame.Length) return false;
        ReadOnlySpan<byte> rest = frame[layout.NetworkEnd..];
        return TryReadAtEnd(kind, rest, record.TimestampNs, out timestampNs)
            || (rest.Length >= FrameCheckBytes && TryReadAtEnd(kind, rest[..^FrameCheckBytes], record.TimestampNs, out timestampNs));
    }

    private static bool TryReadAtEnd(TrailerKind kind, ReadOnlySpan<byte> rest, long captureNs, out long timestampNs)
    {
        timestampNs = 0;
        if (rest.Length < BytesMin) return false;
        return kind switch
        {
            TrailerKind.Metamako => MetamakoTrailer.TryRead(rest, out timestampNs) && IsNear(timestampNs, captureNs, MetamakoTrailer.DaysMax),
            TrailerKind.Exablaze => ExablazeTrailer.TryRead(rest, out timestampNs) && IsNear(timestampNs, captureNs, ExablazeTrailer.DaysMax),
            TrailerKind.CPacket => CPacketTrailer.TryRead(rest, out timestampNs) && IsNear(timestampNs, captureNs, CPacketTrailer.DaysMax),
            _ => false,
        };
    }

    private static bool IsNear(long timestampNs, long captureNs, int daysMax) =>
        Int128.Abs((Int128)timestampNs - captureNs) <= daysMax * (Int128)DayNs;
}

/// <summary>What a tapping device appended to each frame.</summary>
public enum TrailerKind : byte
{
    /// <summary>Nothing: the capture's time stamps count.</summary>
    None = 0,

    /// <summary>To be found out from the first frames, see <see cref="TrailerProbe"/>.</summary>
    Auto,

    /// <summary>Metamako, today's Arista 7130 MetaWatch: 16 bytes and optional extensions.</summary>
    Metamako,

    /// <summary>Exablaze ExaLINK Fusion and ExaNIC: 16 bytes with a 40-bit fraction of a second.</summary>
    Exablaze,

    /// <summary>cPacket cVu and cStor: 16 bytes.</summary>
    CPacket,
}

using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Trailers;

/// <summary>
/// Finds out which trailer the frames of a capture end in: the first of Metamako, Exablaze and cPacket that is plausible in at least
/// 99 of 100 of the first datagrams, with seconds that never fall back by more than one. A cPacket trailer whose version byte looks like
/// Metamako's flags is taken for Metamako's, with the same time.
/// </summary>
public static class TrailerProbe
{
    private const int DatagramCountMax = 100;
    private const int FrameCountMax = 10_000;
    private const long SecondNs = 1_000_000_000;

    /// <summary>Reads the first frames of a capture.</summary>
    /// <param name="file">The capture.</param>
    /// <returns>The trailer, or <see cref="TrailerKind.None"/>.</returns>
    public static TrailerKind Probe(CaptureFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        foreach (TrailerKind kind in (ReadOnlySpan<TrailerKind>)[TrailerKind.Metamako, TrailerKind.Exablaze, TrailerKind.CPacket])
        {
            if (IsPlausible(kind, file.CreateReader())) return kind;
        }

        return TrailerKind.None;
    }

    private static bool IsPlausible(TrailerKind kind, CaptureReader reader)
    {
        FrameDecoder decoder = new() { Trailer = kind };
        int datagramCount = 0;
        int trailerCount = 0;
        long lastSecond = 0;
        while (datagramCount < DatagramCountMax && reader.RecordCount < FrameCountMax && reader.TryRead(out CaptureRecord record))
        {
            if (!decoder.TryGetUdp(in record, out UdpDatagram datagram)) continue;
            datagramCount++;
            if (datagram.TimeSource != TimeSource.Trailer) continue;
            trailerCount++;
            long second = datagram.TimestampNs / SecondNs;
            if (second < lastSecond - 1) return false;
            lastSecond = Math.Max(second, lastSecond);
        }

        return trailerCount > 0 && trailerCount * 100L >= datagramCount * 99L;
    }
}

using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Trailers;

/// <summary>
/// Finds out which trailer the frames of a capture carry: the kind whose stamp is plausible in at least 99 of the first 100 datagrams and
/// keeps its
/// distance from the capture's own times within a second.
/// </summary>
public static class TrailerProbe
{
    private const int FrameCount = 100;
    private const int PlausibleCountMin = 99;
    private const long StepNsMax = 1_000_000_000;

    /// <summary>Probes a capture.</summary>
    /// <param name="file">The capture.</param>
    /// <returns>The kind, or <see cref="TrailerKind.None"/>.</returns>
    public static TrailerKind Probe(CaptureFile file)
    {
        foreach (var kind in (ReadOnlySpan<TrailerKind>)[TrailerKind.Exablaze, TrailerKind.Metamako])
        {
            if (IsPlausible(file, kind)) return kind;
        }

        return TrailerKind.None;
    }

    private static bool IsPlausible(CaptureFile file, TrailerKind kind)
    {
        using var reader = file.CreateReader();
        var (seen, plausible, lastDifferenceNs) = (0, 0, 0L);
        while (seen < FrameCount && reader.TryRead(out var record))
        {
            if (FrameDecoder.Decode(record, out var datagram) != FrameOutcome.Udp) continue;
            seen++;
            if (!CaptureTrailer.TryRead(datagram.Excess, kind, record.TimestampNs, out var trailerNs)) continue;
            var differenceNs = trailerNs - record.TimestampNs;
            if (plausible == 0 || Math.Abs(differenceNs - lastDifferenceNs) < StepNsMax) plausible++;
            lastDifferenceNs = differenceNs;
        }

        return seen > 0 && plausible * FrameCount >= seen * PlausibleCountMin;
    }
}

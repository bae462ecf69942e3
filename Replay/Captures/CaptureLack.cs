using System.Globalization;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Captures;

/// <summary>Why captures have no UDP datagram.</summary>
internal static class CaptureLack
{
    /// <summary>What is wrong with each, and what to do.</summary>
    /// <param name="files">The captures.</param>
    public static CaptureFormatException Of(IReadOnlyList<CaptureFile> files) => new(files.Count == 0
        ? "no UDP datagram, as there is no capture: name one."
        : string.Join('\n', files.Select(Of)));

    private static string Of(CaptureFile file)
    {
        FrameDecoder decoder = new();
        CaptureReader reader = file.CreateReader();
        while (reader.TryRead(out CaptureRecord record)) decoder.TryGetUdp(in record, out _);
        string word = reader.End == CaptureEnd.Corrupt ? "corrupt" : "truncated";
        string end = reader.End == CaptureEnd.Clean
            ? string.Create(CultureInfo.InvariantCulture, $"empty or truncated: it ends at byte {reader.EndOffset}, behind its headers")
            : string.Create(CultureInfo.InvariantCulture, $"{word} at byte {reader.EndOffset}: {reader.EndReason}");
        if (decoder.Counters.Frames == 0) return $"{file.Path}: no UDP datagram in it, it is {end}. Capture or copy it again.";
        string also = reader.End == CaptureEnd.Clean ? "" : $" It is {end}.";
        return $"{file.Path}: no UDP datagram in it, its frames are {FrameWords.List(decoder.Counters)}.{also} Is this the right capture?";
    }

}

using System.Globalization;
using System.Runtime.InteropServices;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Captures;

/// <summary>How the reading of a capture ended.</summary>
public enum CaptureEnd
{
    /// <summary>It has not ended: there may be more records.</summary>
    None,

    /// <summary>The file ends behind a whole record.</summary>
    Clean,

    /// <summary>The file ends within a record or header, as when a capturing program was stopped or a copy was cut off.</summary>
    Truncated,

    /// <summary>Bytes contradict the format; what follows them cannot be found.</summary>
    Corrupt,
}

/// <summary>How, where and why the reading of a capture ended. Records read before it are good.</summary>
/// <param name="End">The way it ended.</param>
/// <param name="Offset">Bytes from the beginning of the file to the record or block that could not be read, or to the end of the file.</param>
/// <param name="Reason">What was found there; empty unless the file is truncated or corrupt.</param>
internal readonly record struct CaptureEnding(CaptureEnd End, long Offset, string Reason)
{
    /// <summary>Reading has not ended.</summary>
    internal static CaptureEnding None { get; } = new(CaptureEnd.None, 0, "");
}

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

/// <summary>What stands for what a format of captures lacks.</summary>
public static class CaptureStandIns
{
    /// <summary>A sentence for each capture that lacks something.</summary>
    /// <param name="captures">Reads them.</param>
    public static IEnumerable<string> Of(CaptureMerge captures)
    {
        ArgumentNullException.ThrowIfNull(captures);
        return captures.Readers.Where(static reader => reader.StandIn is not null).Select(static reader =>
            $"{reader.File.Path}: packets of CME DataMine have neither a time of receipt nor an address: the time at which each was sent stands for "
            + $"the one, {reader.StandIn} for the other");
    }
}

/// <summary>A day or more between two packets that follow each other.</summary>
/// <param name="Before">The capture that the earlier one is in.</param>
/// <param name="Behind">The capture that the later one is in, which may be the same.</param>
/// <param name="LengthNs">How much time lies between them, in nanoseconds.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CaptureGap(CaptureFile Before, CaptureFile Behind, long LengthNs)
{
    /// <summary>The least that is told: sessions of exchanges are days apart, and no session pauses so long.</summary>
    public const long LeastNs = 86_400_000_000_000;

    /// <summary>The gap in words, such as `1 day 3 hours lie between the last packet of a.pcap and the first of b.pcap`.</summary>
    public override readonly string ToString()
    {
        long hours = LengthNs / (LeastNs / 24);
        string length = $"{Count(hours / 24, "day")}{(hours % 24 > 0 ? $" {Count(hours % 24, "hour")}" : "")}";
        string place = Before == Behind ? $"two packets of {Before.Path}" : $"the packets of {Before.Path} and those of {Behind.Path}";
        return $"{length} without a packet lie between {place}";
    }

    private static string Count(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}

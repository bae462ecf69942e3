using System.Globalization;
using System.Runtime.InteropServices;

namespace FeedHandler.Replay.Captures;

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

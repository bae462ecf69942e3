using System.ComponentModel;
using FeedHandler.Core.Arbitration;

namespace FeedHandler.Engine;

/// <summary>When a missing packet is given up.</summary>
public sealed record ArbitrationSection
{
    private static readonly ArbitrationOptions Defaults = new();

    /// <summary>By count.</summary>
    [Description("Give a missing packet up when one this far ahead has come, counted from the first missing (1 to 4096)")]
    public int GapCount { get; set; } = Defaults.GapCountMax;

    /// <summary>By time.</summary>
    [Description("Give a missing packet up when one ahead of it has waited this many microseconds (0 to 60000000)")]
    public int GapTimeUs { get; set; } = (int)(Defaults.GapTimeNsMax / 1000);
}

using System.Globalization;

namespace FeedHandler.Host.Reports;

/// <summary>Trading statuses in words (CME MDP 3.0, SecurityTradingStatus, FIX tag 326).</summary>
internal static class TradingStatus
{
    /// <summary>The code of an instrument of which no status was told.</summary>
    public const byte Untold = 255;

    /// <summary>The words for a code.</summary>
    public static string Of(byte code) => code switch
    {
        2 => "halted",
        4 => "closed",
        15 => "new price indication",
        17 => "ready to trade",
        18 => "not available",
        20 => "unknown or invalid",
        21 => "pre-open",
        24 => "pre-cross",
        25 => "cross",
        26 => "post-close",
        Untold => "not told",
        _ => code.ToString(CultureInfo.InvariantCulture),
    };
}

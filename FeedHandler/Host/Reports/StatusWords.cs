using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Host.Reports;

/// <summary>Trading statuses in words, the same for every venue.</summary>
internal static class StatusWords
{
    private static readonly string[] Words =
    [
        "unknown", "preOpen", "preOpenNoCancel", "opening", "open", "halted", "closed", "postClose", "notAvailable", "preCross", "cross",
        "privateWorkup", "publicWorkup", "expired",
    ];

    /// <summary>The word of a status in JSON: camel case, and stable.</summary>
    public static string Of(TradingStatus status) => (uint)status < (uint)Words.Length ? Words[(int)status] : "other";

    /// <summary>A status for a person, with the venue's code beside it.</summary>
    /// <param name="status">The status.</param>
    /// <param name="code">The venue's code; <see cref="InstrumentBook.UntoldStatusCode"/> for none.</param>
    /// <param name="isInDoubt">Whether it may have changed since.</param>
    public static string Describe(TradingStatus status, byte code, bool isInDoubt)
    {
        if (code == InstrumentBook.UntoldStatusCode) return "not told";
        string text = string.Create(CultureInfo.InvariantCulture, $"{Of(status)} ({code})");
        return isInDoubt ? text + "?" : text;
    }
}

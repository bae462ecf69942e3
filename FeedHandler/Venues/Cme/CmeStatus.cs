using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;

namespace FeedHandler.Venues.Cme;

/// <summary>From the venue's codes of a status (FIX tags 326, 327 and 1174) to the words of all venues (CME MDP 3.0, "Security Status").</summary>
public static class CmeStatus
{
    /// <summary>The code of a status that is not told.</summary>
    public const byte NullCode = 255;

    // FIX tag 326 SecurityTradingStatus: the message is about something else.
    private const byte NoChange = 103;
    private const byte PreOpen = 21;

    // FIX tag 1174 SecurityTradingEvent.
    private const byte NoCancel = 1;
    private const byte ResetStatistics = 4;
    private const byte ImpliedOn = 5;
    private const byte ImpliedOff = 6;

    /// <summary>Reads a status.</summary>
    /// <param name="statusCode">SecurityTradingStatus (FIX tag 326).</param>
    /// <param name="reasonCode">HaltReason (FIX tag 327).</param>
    /// <param name="eventCode">SecurityTradingEvent (FIX tag 1174).</param>
    /// <returns>The status; one with a code that the venue does not define leaves the status before as it is.</returns>
    public static StatusUpdate Of(byte statusCode, byte reasonCode, byte eventCode)
    {
        StatusChange change = eventCode switch
        {
            ResetStatistics => StatusChange.ResetStatistics,
            ImpliedOn => StatusChange.ImpliedOn,
            ImpliedOff => StatusChange.ImpliedOff,
            _ => StatusChange.None,
        };
        if (statusCode is NoChange or NullCode || !IsKnown(statusCode)) change |= StatusChange.KeepsStatus;
        TradingStatus status = statusCode == PreOpen && eventCode == NoCancel ? TradingStatus.PreOpenNoCancel : WordOf(statusCode);
        return new StatusUpdate(status, change, statusCode, reasonCode, eventCode);
    }

    /// <summary>Whether the venue defines a code.</summary>
    /// <param name="statusCode">SecurityTradingStatus (FIX tag 326).</param>
    public static bool IsKnown(byte statusCode) => statusCode is NoChange or NullCode or 20 || WordOf(statusCode) != TradingStatus.Unknown;

    private static TradingStatus WordOf(byte statusCode) => statusCode switch
    {
        2 => TradingStatus.Halted,
        4 => TradingStatus.Closed,
        15 => TradingStatus.Opening,
        17 => TradingStatus.Open,
        18 => TradingStatus.NotAvailable,
        PreOpen => TradingStatus.PreOpen,
        24 => TradingStatus.PreCross,
        25 => TradingStatus.Cross,
        26 => TradingStatus.PostClose,
        201 => TradingStatus.PrivateWorkup,
        202 => TradingStatus.PublicWorkup,
        _ => TradingStatus.Unknown,
    };
}

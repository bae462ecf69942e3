using FeedHandler.Receivers;

namespace FeedHandler.Host.Reports;

/// <summary>Whose clock says when packets were received, in the words of reports.</summary>
internal static class StampWords
{
    /// <summary>A word for it.</summary>
    public static string Of(TimestampKind kind) => kind switch
    {
        TimestampKind.Kernel => "kernel",
        TimestampKind.Hardware => "hardware",
        _ => "none",
    };
}

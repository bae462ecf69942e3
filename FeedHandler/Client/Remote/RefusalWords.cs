using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Client.Remote;

/// <summary>Why a gateway does not do as asked, in words.</summary>
internal static class RefusalWords
{
    /// <summary>Of a reason, with what the gateway says to it.</summary>
    public static string Of(RejectReason reason, string text)
    {
        string words = reason switch
        {
            RejectReason.Malformed => "it did not understand this program",
            RejectReason.BadToken => "it does not know the token",
            RejectReason.NotEntitled => "the token does not entitle to it",
            RejectReason.TooManySubscriptions => "more subscriptions than it gives to one client",
            RejectReason.TooManyRequests => "more requests at once than it takes",
            RejectReason.BadPattern => "it takes no such pattern",
            RejectReason.Version => "it speaks another version of the protocol",
            RejectReason.TooSlow => "this program was too slow for it",
            RejectReason.Idle => "it heard nothing of this program for too long",
            RejectReason.Shutdown => "it stops",
            RejectReason.Overload => "it has no room",
            _ => FormattableString.Invariant($"it refuses ({reason})"),
        };
        return text.Length == 0 ? words : $"{words}: {FaultWords.Short(text)}";
    }

    /// <summary>Whether it will be so for long, whoever asks again.</summary>
    public static bool IsLasting(RejectReason reason) =>
        reason is RejectReason.BadToken or RejectReason.NotEntitled or RejectReason.Version or RejectReason.Malformed;
}

using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Gateway.Sessions;

/// <summary>Why something is refused, in words for whoever reads a client's log. None names a secret or repeats what was sent.</summary>
internal static class RejectWords
{
    /// <summary>The words of a reason.</summary>
    public static string Of(RejectReason reason) => reason switch
    {
        RejectReason.Malformed => "what came is no message of this protocol",
        RejectReason.NotLoggedOn => "log on first, and once",
        RejectReason.BadToken => "no such token",
        RejectReason.NotEntitled => "the token does not give any of these instruments",
        RejectReason.TooManySubscriptions => "more subscriptions or instruments than a client may have",
        RejectReason.TooManyRequests => "more requests in a second than a client may make",
        RejectReason.BadPattern => "no pattern of instruments: a symbol such as ES*, asset:ES, group:ES or id:12345",
        RejectReason.DuplicateRequest => "a subscription with this number stands, or it is 0",
        RejectReason.UnknownRequest => "no subscription with this number stands",
        RejectReason.Version => "version 1 of the protocol is spoken here",
        RejectReason.TooSlow => "taken too slowly",
        RejectReason.Idle => "nothing came for too long",
        RejectReason.Shutdown => "this gateway stops: connect to another one",
        RejectReason.Overload => "no room for more",
        _ => "refused",
    };
}

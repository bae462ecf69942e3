using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <summary>The first message of a client.</summary>
/// <param name="ClientName">Who it is; up to <see cref="SessionMessages.TextBytesMax"/> bytes, as all texts here.</param>
/// <param name="Token">What proves it.</param>
/// <param name="HeartbeatIntervalMs">How often it wants to hear something; 0 leaves it to the server.</param>
/// <param name="ProtocolVersion">The version that it speaks.</param>
public readonly record struct LogonMessage(string ClientName, string Token, uint HeartbeatIntervalMs, int ProtocolVersion = SessionMessages.ProtocolVersion);

/// <summary>A client is let in.</summary>
/// <param name="Epoch">The life of the feed's stream.</param>
/// <param name="Sequence">The last event so far.</param>
/// <param name="HeartbeatIntervalMs">The client must send something within three of it, and hears something within one.</param>
/// <param name="SubscriptionCountMax">How many subscriptions it may have.</param>
/// <param name="ServerName">Who the server is.</param>
/// <param name="ProtocolVersion">The version that is spoken.</param>
public readonly record struct LogonAcceptedMessage(
    long Epoch, long Sequence, uint HeartbeatIntervalMs, uint SubscriptionCountMax, string ServerName,
    int ProtocolVersion = SessionMessages.ProtocolVersion);

/// <summary>A request is refused.</summary>
/// <param name="RequestId">Which; with 0 the connection ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="Text">Why, in words.</param>
public readonly record struct RejectMessage(uint RequestId, RejectReason Reason, string Text);

/// <summary>Asks for instruments.</summary>
/// <param name="RequestId">From 1, of no subscription that stands.</param>
/// <param name="Pattern">Which.</param>
/// <param name="Delivery">When it is to be told.</param>
/// <param name="SlowPolicy">What becomes of it when it is too slow.</param>
/// <param name="IntervalMs">With the delivery by interval: how long that is.</param>
/// <param name="Resume">What it had, to go on behind it; null to begin.</param>
/// <param name="HasOrders">Whether it is told the orders of each instrument, too.</param>
public readonly record struct SubscribeMessage(
    uint RequestId, string Pattern, Delivery Delivery, SlowPolicy SlowPolicy, uint IntervalMs, ResumePoint? Resume, bool HasOrders = false);

/// <summary>Up to where a client has a stream.</summary>
/// <param name="Epoch">The life of the stream.</param>
/// <param name="Sequence">The last event that it had.</param>
public readonly record struct ResumePoint(long Epoch, long Sequence);

/// <summary>A subscription stands.</summary>
/// <param name="RequestId">Which.</param>
/// <param name="InstrumentCount">Instruments that are meant so far.</param>
/// <param name="Epoch">The life of the feed's stream.</param>
/// <param name="Sequence">The last event so far.</param>
/// <param name="IsResumed">Whether events follow behind what the client had, in place of snapshots.</param>
public readonly record struct SubscribeAcceptedMessage(uint RequestId, uint InstrumentCount, long Epoch, long Sequence, bool IsResumed);

/// <summary>Something beside market data.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sequence">The last event so far.</param>
/// <param name="Epoch">The life of the feed's stream.</param>
/// <param name="Count">How many, by kind.</param>
/// <param name="RequestId">Of which subscription; 0 for the whole connection.</param>
/// <param name="Text">The same in words.</param>
public readonly record struct NoticeMessage(NoticeKind Kind, long Sequence, long Epoch, long Count, uint RequestId, string Text);

/// <summary>The sender sends nothing more.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Text">Why, in words.</param>
public readonly record struct LogoutMessage(RejectReason Reason, string Text);

using System.Text;
using FeedHandler.Client;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Wire;
using Delivery = FeedHandler.Client.Delivery;

namespace FeedHandler.Gateway.Sessions;

/// <content>What clients ask for. Whatever they send, it is judged before it changes anything.</content>
internal sealed partial class GatewaySessions
{
    private const string ServerName = "feedhandler";
    private const ushort VersionSpoken = SessionMessages.ProtocolVersion;
    private const long SecondMs = 1000;
    private const int LookedThroughPerToken = 1000;

    /// <summary>Takes a message of a client.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="frame">The frame.</param>
    internal void OnFrame(ConnectionId id, ReadOnlySpan<byte> frame)
    {
        ref Session session = ref _sessions[id.Slot];
        if (FrameHeader.Read(frame, out FrameHeader header) != FrameFault.None)
        {
            RefuseMalformed(id);
            return;
        }

        ReadOnlySpan<byte> message = frame[FrameHeader.LengthBytes..];
        if (session.Phase == SessionPhase.Logon) LogOn(ref session, header.TemplateId, message);
        else if (session.Phase == SessionPhase.Live && TryTakeToken(ref session, header.TemplateId)) Take(ref session, header.TemplateId, message);
    }

    private void Take(ref Session session, int templateId, ReadOnlySpan<byte> message)
    {
        switch (templateId)
        {
            case Heartbeat.TemplateId:
                break;
            case Codecs.Normalized.Subscribe.TemplateId:
                Subscribe(ref session, message);
                break;
            case Codecs.Normalized.Unsubscribe.TemplateId:
                Unsubscribe(ref session, message);
                break;
            case Codecs.Normalized.Logout.TemplateId:
                Leave(ref session, CloseReason.Finished);
                break;
            case Codecs.Normalized.Logon.TemplateId:
                Refuse(ref session, RejectReason.NotLoggedOn, CloseReason.Protocol);
                break;
            default: // of a later version: skipped, as everybody skips what is not known
                break;
        }
    }

    private void LogOn(ref Session session, int templateId, ReadOnlySpan<byte> message)
    {
        if (templateId != Codecs.Normalized.Logon.TemplateId)
        {
            Refuse(ref session, RejectReason.NotLoggedOn, CloseReason.Protocol);
            return;
        }

        if (!Codecs.Normalized.Logon.TryDecode(message, out Logon logon) || !logon.TryGetClientName(out _) || !logon.TryGetToken(out ReadOnlySpan<byte> token))
            Refuse(ref session, RejectReason.Malformed, CloseReason.Protocol);
        else if (logon.ProtocolVersion != VersionSpoken) Refuse(ref session, RejectReason.Version, CloseReason.Refused);
        else if (_context.IsDraining) Refuse(ref session, RejectReason.Shutdown, CloseReason.Refused);
        else if (_entitlements.Find(token) is not { } entitlement) Refuse(ref session, RejectReason.BadToken, CloseReason.Refused);
        else Admit(ref session, entitlement, logon.HeartbeatInterval);
    }

    private void Admit(ref Session session, Entitlement entitlement, uint askedMs)
    {
        SessionLimits limits = Limits;
        session.Phase = SessionPhase.Live;
        session.Entitlement = entitlement;
        session.HeartbeatMs = askedMs == 0 ? limits.HeartbeatMs : (int)Math.Clamp(askedMs, (uint)limits.HeartbeatMsMin, (uint)limits.HeartbeatMsMax);
        (session.RequestTokens, session.RequestStampMs) = (RequestsOf(session), _loop.NowMs);
        Counters.Add(GatewayCount.Logons);
        Counters.Add(GatewayCount.Sessions);
        SetMode(session.Id.Slot, SessionMode.Events);
        Span<byte> frame = stackalloc byte[AnswerFrameBytes];
        int subscriptionsMax = entitlement.SubscriptionsMax ?? limits.SubscriptionsMax;
        LogonAcceptedMessage accepted = new(_feed.Epoch, _feed.Through, (uint)session.HeartbeatMs, (uint)subscriptionsMax, ServerName);
        Answer(ref session, frame[..SessionMessages.Encode(accepted, frame)]);
        _loop.StartTimer(session.Id, ReceiveTimer, HeartbeatsMissed * session.HeartbeatMs);
        _loop.StartTimer(session.Id, HeartbeatTimer, session.HeartbeatMs);
        if (!_feed.IsAlive) Notice(ref session, _feed.IsEnded ? NoticeKind.FeedEnded : NoticeKind.FeedGone, requestId: 0, count: 0);
    }

    private void Subscribe(ref Session session, ReadOnlySpan<byte> message)
    {
        if (!Codecs.Normalized.Subscribe.TryDecode(message, out Subscribe asked) || !asked.TryGetPattern(out ReadOnlySpan<byte> pattern)
            || !Enum.IsDefined((Delivery)asked.Delivery) || !Enum.IsDefined((SlowPolicy)asked.SlowPolicy) || asked.RequestId == 0)
        {
            Refuse(ref session, RejectReason.Malformed, CloseReason.Protocol);
            return;
        }

        // Whoever comes from another gateway may be ahead of what this one has looked at.
        if (asked.ResumeSequence is { } had && had > (ulong)_feed.Through) _feed.Poll(_loop.NowMs);
        uint requestId = asked.RequestId;
        int countMax = Math.Min(ushort.MaxValue, session.Entitlement!.SubscriptionsMax ?? Limits.SubscriptionsMax);
        if (IndexOf(session, requestId) >= 0) RefuseRequest(ref session, requestId, RejectReason.DuplicateRequest);
        else if (session.Subscriptions.Count >= countMax) RefuseRequest(ref session, requestId, RejectReason.TooManySubscriptions);
        else if (!TrySelect(pattern, out InstrumentSelector? selector)) RefuseRequest(ref session, requestId, RejectReason.BadPattern);
        else Subscribe(ref session, asked, selector!);
    }

    private void Subscribe(ref Session session, in Subscribe asked, InstrumentSelector selector)
    {
        ClientSubscription subscription = SubscriptionOf(asked, selector);
        session.Policy = (SlowPolicy)asked.SlowPolicy;
        session.Subscriptions.Add(subscription);
        Counters.Add(GatewayCount.Subscriptions);
        if (selector.Symbol is null) session.RequestTokens -= _instruments.Count / LookedThroughPerToken;
        if (FindInterests(ref session, session.Subscriptions.Count - 1) is { } refusal)
        {
            RemoveSubscription(ref session, session.Subscriptions.Count - 1);
            RefuseRequest(ref session, asked.RequestId, refusal);
            return;
        }

        long? resume = asked.ResumeEpoch == (ulong)_feed.Epoch && asked.ResumeSequence is { } had && had <= (ulong)_feed.Through ? (long)had : null;
        if (resume is { } from && TryResume(ref session, subscription, from)) return;
        AcceptSubscription(ref session, subscription, isResumed: false);
        TellMissed(ref session, asked);
        AwaitPump(ref session);
        StartInterval(ref session);
    }

    private ClientSubscription SubscriptionOf(in Subscribe asked, InstrumentSelector selector)
    {
        int intervalMs = (int)Math.Clamp(asked.Interval, (uint)Limits.IntervalMsMin, int.MaxValue / 2);
        Delivery delivery = (Delivery)asked.Delivery;
        return new ClientSubscription
        {
            RequestId = asked.RequestId,
            Selector = selector,
            Delivery = delivery,
            IntervalMs = intervalMs,
            DueMs = _loop.NowMs + intervalMs,
            TellsEnd = true,
            TellsOrders = delivery is Delivery.EveryEvent or Delivery.EndOfEvent && asked.TryGetOrders(out byte orders) && orders > 0,
        };
    }

    // What lies between what the client had and the snapshots that follow. Numbers of another life of the stream say nothing of how much that is.
    private void TellMissed(ref Session session, in Subscribe asked)
    {
        if (asked.ResumeSequence is not { } last) return;
        bool isSameLife = asked.ResumeEpoch == (ulong)_feed.Epoch;
        long count = isSameLife ? Math.Max(0, _feed.Through - (long)Math.Min(last, long.MaxValue)) : 0;
        Notice(ref session, NoticeKind.Lost, asked.RequestId, count);
    }

    private void AcceptSubscription(ref Session session, ClientSubscription subscription, bool isResumed)
    {
        Span<byte> frame = stackalloc byte[AnswerFrameBytes];
        SubscribeAcceptedMessage accepted = new(subscription.RequestId, (uint)subscription.InterestCount, _feed.Epoch, _feed.Through, isResumed);
        Answer(ref session, frame[..SessionMessages.Encode(accepted, frame)]);
    }

    private void Unsubscribe(ref Session session, ReadOnlySpan<byte> message)
    {
        if (!Codecs.Normalized.Unsubscribe.TryDecode(message, out Unsubscribe asked) || asked.RequestId == 0)
        {
            Refuse(ref session, RejectReason.Malformed, CloseReason.Protocol);
            return;
        }

        int index = IndexOf(session, asked.RequestId);
        if (index < 0)
        {
            RefuseRequest(ref session, asked.RequestId, RejectReason.UnknownRequest);
            return;
        }

        RemoveSubscription(ref session, index);
        Span<byte> frame = stackalloc byte[AnswerFrameBytes];
        Answer(ref session, frame[..SessionMessages.EncodeUnsubscribeAccepted(asked.RequestId, frame)]);
    }

    // A heartbeat takes a token as well: nothing is had for nothing.
    private bool TryTakeToken(ref Session session, int templateId)
    {
        int max = RequestsOf(session) + (templateId == Heartbeat.TemplateId ? 1 : 0);
        long more = (_loop.NowMs - session.RequestStampMs) * max / SecondMs;
        if (more > 0) (session.RequestTokens, session.RequestStampMs) = ((int)Math.Min(max, session.RequestTokens + more), _loop.NowMs);
        if (session.RequestTokens-- > 0) return true;
        Refuse(ref session, RejectReason.TooManyRequests, CloseReason.Refused);
        return false;
    }

    private int RequestsOf(in Session session) => session.Entitlement!.RequestsPerSecondMax ?? Limits.RequestsPerSecondMax;

    private bool TrySelect(ReadOnlySpan<byte> pattern, out InstrumentSelector? selector)
    {
        selector = null;
        if (pattern.IsEmpty || pattern.Length > Limits.PatternLengthMax || pattern.ContainsAnyExceptInRange((byte)' ', (byte)'~')) return false;
        return InstrumentSelector.TryParse(Encoding.ASCII.GetString(pattern), out selector);
    }

    private static int IndexOf(in Session session, uint requestId)
    {
        for (int i = 0; i < session.Subscriptions.Count; i++)
        {
            if (session.Subscriptions[i].RequestId == requestId) return i;
        }

        return -1;
    }
}

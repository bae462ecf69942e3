using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;

namespace FeedHandler.Gateway.Sessions;

/// <content>What time brings: logons that do not come, heartbeats, other entitlements, the end.</content>
internal sealed partial class GatewaySessions
{
    private const int HeartbeatsMissed = 3;

    /// <inheritdoc/>
    public void OnTimer(ConnectionId id, int kind)
    {
        ref Session session = ref _sessions[id.Slot];
        if (session.Phase == SessionPhase.Leaving) return;
        switch (kind)
        {
            case ReceiveTimer:
                OnSilence(ref session);
                break;
            case HeartbeatTimer:
                OnHeartbeat(id, ref session);
                break;
            case IntervalTimer:
                OnInterval(ref session);
                break;
            default:
                break;
        }
    }

    private void OnSilence(ref Session session)
    {
        long limitMs = HeartbeatsMissed * session.HeartbeatMs;
        long silentMs = _loop.NowMs - session.ReceivedMs;
        if (session.Phase == SessionPhase.Live && silentMs < limitMs) _loop.StartTimer(session.Id, ReceiveTimer, (int)(limitMs - silentMs));
        else if (KindOf(session.Id.Slot) == ConnectionKind.Http) Leave(ref session, CloseReason.Silent);
        else Refuse(ref session, RejectReason.Idle, CloseReason.Silent);
    }

    // With bytes on their way to it, the client hears enough.
    private void OnHeartbeat(ConnectionId id, ref Session session)
    {
        if (IsStuck(ref session))
        {
            Counters.Add(GatewayCount.SlowDisconnects);
            _loop.DropBacklog(session.Id, out _);
            LogOut(ref session, RejectReason.TooSlow, CloseReason.TooSlow);
            return;
        }

        if (_loop.Backlog(session.Id) == 0 && ModeOf(id.Slot) == SessionMode.Events) TellHeartbeat(ref session); // it says that all before it was told
        _loop.StartTimer(session.Id, HeartbeatTimer, session.HeartbeatMs);
    }

    private void RenewEntitlements()
    {
        _entitlements = _context.Entitlements;
        for (int slot = 0; slot < _sessions.Length; slot++)
        {
            ref Session session = ref _sessions[slot];
            if (session.Phase != SessionPhase.Live) continue;
            if (_entitlements.Renew(session.Entitlement!) is { } renewed) Renew(ref session, renewed);
            else LogOut(ref session, RejectReason.NotEntitled, CloseReason.Refused);
        }
    }

    private void Renew(ref Session session, Entitlement renewed)
    {
        session.Entitlement = renewed;
        for (int index = session.Interests.Count - 1; index >= 0; index--)
        {
            Interest interest = session.Interests[index];
            if (renewed.Allows(_instruments[interest.Place].Instrument)) continue;
            session.Subscriptions[interest.Subscription].IsCut = true;
            RemoveInterest(ref session, index);
        }

        for (int index = 0; index < session.Subscriptions.Count; index++) Renew(ref session, index);
        AwaitPump(ref session);
    }

    // One refusal for a subscription, however many instruments of it may not be seen any more; what may be seen now is added, as far as there is room.
    private void Renew(ref Session session, int index)
    {
        ClientSubscription subscription = session.Subscriptions[index];
        if (subscription.IsCut)
            RefuseRequest(ref session, subscription.RequestId, RejectReason.NotEntitled, "the token does not give all of its instruments any more");
        subscription.IsCut = false;
        RejectReason? refusal = FindInterests(ref session, index);
        if (refusal is RejectReason.TooManySubscriptions or RejectReason.Overload) RefuseRequest(ref session, subscription.RequestId, refusal.Value);
    }

    // Clients are told, and have a while to go elsewhere; whoever is still there then is logged out.
    private void Drain()
    {
        if (!_isDrainTold) TellAll(NoticeKind.Draining, count: 0);
        _isDrainTold = true;
        if (!_context.IsLeaving || _hasLeft) return;
        _hasLeft = true;
        _loop.StopAccepting();
        for (int slot = 0; slot < _sessions.Length; slot++)
        {
            ref Session session = ref _sessions[slot];
            if (session.Phase == SessionPhase.Live) LogOut(ref session, RejectReason.Shutdown, CloseReason.Finished);
            else if (session.Phase is SessionPhase.Proxy or SessionPhase.Logon) Leave(ref session, CloseReason.Finished);
        }
    }

    private bool _hasLeft;
}

using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;

namespace FeedHandler.Gateway.Sessions;

/// <content>Clients that take more slowly than they are told: none of them slows anybody else.</content>
internal sealed partial class GatewaySessions
{
    /// <inheritdoc/>
    public void OnBacklog(ConnectionId id, long bytes)
    {
        ref Session session = ref _sessions[id.Slot];
        if (session.Phase != SessionPhase.Live || ModeOf(id.Slot) != SessionMode.Events) return;
        switch (session.Policy)
        {
            case SlowPolicy.Conflate:
                BeginConflation(ref session);
                break;
            case SlowPolicy.Disconnect:
                Counters.Add(GatewayCount.SlowDisconnects);
                _loop.DropBacklog(id, out _);
                LogOut(ref session, RejectReason.TooSlow, CloseReason.TooSlow);
                break;
            default:
                BeginSkip(ref session);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnDrained(ConnectionId id)
    {
        ref Session session = ref _sessions[id.Slot];
        Progress(ref session);
        session.Answers.Clear();
    }

    // What was answered is said again: it may have been among what was dropped.
    private void BeginSkip(ref Session session)
    {
        Counters.Add(GatewayCount.Skips);
        _loop.DropBacklog(session.Id, out int sendCount);
        Slow(ref session, SessionMode.Skipping);
        session.UntoldCount += sendCount;
        if (session.Answers.Count > 0) Send(session.Id, session.Answers.Items);
    }

    private void EndSkip(ref Session session)
    {
        SetMode(session.Id.Slot, SessionMode.Events);
        Notice(ref session, NoticeKind.Lost, requestId: 0, session.UntoldCount);
        session.UntoldCount = 0;
        ResetInterests(ref session, SnapshotCause.Skipped);
    }

    // It has been told everything up to here, and takes that first.
    private void BeginConflation(ref Session session)
    {
        Counters.Add(GatewayCount.Conflations);
        Slow(ref session, SessionMode.Conflating);
        foreach (ref Interest interest in session.Interests.Items) interest.ToldAt = MarkOf(session, interest);
        Notice(ref session, NoticeKind.Conflating, requestId: 0, count: 0);
    }

    private void EndConflation(ref Session session)
    {
        SetMode(session.Id.Slot, SessionMode.Events);
        Notice(ref session, NoticeKind.Level, requestId: 0, session.UntoldCount);
        session.UntoldCount = 0;
    }

    private void Slow(ref Session session, SessionMode mode)
    {
        SetMode(session.Id.Slot, mode);
        (session.StuckSinceMs, session.StuckBytes) = (_loop.NowMs, _loop.Backlog(session.Id));
        session.Cursor = 0;
        AwaitPump(ref session);
    }

    private void Progress(ref Session session) => session.StuckSinceMs = _loop.NowMs;

    // Whoever is too slow may be so as long as it takes anything between two looks.
    private bool IsStuck(ref Session session)
    {
        if (ModeOf(session.Id.Slot) == SessionMode.Events) return false;
        long backlog = _loop.Backlog(session.Id);
        if (backlog == 0 || backlog < session.StuckBytes) Progress(ref session);
        session.StuckBytes = backlog;
        return _loop.NowMs - session.StuckSinceMs > Limits.StallMs;
    }

    // Without memory for a frame nobody is told it: everybody who should have been begins with snapshots when there is.
    private void LeaveOut(int slot, bool isForMemory)
    {
        ref Session session = ref _sessions[slot];
        session.UntoldCount++;
        Counters.Add(GatewayCount.Untold);
        if (isForMemory && session.Phase == SessionPhase.Live && ModeOf(slot) == SessionMode.Events) Slow(ref session, SessionMode.Skipping);
    }
}

using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Clocks;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Sessions;

/// <content>What is said to one client alone.</content>
internal sealed partial class GatewaySessions
{
    private const int AnswerBytesMax = 256 << 10;
    private const int AnswerFrameBytes = SessionMessages.BytesMax;

    /// <summary>Ends the connection of a client that does not speak the protocol.</summary>
    internal void RefuseMalformed(ConnectionId id) => Refuse(ref _sessions[id.Slot], RejectReason.Malformed, CloseReason.Protocol);

    /// <summary>Refuses a request that is none, for which there is a reason in words; without a number of its own the connection ends.</summary>
    internal void RefuseMalformed(ConnectionId id, uint requestId, string text)
    {
        ref Session session = ref _sessions[id.Slot];
        if (session.Phase != SessionPhase.Live || requestId == 0) Refuse(ref session, RejectReason.Malformed, CloseReason.Protocol, text);
        else if (TryTakeToken(ref session, templateId: 0)) RefuseRequest(ref session, requestId, RejectReason.Malformed, text);
    }

    /// <summary>Ends a connection whose protocol below the messages has ended, or was broken.</summary>
    internal void End(ConnectionId id, CloseReason reason)
    {
        ref Session session = ref _sessions[id.Slot];
        if (session.Phase is not (SessionPhase.None or SessionPhase.Leaving)) Leave(ref session, reason);
    }

    // Refuses the whole session: told where there is room for it, and closed.
    private void Refuse(ref Session session, RejectReason reason, CloseReason closeReason, string? text = null)
    {
        if (session.Phase is SessionPhase.None or SessionPhase.Leaving) return;
        RefuseRequest(ref session, requestId: 0, reason, text);
        Leave(ref session, closeReason);
    }

    private void RefuseRequest(ref Session session, uint requestId, RejectReason reason, string? text = null)
    {
        Counters.AddRejected(reason);
        Span<byte> frame = stackalloc byte[AnswerFrameBytes];
        Answer(ref session, frame[..SessionMessages.Encode(new RejectMessage(requestId, reason, text ?? RejectWords.Of(reason)), frame)]);
    }

    private void LogOut(ref Session session, RejectReason reason, CloseReason closeReason)
    {
        Span<byte> frame = stackalloc byte[AnswerFrameBytes];
        Answer(ref session, frame[..SessionMessages.Encode(new LogoutMessage(reason, RejectWords.Of(reason)), frame)]);
        Leave(ref session, closeReason);
    }

    private void Leave(ref Session session, CloseReason reason)
    {
        session.Phase = SessionPhase.Leaving;
        SetMode(session.Id.Slot, SessionMode.Closed);
        _protocols[(int)KindOf(session.Id.Slot)]?.End(session.Id, reason);
        _loop.Close(session.Id, reason, afterFlush: true);
    }

    private void Notice(ref Session session, NoticeKind kind, uint requestId, long count)
    {
        Span<byte> frame = stackalloc byte[AnswerFrameBytes];
        Answer(ref session, frame[..SessionMessages.Encode(new NoticeMessage(kind, _feed.Through, _feed.Epoch, count, requestId, ""), frame)]);
    }

    private void TellAll(NoticeKind kind, long count)
    {
        for (int slot = 0; slot < _sessions.Length; slot++)
        {
            if (_sessions[slot].Phase == SessionPhase.Live) Notice(ref _sessions[slot], kind, requestId: 0, count);
        }
    }

    private void TellHeartbeat(ref Session session)
    {
        Span<byte> frame = stackalloc byte[AnswerFrameBytes];
        Send(session.Id, frame[..SessionMessages.EncodeHeartbeat(_feed.Through, WallClock.NowNs(), frame)]);
    }

    // Answers stand behind what waits already: should that be dropped, they are sent again.
    private void Answer(ref Session session, ReadOnlySpan<byte> frame)
    {
        if (_loop.Backlog(session.Id) > 0)
        {
            if (session.Answers.Count + frame.Length > AnswerBytesMax)
            {
                Leave(ref session, CloseReason.TooSlow);
                return;
            }

            session.Answers.Add(frame);
        }
        else session.Answers.Clear();

        Send(session.Id, frame);
    }

    // What has not told yet what it speaks is answered as if it spoke frames.
    private void Send(ConnectionId id, ReadOnlySpan<byte> frame)
    {
        ConnectionKind kind = KindOf(id.Slot);
        if (kind == ConnectionKind.Undecided) _loop.Send(id, frame);
        else _protocols[(int)kind]?.Send(id, frame);
    }

    private void Send(ConnectionId id, in SharedFrame frames)
    {
        _protocols[(int)KindOf(id.Slot)]?.Send(id, frames);
        Counters.Add(GatewayCount.Messages);
        Counters.Add(GatewayCount.Bytes, frames.Length);
    }
}

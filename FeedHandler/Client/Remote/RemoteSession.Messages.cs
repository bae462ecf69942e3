using FeedHandler.Codecs.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <content>What a gateway says. Whatever comes, it is judged before it changes anything.</content>
internal sealed partial class RemoteSession
{
    private void Take(ReadOnlySpan<byte> frame, long nowMs, IBookSubscriber subscriber)
    {
        FrameFault fault = FrameHeader.Read(frame, out FrameHeader header);
        if (fault != FrameFault.None) Break(FaultWords.Of(fault));
        else if (header.TemplateId is Reject.TemplateId or Logout.TemplateId) TakeRefusal(header.TemplateId, frame);
        else if (!IsLoggedOn) TakeLogon(frame, nowMs, subscriber);
        else if (header.IsEvent)
        {
            Judge(books.TakeEvent(frame, requests.IsWanted, subscriber));
            stream.NoteEvent();
        }
        else TakeOther(header.TemplateId, frame, subscriber);
    }

    private void TakeOther(int templateId, ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        switch (templateId)
        {
            case BookSnapshot.TemplateId:
                Judge(books.TakeSnapshot(frame, requests.IsWanted, subscriber));
                break;
            case OrderSnapshot.TemplateId:
                Judge(books.TakeOrders(frame, subscriber));
                break;
            case Codecs.Normalized.TopOfBook.TemplateId:
                Judge(books.TakeTop(frame, requests.IsWanted, subscriber));
                break;
            case Heartbeat.TemplateId:
                if (!SessionMessages.TryDecodeHeartbeat(frame, out long sequence, out _, out FrameFault fault)) Break(FaultWords.Of(fault));
                else stream.NoteThrough(sequence);
                break;
            case SubscribeAccepted.TemplateId:
                if (!SessionMessages.TryDecode(frame, out SubscribeAcceptedMessage accepted, out fault)) Break(FaultWords.Of(fault));
                else Judge(stream.Accept(accepted, subscriber));
                break;
            case Codecs.Normalized.Notice.TemplateId:
                TakeNotice(frame, subscriber);
                break;
            default:
                break; // what a later version says is skipped
        }
    }

    private void TakeLogon(ReadOnlySpan<byte> frame, long nowMs, IBookSubscriber subscriber)
    {
        if (!SessionMessages.TryDecode(frame, out LogonAcceptedMessage accepted, out FrameFault fault)) Break(FaultWords.Of(fault));
        else if (accepted.ProtocolVersion != SessionMessages.ProtocolVersion)
        {
            Refuse(FormattableString.Invariant(
                $"it speaks version {accepted.ProtocolVersion} of the protocol, and this program {SessionMessages.ProtocolVersion}"));
        }
        else
        {
            IsLoggedOn = true;
            _heartbeatMs = (int)Math.Clamp(accepted.HeartbeatIntervalMs, HeartbeatMsMin, HeartbeatMsMax);
            _saidMs = nowMs;
            stream.Enter(accepted.Epoch, subscriber);
        }
    }

    private void TakeNotice(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        if (SessionMessages.TryDecode(frame, out NoticeMessage notice, out FrameFault fault)) stream.Take(notice, subscriber);
        else if (fault != FrameFault.Value) Break(FaultWords.Of(fault));
    }

    // With no request named, or on the way out, it is the connection that is refused.
    private void TakeRefusal(int templateId, ReadOnlySpan<byte> frame)
    {
        RejectMessage reject = default;
        LogoutMessage logout = default;
        bool isRead = templateId == Reject.TemplateId
            ? SessionMessages.TryDecode(frame, out reject, out FrameFault fault)
            : SessionMessages.TryDecode(frame, out logout, out fault);
        if (templateId == Logout.TemplateId) reject = new RejectMessage(0, logout.Reason, logout.Text);
        string words = RefusalWords.Of(reject.Reason, reject.Text ?? "");
        if (!isRead && fault != FrameFault.Value) Break(FaultWords.Of(fault));
        else if (reject.RequestId == 0) (Fault, IsRefusing) = (words, RefusalWords.IsLasting(reject.Reason));
        else if (requests.Find(reject.RequestId) is { State: RequestState.Sent } request)
        {
            request.State = RequestState.Refused;
            if (!requests.IsServed) Refuse($"{request.Selector}: {words}"); // nothing will come on this connection
        }
        else if (requests.Find(reject.RequestId)?.State != RequestState.Refused)
            Break(words); // part of what was given is taken away: which books still are, another connection says
    }

    private void Judge(string? wrong)
    {
        if (wrong is not null) Break(wrong);
    }
}

using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <content>What either side says, and notices.</content>
public static partial class SessionMessages
{
    /// <summary>Writes a heartbeat.</summary>
    /// <param name="sequence">The last event of the stream; of a client 0.</param>
    /// <param name="sendingTimeNs">When it is sent, nanoseconds since the Unix epoch.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeHeartbeat(long sequence, long sendingTimeNs, Span<byte> frame)
    {
        if (!HeartbeatEncoder.TryEncode(Message(frame), out HeartbeatEncoder encoder)) return 0;
        encoder.Sequence = (ulong)sequence;
        encoder.SendingTime = (ulong)sendingTimeNs;
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads a heartbeat.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="sequence">The last event of the stream.</param>
    /// <param name="sendingTimeNs">When it was sent.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecodeHeartbeat(ReadOnlySpan<byte> frame, out long sequence, out long sendingTimeNs, out FrameFault fault)
    {
        (sequence, sendingTimeNs) = (0, 0);
        fault = Enter(frame, Heartbeat.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!Heartbeat.TryDecode(frame[FrameHeader.LengthBytes..], out Heartbeat message)) return false;
        (sequence, sendingTimeNs) = ((long)message.Sequence, (long)message.SendingTime);
        fault = sequence < 0 ? FrameFault.Value : FrameFault.None;
        return fault == FrameFault.None;
    }

    /// <summary>Writes a notice.</summary>
    /// <param name="notice">The message.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in NoticeMessage notice, Span<byte> frame)
    {
        if (!NoticeEncoder.TryEncode(Message(frame), out NoticeEncoder encoder)) return 0;
        encoder.Sequence = (ulong)notice.Sequence;
        encoder.Epoch = (ulong)notice.Epoch;
        encoder.Count = (ulong)notice.Count;
        encoder.RequestId = notice.RequestId;
        encoder.Kind = notice.Kind;
        encoder.SetText(Bounded(notice.Text));
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads a notice.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="notice">The message.</param>
    /// <param name="fault">What is wrong; <see cref="FrameFault.Value"/> of a kind that is not known, which is to be skipped.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out NoticeMessage notice, out FrameFault fault)
    {
        notice = default;
        fault = Enter(frame, Notice.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!Notice.TryDecode(frame[FrameHeader.LengthBytes..], out Notice message)) return false;
        fault = FrameFault.Group;
        if (!message.TryGetText(out ReadOnlySpan<byte> bytes) || !TryText(bytes, out string text)) return false;
        (long sequence, long epoch, long count) = ((long)message.Sequence, (long)message.Epoch, (long)message.Count);
        notice = new NoticeMessage(message.Kind, sequence, epoch, count, message.RequestId, text);
        fault = message.Kind.IsDefined() && (sequence | epoch | count) >= 0 ? FrameFault.None : FrameFault.Value;
        return fault == FrameFault.None;
    }

    /// <summary>Writes a logout.</summary>
    /// <param name="logout">The message.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in LogoutMessage logout, Span<byte> frame)
    {
        if (!LogoutEncoder.TryEncode(Message(frame), out LogoutEncoder encoder)) return 0;
        encoder.Reason = logout.Reason;
        encoder.SetText(Bounded(logout.Text));
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads a logout.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="logout">The message; its reason may be one of a later version.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out LogoutMessage logout, out FrameFault fault)
    {
        logout = default;
        fault = Enter(frame, Logout.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!Logout.TryDecode(frame[FrameHeader.LengthBytes..], out Logout message)) return false;
        fault = FrameFault.Group;
        if (!message.TryGetText(out ReadOnlySpan<byte> bytes) || !TryText(bytes, out string text)) return false;
        logout = new LogoutMessage(message.Reason, text);
        fault = FrameFault.None;
        return true;
    }
}

using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <content>What a server answers.</content>
public static partial class SessionMessages
{
    /// <summary>Writes that a client is let in.</summary>
    /// <param name="accepted">The message.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in LogonAcceptedMessage accepted, Span<byte> frame)
    {
        if (!LogonAcceptedEncoder.TryEncode(Message(frame), out LogonAcceptedEncoder encoder)) return 0;
        encoder.Epoch = (ulong)accepted.Epoch;
        encoder.Sequence = (ulong)accepted.Sequence;
        encoder.HeartbeatInterval = accepted.HeartbeatIntervalMs;
        encoder.SubscriptionCountMax = accepted.SubscriptionCountMax;
        encoder.ProtocolVersion = (ushort)accepted.ProtocolVersion;
        encoder.SetServerName(Bounded(accepted.ServerName));
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads that a client is let in.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="accepted">The message.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out LogonAcceptedMessage accepted, out FrameFault fault)
    {
        accepted = default;
        fault = Enter(frame, LogonAccepted.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!LogonAccepted.TryDecode(frame[FrameHeader.LengthBytes..], out LogonAccepted message)) return false;
        fault = FrameFault.Group;
        if (!message.TryGetServerName(out ReadOnlySpan<byte> bytes) || !TryText(bytes, out string name)) return false;
        (long epoch, long sequence) = ((long)message.Epoch, (long)message.Sequence);
        accepted = new LogonAcceptedMessage(
            epoch, sequence, message.HeartbeatInterval, message.SubscriptionCountMax, name, message.ProtocolVersion);
        fault = (epoch | sequence) < 0 ? FrameFault.Value : FrameFault.None;
        return fault == FrameFault.None;
    }

    /// <summary>Writes that a subscription stands.</summary>
    /// <param name="accepted">The message.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in SubscribeAcceptedMessage accepted, Span<byte> frame)
    {
        if (!SubscribeAcceptedEncoder.TryEncode(Message(frame), out SubscribeAcceptedEncoder encoder)) return 0;
        encoder.RequestId = accepted.RequestId;
        encoder.InstrumentCount = accepted.InstrumentCount;
        encoder.Epoch = (ulong)accepted.Epoch;
        encoder.Sequence = (ulong)accepted.Sequence;
        encoder.IsResumed = accepted.IsResumed ? (byte)1 : (byte)0;
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads that a subscription stands.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="accepted">The message.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out SubscribeAcceptedMessage accepted, out FrameFault fault)
    {
        accepted = default;
        fault = Enter(frame, SubscribeAccepted.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!SubscribeAccepted.TryDecode(frame[FrameHeader.LengthBytes..], out SubscribeAccepted message)) return false;
        (long epoch, long sequence) = ((long)message.Epoch, (long)message.Sequence);
        accepted = new SubscribeAcceptedMessage(message.RequestId, message.InstrumentCount, epoch, sequence, message.IsResumed != 0);
        fault = (epoch | sequence) < 0 || message.IsResumed > 1 ? FrameFault.Value : FrameFault.None;
        return fault == FrameFault.None;
    }

    /// <summary>Writes that a subscription has ended.</summary>
    /// <param name="requestId">Which.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeUnsubscribeAccepted(uint requestId, Span<byte> frame)
    {
        if (!UnsubscribeAcceptedEncoder.TryEncode(Message(frame), out UnsubscribeAcceptedEncoder encoder)) return 0;
        encoder.RequestId = requestId;
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads that a subscription has ended.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="requestId">Which.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecodeUnsubscribeAccepted(ReadOnlySpan<byte> frame, out uint requestId, out FrameFault fault)
    {
        requestId = 0;
        fault = Enter(frame, UnsubscribeAccepted.TemplateId);
        if (fault != FrameFault.None) return false;
        bool isWhole = UnsubscribeAccepted.TryDecode(frame[FrameHeader.LengthBytes..], out UnsubscribeAccepted message);
        if (isWhole) requestId = message.RequestId;
        else fault = FrameFault.Block;
        return isWhole;
    }

    /// <summary>Writes a refusal.</summary>
    /// <param name="reject">The message.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in RejectMessage reject, Span<byte> frame)
    {
        if (!RejectEncoder.TryEncode(Message(frame), out RejectEncoder encoder)) return 0;
        encoder.RequestId = reject.RequestId;
        encoder.Reason = reject.Reason;
        encoder.SetText(Bounded(reject.Text));
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads a refusal.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="reject">The message; its reason may be one of a later version.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out RejectMessage reject, out FrameFault fault)
    {
        reject = default;
        fault = Enter(frame, Reject.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!Reject.TryDecode(frame[FrameHeader.LengthBytes..], out Reject message)) return false;
        fault = FrameFault.Group;
        if (!message.TryGetText(out ReadOnlySpan<byte> bytes) || !TryText(bytes, out string text)) return false;
        reject = new RejectMessage(message.RequestId, message.Reason, text);
        fault = FrameFault.None;
        return true;
    }
}

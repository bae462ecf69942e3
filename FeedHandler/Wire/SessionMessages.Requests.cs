using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <content>What a client sends.</content>
public static partial class SessionMessages
{
    /// <summary>Writes a logon.</summary>
    /// <param name="logon">The message.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in LogonMessage logon, Span<byte> frame)
    {
        if (!LogonEncoder.TryEncode(Message(frame), out LogonEncoder encoder)) return 0;
        encoder.HeartbeatInterval = logon.HeartbeatIntervalMs;
        encoder.ProtocolVersion = (ushort)logon.ProtocolVersion;
        encoder.SetClientName(Bounded(logon.ClientName));
        encoder.SetToken(Bounded(logon.Token));
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads a logon.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="logon">The message.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out LogonMessage logon, out FrameFault fault)
    {
        logon = default;
        fault = Enter(frame, Logon.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!Logon.TryDecode(frame[FrameHeader.LengthBytes..], out Logon message)) return false;
        fault = FrameFault.Group;
        if (!message.TryGetClientName(out ReadOnlySpan<byte> name) || !message.TryGetToken(name, out ReadOnlySpan<byte> token)) return false;
        if (!TryText(name, out string clientName) || !TryText(token, out string tokenText)) return false;
        logon = new LogonMessage(clientName, tokenText, message.HeartbeatInterval, message.ProtocolVersion);
        fault = FrameFault.None;
        return true;
    }

    /// <summary>Writes a request for instruments.</summary>
    /// <param name="subscribe">The message.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in SubscribeMessage subscribe, Span<byte> frame)
    {
        if (!SubscribeEncoder.TryEncode(Message(frame), out SubscribeEncoder encoder)) return 0;
        encoder.RequestId = subscribe.RequestId;
        encoder.Interval = subscribe.IntervalMs;
        encoder.ResumeEpoch = (ulong?)subscribe.Resume?.Epoch;
        encoder.ResumeSequence = (ulong?)subscribe.Resume?.Sequence;
        encoder.Delivery = subscribe.Delivery;
        encoder.SlowPolicy = subscribe.SlowPolicy;
        encoder.Orders = subscribe.HasOrders ? (byte)1 : (byte)0;
        encoder.SetPattern(Bounded(subscribe.Pattern));
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads a request for instruments.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="subscribe">The message.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out SubscribeMessage subscribe, out FrameFault fault)
    {
        subscribe = default;
        fault = Enter(frame, Subscribe.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!Subscribe.TryDecode(frame[FrameHeader.LengthBytes..], out Subscribe message)) return false;
        fault = FrameFault.Group;
        if (!message.TryGetPattern(out ReadOnlySpan<byte> bytes) || !TryText(bytes, out string pattern)) return false;
        bool isResumed = message.TryGetResumeEpoch(out ulong epoch) & message.TryGetResumeSequence(out ulong sequence);
        ResumePoint? resume = isResumed ? new ResumePoint((long)epoch, (long)sequence) : null;
        bool hasOrders = message.TryGetOrders(out byte orders) && orders > 0;
        subscribe = new SubscribeMessage(message.RequestId, pattern, message.Delivery, message.SlowPolicy, message.Interval, resume, hasOrders);
        bool isRight = message.Delivery.IsDefined() && message.SlowPolicy.IsDefined() && resume is not { Epoch: < 0 } and not { Sequence: < 0 };
        fault = isRight ? FrameFault.None : FrameFault.Value;
        return isRight;
    }

    /// <summary>Writes the end of a subscription.</summary>
    /// <param name="requestId">Of which.</param>
    /// <param name="frame">Takes the frame.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeUnsubscribe(uint requestId, Span<byte> frame)
    {
        if (!UnsubscribeEncoder.TryEncode(Message(frame), out UnsubscribeEncoder encoder)) return 0;
        encoder.RequestId = requestId;
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads the end of a subscription.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="requestId">Of which.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecodeUnsubscribe(ReadOnlySpan<byte> frame, out uint requestId, out FrameFault fault)
    {
        requestId = 0;
        fault = Enter(frame, Unsubscribe.TemplateId);
        if (fault != FrameFault.None) return false;
        bool isWhole = Unsubscribe.TryDecode(frame[FrameHeader.LengthBytes..], out Unsubscribe message);
        if (isWhole) requestId = message.RequestId;
        else fault = FrameFault.Block;
        return isWhole;
    }
}

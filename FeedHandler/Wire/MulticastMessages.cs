using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <summary>Begins each datagram of the snapshot loop: of which moment all of it is.</summary>
/// <param name="Sequence">The last event of the channel in it.</param>
/// <param name="Packet">The last packet of the incremental feed in it.</param>
/// <param name="InstrumentCount">How many instruments it has.</param>
/// <param name="ChannelId">The channel's number at the venue.</param>
public readonly record struct SnapshotBeginMessage(long Sequence, long Packet, uint InstrumentCount, int ChannelId);

/// <summary>A turn of the snapshot loop is over.</summary>
/// <param name="Sequence">As it began.</param>
/// <param name="InstrumentCount">How many instruments it had.</param>
/// <param name="ChannelId">The channel's number at the venue.</param>
public readonly record struct SnapshotEndMessage(long Sequence, uint InstrumentCount, int ChannelId);

/// <summary>Asks for packets again.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Epoch">The life of the publisher.</param>
/// <param name="FirstPacket">The first packet.</param>
/// <param name="PacketCount">How many.</param>
/// <param name="ChannelId">The channel's number at the venue.</param>
public readonly record struct RetransmitRequestMessage(uint RequestId, long Epoch, long FirstPacket, uint PacketCount, int ChannelId);

/// <summary>Writes and reads what there is beside events and states in multicast and in the service that sends packets again. It allocates nothing.</summary>
public static class MulticastMessages
{
    /// <summary>The longest frame but for that of a retransmission.</summary>
    public const int BytesMax = FrameHeader.Bytes + RetransmitRequestEncoder.EncodedLengthMin;

    /// <summary>The longest datagram that can be sent again.</summary>
    public const int DatagramBytesMax = 9000;

    /// <summary>The length of the frame in which a datagram is sent again.</summary>
    /// <param name="datagramBytes">How long the datagram is.</param>
    public static int RetransmissionBytes(int datagramBytes) => FrameHeader.Bytes + RetransmissionEncoder.EncodedLengthMin + datagramBytes;

    /// <summary>Writes the beginning of a datagram of the loop.</summary>
    /// <param name="begin">The message.</param>
    /// <param name="frame">Takes the frame, at least <see cref="BytesMax"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in SnapshotBeginMessage begin, Span<byte> frame)
    {
        if (!SnapshotBeginEncoder.TryEncode(Message(frame, BytesMax), out SnapshotBeginEncoder encoder)) return 0;
        encoder.Sequence = (ulong)begin.Sequence;
        encoder.Packet = (ulong)begin.Packet;
        encoder.InstrumentCount = begin.InstrumentCount;
        encoder.ChannelId = (ushort)begin.ChannelId;
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Writes the end of a turn.</summary>
    /// <param name="end">The message.</param>
    /// <param name="frame">Takes the frame, at least <see cref="BytesMax"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in SnapshotEndMessage end, Span<byte> frame)
    {
        if (!SnapshotEndEncoder.TryEncode(Message(frame, BytesMax), out SnapshotEndEncoder encoder)) return 0;
        encoder.Sequence = (ulong)end.Sequence;
        encoder.InstrumentCount = end.InstrumentCount;
        encoder.ChannelId = (ushort)end.ChannelId;
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Writes a request for packets.</summary>
    /// <param name="request">The message.</param>
    /// <param name="frame">Takes the frame, at least <see cref="BytesMax"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in RetransmitRequestMessage request, Span<byte> frame)
    {
        if (!RetransmitRequestEncoder.TryEncode(Message(frame, BytesMax), out RetransmitRequestEncoder encoder)) return 0;
        encoder.RequestId = request.RequestId;
        encoder.Epoch = (ulong)request.Epoch;
        encoder.FirstPacket = (ulong)request.FirstPacket;
        encoder.PacketCount = request.PacketCount;
        encoder.ChannelId = (ushort)request.ChannelId;
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Writes a datagram that is sent again.</summary>
    /// <param name="requestId">Which request it answers.</param>
    /// <param name="datagram">The datagram, up to <see cref="DatagramBytesMax"/>.</param>
    /// <param name="frame">Takes the frame, at least <see cref="RetransmissionBytes"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeRetransmission(uint requestId, ReadOnlySpan<byte> datagram, Span<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(datagram.Length, DatagramBytesMax, nameof(datagram));
        if (!RetransmissionEncoder.TryEncode(Message(frame, RetransmissionBytes(datagram.Length)), out RetransmissionEncoder encoder)) return 0;
        encoder.RequestId = requestId;
        encoder.SetDatagram(datagram);
        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads the beginning of a datagram of the loop.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="begin">The message.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out SnapshotBeginMessage begin, out FrameFault fault)
    {
        begin = default;
        fault = SessionMessages.Enter(frame, SnapshotBegin.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!SnapshotBegin.TryDecode(frame[FrameHeader.LengthBytes..], out SnapshotBegin message)) return false;
        begin = new SnapshotBeginMessage((long)message.Sequence, (long)message.Packet, message.InstrumentCount, message.ChannelId);
        return IsRight(begin.Sequence | begin.Packet, out fault);
    }

    /// <summary>Reads the end of a turn.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="end">The message.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out SnapshotEndMessage end, out FrameFault fault)
    {
        end = default;
        fault = SessionMessages.Enter(frame, SnapshotEnd.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!SnapshotEnd.TryDecode(frame[FrameHeader.LengthBytes..], out SnapshotEnd message)) return false;
        end = new SnapshotEndMessage((long)message.Sequence, message.InstrumentCount, message.ChannelId);
        return IsRight(end.Sequence, out fault);
    }

    /// <summary>Reads a request for packets.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="request">The message.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecode(ReadOnlySpan<byte> frame, out RetransmitRequestMessage request, out FrameFault fault)
    {
        request = default;
        fault = SessionMessages.Enter(frame, RetransmitRequest.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!RetransmitRequest.TryDecode(frame[FrameHeader.LengthBytes..], out RetransmitRequest message)) return false;
        request = new RetransmitRequestMessage(message.RequestId, (long)message.Epoch, (long)message.FirstPacket, message.PacketCount, message.ChannelId);
        return IsRight(request.Epoch | request.FirstPacket, out fault);
    }

    /// <summary>Reads a datagram that was sent again.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="requestId">Which request it answers.</param>
    /// <param name="datagram">The datagram, in place.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryDecodeRetransmission(ReadOnlySpan<byte> frame, out uint requestId, out ReadOnlySpan<byte> datagram, out FrameFault fault)
    {
        requestId = 0;
        datagram = default;
        fault = SessionMessages.Enter(frame, Retransmission.TemplateId);
        if (fault != FrameFault.None) return false;
        fault = FrameFault.Block;
        if (!Retransmission.TryDecode(frame[FrameHeader.LengthBytes..], out Retransmission message)) return false;
        requestId = message.RequestId;
        fault = message.TryGetDatagram(out datagram) && datagram.Length <= DatagramBytesMax ? FrameFault.None : FrameFault.Group;
        return fault == FrameFault.None;
    }

    private static Span<byte> Message(Span<byte> frame, int bytesMin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, bytesMin, nameof(frame));
        return frame[FrameHeader.LengthBytes..];
    }

    // Numbers are counted in 63 bits.
    private static bool IsRight(long numbers, out FrameFault fault)
    {
        fault = numbers < 0 ? FrameFault.Value : FrameFault.None;
        return fault == FrameFault.None;
    }
}

using System.Diagnostics;
using System.Net.Sockets;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Sinks.Multicast;
using FeedHandler.Venues.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Engine;

/// <summary>One client of a <see cref="RetransmitServer"/>, until it goes, asks for nothing in time, or sends what is no request.</summary>
/// <param name="server">The server.</param>
/// <param name="connection">The client's connection, which stays the caller's.</param>
internal sealed class RetransmitSession(RetransmitServer server, Socket connection)
{
    private const int SendBytes = 64 << 10;
    private readonly byte[] _request = new byte[MulticastMessages.BytesMax];
    private readonly byte[] _datagram = new byte[MulticastMessages.DatagramBytesMax];
    private readonly byte[] _out = new byte[SendBytes];
    private int _received;
    private int _filled;

    private RetransmitOptions Options => server.Options;

    /// <summary>Serves it to its end.</summary>
    /// <exception cref="SocketException">It went, or took nothing in time.</exception>
    public void Run()
    {
        connection.NoDelay = true;
        connection.SendTimeout = (int)Options.Patience.TotalMilliseconds;
        for (int count = 0; count < Options.RequestsMax; count++)
        {
            if (!TryReceive(out RetransmitRequestMessage request)) return;
            if (Refusal(request, out SentPackets? sent) is { } refusal) Refuse(request.RequestId, refusal.Reason, refusal.Text);
            else Reply(request, sent!);
        }
    }

    // All of a request within the time, however few bytes come at once.
    private bool TryReceive(out RetransmitRequestMessage request)
    {
        request = default;
        long deadline = Stopwatch.GetTimestamp() + (long)(Options.Patience.TotalSeconds * Stopwatch.Frequency);
        while (true)
        {
            FrameResult result = FrameDecoder.TryRead(_request.AsSpan(0, _received), out int frameBytes);
            bool isTooLong = result == FrameResult.NeedMore && _received == _request.Length;
            if (result == FrameResult.Malformed || isTooLong) return Malformed();
            if (result == FrameResult.Frame) return MulticastMessages.TryDecode(TakeFrame(frameBytes), out request, out _) || Malformed();
            long leftMs = (deadline - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency;
            if (leftMs <= 0) return false;
            connection.ReceiveTimeout = (int)leftMs;
            int received = connection.Receive(_request.AsSpan(_received));
            if (received == 0) return false;
            _received += received;
        }
    }

    private byte[] TakeFrame(int frameBytes)
    {
        byte[] frame = _request[..frameBytes];
        _request.AsSpan(frameBytes.._received).CopyTo(_request);
        _received -= frameBytes;
        return frame;
    }

    private bool Malformed()
    {
        Refuse(0, RejectReason.Malformed, "this is no request for packets");
        return false;
    }

    private (RejectReason Reason, string Text)? Refusal(in RetransmitRequestMessage request, out SentPackets? sent)
    {
        sent = server.Publisher.SentOf(request.ChannelId);
        if (sent is null) return (RejectReason.UnknownRequest, FormattableString.Invariant($"there is no channel {request.ChannelId}"));
        if (request.PacketCount == 0) return (RejectReason.UnknownRequest, "no packet is asked for");
        const int PacketsMax = RetransmitProtocol.PacketsMax;
        if (request.PacketCount > PacketsMax)
            return (RejectReason.TooMany, FormattableString.Invariant($"{request.PacketCount} packets, and a request has at most {PacketsMax}"));
        if (request.Epoch != server.Publisher.Epoch) return (RejectReason.NotKept, "the packets are of another life of the publisher");
        (long first, long last) = sent.Range;
        bool isKept = request.FirstPacket >= first && request.FirstPacket <= last - request.PacketCount + 1;
        return isKept ? null : (RejectReason.NotKept, FormattableString.Invariant($"packets {first} to {last} are kept"));
    }

    private void Reply(in RetransmitRequestMessage request, SentPackets sent)
    {
        for (uint i = 0; i < request.PacketCount; i++)
        {
            int datagramBytes = sent.Copy(request.FirstPacket + i, _datagram);
            if (datagramBytes == 0)
            {
                Refuse(request.RequestId, RejectReason.NotKept, "the rest is not kept any more");
                return;
            }

            int frameBytes = MulticastMessages.RetransmissionBytes(datagramBytes);
            if (frameBytes > _out.Length - _filled) Flush();
            _filled += MulticastMessages.EncodeRetransmission(request.RequestId, _datagram.AsSpan(0, datagramBytes), _out.AsSpan(_filled));
            server.CountPacket();
        }

        Flush();
        server.CountRequest();
    }

    private void Refuse(uint requestId, RejectReason reason, string text)
    {
        Flush();
        server.CountRefused();
        _filled = SessionMessages.Encode(new RejectMessage(requestId, reason, text), _out);
        Flush();
    }

    private void Flush()
    {
        for (int sent = 0; sent < _filled;) sent += connection.Send(_out.AsSpan(sent.._filled));
        _filled = 0;
    }
}

using System.Text;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// A session within a WebSocket: messages of whole frames, or of JSON that is turned into frames, so that the session itself is the same. One object for
/// all connections of a loop that speak one subprotocol.
/// </summary>
/// <param name="sessions">The sessions.</param>
/// <param name="sockets">What the loop has of its WebSockets.</param>
/// <param name="isJson">Whether in JSON.</param>
internal sealed class WebSocketProtocol(GatewaySessions sessions, WebSockets sockets, bool isJson) : IConnectionProtocol
{
    private readonly WebSocketForm _form = new(sessions.Loop.Segments, isJson);
    private readonly JsonRequests _requests = new();
    private readonly byte[] _frame = new byte[JsonRequests.FrameBytesMax];
    private byte[] _own = new byte[1 << 12];

    /// <inheritdoc/>
    public int Receive(ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        while (sessions.SessionOf(id) is { Phase: SessionPhase.Logon or SessionPhase.Live })
        {
            WebSocketReading reading = sockets.Reader.Read(bytes[taken..], ref sockets[id].Parts, out int consumed);
            if (reading == WebSocketReading.NeedMore) return taken;
            taken += consumed;
            Take(id, reading);
        }

        return bytes.Length;
    }

    /// <inheritdoc/>
    public void Send(ConnectionId id, in SharedFrame frames)
    {
        if (_form.TryShare(frames, out SharedFrame message)) sessions.Loop.Send(id, message.Segment, message.Offset, message.Length);
        else Send(id, frames.Bytes);
    }

    /// <inheritdoc/>
    public void Send(ConnectionId id, ReadOnlySpan<byte> frames)
    {
        int bytesMax = _form.BytesMax(frames);
        if (bytesMax > _own.Length) _own = new byte[bytesMax];
        sessions.Loop.Send(id, _own.AsSpan(0, _form.Write(frames, _own)));
    }

    /// <inheritdoc/>
    public void End(ConnectionId id, CloseReason reason) => SendClose(id, CodeOf(reason), default);

    /// <inheritdoc/>
    public void Close(ConnectionId id) => sockets.Forget(id);

    private static WebSocketCloseCode CodeOf(CloseReason reason) => reason switch
    {
        CloseReason.Finished => WebSocketCloseCode.Normal,
        CloseReason.Stopped => WebSocketCloseCode.GoingAway,
        CloseReason.Overload or CloseReason.TooSlow => WebSocketCloseCode.TryAgainLater,
        _ => WebSocketCloseCode.PolicyViolation,
    };

    private void Take(ConnectionId id, WebSocketReading reading)
    {
        switch (reading)
        {
            case WebSocketReading.Text or WebSocketReading.Binary:
                TakeMessage(id, isText: reading == WebSocketReading.Text);
                break;
            case WebSocketReading.Ping:
                SendControl(id, WebSocketOpcode.Pong, sockets.Reader.Payload);
                break;
            case WebSocketReading.Close:
                SendClose(id, sockets.Reader.Code, default);
                sessions.End(id, CloseReason.PeerClosed);
                break;
            case WebSocketReading.Refused:
                SendClose(id, sockets.Reader.Code, default);
                sessions.End(id, CloseReason.Protocol);
                break;
            default:
                break;
        }
    }

    private void TakeMessage(ConnectionId id, bool isText)
    {
        if (isText != isJson)
        {
            SendClose(id, WebSocketCloseCode.UnsupportedContent, isJson ? "messages are text here"u8 : "messages are binary here"u8);
            sessions.End(id, CloseReason.Protocol);
        }
        else if (!isJson) TakeFrames(id, sockets.Reader.Payload);
        else if (_requests.TryRead(sockets.Reader.Payload, _frame, out int bytes)) sessions.OnFrame(id, _frame.AsSpan(0, bytes));
        else sessions.RefuseMalformed(id, _requests.RequestId, Encoding.UTF8.GetString(_requests.Reason));
    }

    // A message has whole frames, and nothing else.
    private void TakeFrames(ConnectionId id, ReadOnlySpan<byte> frames)
    {
        while (!frames.IsEmpty && sessions.SessionOf(id) is { Phase: SessionPhase.Logon or SessionPhase.Live })
        {
            if (FrameDecoder.TryRead(frames, out int frameBytes) != FrameResult.Frame)
            {
                sessions.RefuseMalformed(id);
                return;
            }

            sessions.OnFrame(id, frames[..frameBytes]);
            frames = frames[frameBytes..];
        }
    }

    private void SendControl(ConnectionId id, WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> frame = stackalloc byte[WebSocketFrame.ControlPayloadMax + 2];
        sessions.Loop.Send(id, frame[..WebSocketHead.WriteControl(opcode, payload, frame)]);
    }

    // Once: nothing follows it.
    private void SendClose(ConnectionId id, WebSocketCloseCode code, ReadOnlySpan<byte> reason)
    {
        if (sockets[id].HasClosed) return;
        sockets[id].HasClosed = true;
        Span<byte> frame = stackalloc byte[WebSocketFrame.ControlPayloadMax + 2];
        sessions.Loop.Send(id, frame[..WebSocketHead.WriteClose(code, reason, frame)]);
    }
}

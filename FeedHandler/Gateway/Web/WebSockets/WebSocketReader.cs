using System.Buffers.Binary;
using System.Text.Unicode;

namespace FeedHandler.Gateway.Web;

/// <summary>What a reader has found.</summary>
internal enum WebSocketReading
{
    /// <summary>The rest is not a whole frame yet.</summary>
    NeedMore,

    /// <summary>Nothing that the other side must be told of: a part of a message, or a pong.</summary>
    Nothing,

    /// <summary>A whole message of text, in valid UTF-8.</summary>
    Text,

    /// <summary>A whole message of bytes.</summary>
    Binary,

    /// <summary>A ping: what it carries goes back.</summary>
    Ping,

    /// <summary>The peer closes, with <see cref="WebSocketReader.Code"/>.</summary>
    Close,

    /// <summary>The peer broke the protocol, or its bounds: the connection ends with <see cref="WebSocketReader.Code"/>.</summary>
    Refused,
}

/// <summary>What a connection has of a message that comes in parts: nothing, nearly always.</summary>
internal struct WebSocketParts
{
    internal WebSocketOpcode Opcode;
    internal ushort Bytes;

    // One more than the place of what came so far, so that zeros are none.
    internal int Place;
}

/// <summary>
/// Takes messages out of what clients send, for all connections of a loop, one after the other: frames are unmasked into one buffer, and what comes in
/// parts waits in one of few. A message has at most <see cref="MessageBytesMax"/> bytes, whatever its frames.
/// </summary>
internal sealed class WebSocketReader
{
    /// <summary>The most bytes of a message.</summary>
    internal const int MessageBytesMax = 4096;

    /// <summary>The most bytes of a frame.</summary>
    internal const int FrameBytesMax = MessageBytesMax + WebSocketFrame.HeadBytesMax;

    private readonly byte[] _plain = new byte[MessageBytesMax];
    private readonly byte[]?[] _parts;
    private readonly int[] _free;
    private int _freeCount;
    private int _length;

    /// <summary>Makes a reader.</summary>
    /// <param name="partsMax">How many connections may have a message in parts under way at once.</param>
    internal WebSocketReader(int partsMax)
    {
        _parts = new byte[]?[partsMax];
        _free = new int[partsMax];
        for (_freeCount = 0; _freeCount < partsMax; _freeCount++) _free[_freeCount] = partsMax - 1 - _freeCount;
    }

    /// <summary>What the message or the ping carries, or the close frame's reason; valid until the next reading.</summary>
    internal ReadOnlySpan<byte> Payload => _plain.AsSpan(0, _length);

    /// <summary>Why it ends, after <see cref="WebSocketReading.Close"/> and <see cref="WebSocketReading.Refused"/>.</summary>
    internal WebSocketCloseCode Code { get; private set; }

    /// <summary>How many messages in parts are under way.</summary>
    internal int PartsCount => _parts.Length - _freeCount;

    /// <summary>Reads a frame.</summary>
    /// <param name="bytes">What came of the connection and was not consumed.</param>
    /// <param name="parts">The connection's.</param>
    /// <param name="consumed">Bytes of the frame; 0 without one.</param>
    internal WebSocketReading Read(ReadOnlySpan<byte> bytes, ref WebSocketParts parts, out int consumed)
    {
        consumed = 0;
        if (!WebSocketFrame.TryRead(bytes, MessageBytesMax, out WebSocketFrame frame, out WebSocketCloseCode refusal))
            return refusal == WebSocketCloseCode.None ? WebSocketReading.NeedMore : Refuse(refusal);
        if (bytes.Length < frame.HeadBytes + frame.PayloadBytes) return WebSocketReading.NeedMore;
        consumed = frame.HeadBytes + frame.PayloadBytes;
        _length = frame.PayloadBytes;
        frame.Unmask(bytes.Slice(frame.HeadBytes, _length), _plain);
        return frame.Opcode switch
        {
            WebSocketOpcode.Ping => WebSocketReading.Ping,
            WebSocketOpcode.Pong => WebSocketReading.Nothing,
            WebSocketOpcode.Close => ReadClose(),
            WebSocketOpcode.Continuation => Continue(frame.IsFinal, ref parts),
            _ => Begin(frame, ref parts),
        };
    }

    /// <summary>Lets go of what a connection has sent in parts: it has ended.</summary>
    internal void Forget(ref WebSocketParts parts)
    {
        if (parts.Place > 0) _free[_freeCount++] = parts.Place - 1;
        parts = default;
    }

    private WebSocketReading Refuse(WebSocketCloseCode code)
    {
        Code = code;
        _length = 0;
        return WebSocketReading.Refused;
    }

    private WebSocketReading Begin(in WebSocketFrame frame, ref WebSocketParts parts)
    {
        if (parts.Place > 0) return Refuse(WebSocketCloseCode.ProtocolError);
        if (frame.IsFinal) return Finish(frame.Opcode);
        if (_freeCount == 0) return Refuse(WebSocketCloseCode.TryAgainLater);
        parts = new WebSocketParts { Opcode = frame.Opcode, Place = _free[--_freeCount] + 1 };
        return Keep(ref parts);
    }

    private WebSocketReading Continue(bool isFinal, ref WebSocketParts parts)
    {
        if (parts.Place == 0) return Refuse(WebSocketCloseCode.ProtocolError);
        if (parts.Bytes + _length > MessageBytesMax) return Refuse(WebSocketCloseCode.TooBig);
        WebSocketReading reading = Keep(ref parts);
        if (!isFinal) return reading;
        _length = parts.Bytes;
        _parts[parts.Place - 1].AsSpan(0, _length).CopyTo(_plain);
        WebSocketOpcode opcode = parts.Opcode;
        Forget(ref parts);
        return Finish(opcode);
    }

    private WebSocketReading Keep(ref WebSocketParts parts)
    {
        byte[] kept = _parts[parts.Place - 1] ??= new byte[MessageBytesMax];
        Payload.CopyTo(kept.AsSpan(parts.Bytes));
        parts.Bytes += (ushort)_length;
        return WebSocketReading.Nothing;
    }

    private WebSocketReading Finish(WebSocketOpcode opcode)
    {
        if (opcode == WebSocketOpcode.Binary) return WebSocketReading.Binary;
        return Utf8.IsValid(Payload) ? WebSocketReading.Text : Refuse(WebSocketCloseCode.NotUtf8);
    }

    private WebSocketReading ReadClose()
    {
        Code = _length >= 2 ? (WebSocketCloseCode)BinaryPrimitives.ReadUInt16BigEndian(_plain) : WebSocketCloseCode.None;
        if (_length == 1 || (_length >= 2 && !IsSent((int)Code))) return Refuse(WebSocketCloseCode.ProtocolError);
        if (_length <= 2) _length = 0;
        else
        {
            _length -= 2;
            _plain.AsSpan(2, _length).CopyTo(_plain);
        }

        return Utf8.IsValid(Payload) ? WebSocketReading.Close : Refuse(WebSocketCloseCode.NotUtf8);
    }

    // Codes that may be on the wire: registered ones, those of libraries and those of applications (section 7.4.2).
    private static bool IsSent(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}

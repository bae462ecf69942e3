using System.Buffers.Binary;
using System.Text;

namespace FeedHandler.Gateway.Web;

/// <summary>Heads of the frames that we send: whole messages, never masked, in the shortest form.</summary>
internal static class WebSocketHead
{
    /// <summary>The most bytes of a head.</summary>
    internal const int BytesMax = 10;

    private const byte FinalBit = 0x80;

    /// <summary>How many bytes the head of a message has.</summary>
    /// <param name="payloadBytes">Bytes of the message.</param>
    internal static int BytesOf(int payloadBytes) => payloadBytes <= WebSocketFrame.ControlPayloadMax ? 2 : payloadBytes <= ushort.MaxValue ? 4 : BytesMax;

    /// <summary>Writes a head.</summary>
    /// <param name="opcode">What the message is.</param>
    /// <param name="payloadBytes">Bytes of the message.</param>
    /// <param name="head">Where; <see cref="BytesOf"/> bytes are written.</param>
    internal static void Write(WebSocketOpcode opcode, int payloadBytes, Span<byte> head)
    {
        head[0] = (byte)(FinalBit | (byte)opcode);
        int bytes = BytesOf(payloadBytes);
        head[1] = bytes switch { 2 => (byte)payloadBytes, 4 => 126, _ => 127 };
        if (bytes == 4) BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)payloadBytes);
        if (bytes == BytesMax) BinaryPrimitives.WriteUInt64BigEndian(head[2..], (ulong)payloadBytes);
    }

    /// <summary>Writes a whole control frame.</summary>
    /// <param name="opcode">What it is.</param>
    /// <param name="payload">At most 125 bytes.</param>
    /// <param name="frame">Where.</param>
    /// <returns>Bytes written.</returns>
    internal static int WriteControl(WebSocketOpcode opcode, ReadOnlySpan<byte> payload, Span<byte> frame)
    {
        Write(opcode, payload.Length, frame);
        payload.CopyTo(frame[2..]);
        return payload.Length + 2;
    }

    /// <summary>Writes a close frame.</summary>
    /// <param name="code">Why; none for one without content.</param>
    /// <param name="reason">In words, of which at most 123 bytes of whole characters are written.</param>
    /// <param name="frame">Where.</param>
    /// <returns>Bytes written.</returns>
    internal static int WriteClose(WebSocketCloseCode code, ReadOnlySpan<byte> reason, Span<byte> frame)
    {
        if (code == WebSocketCloseCode.None) return WriteControl(WebSocketOpcode.Close, [], frame);
        Span<byte> payload = stackalloc byte[WebSocketFrame.ControlPayloadMax];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        int length = 0;
        while (length < reason.Length && Rune.DecodeFromUtf8(reason[length..], out _, out int bytes) == System.Buffers.OperationStatus.Done
            && length + bytes <= payload.Length - 2) length += bytes;
        reason[..length].CopyTo(payload[2..]);
        return WriteControl(WebSocketOpcode.Close, payload[..(length + 2)], frame);
    }
}

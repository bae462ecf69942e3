using System.Buffers.Binary;
using System.Numerics;

namespace FeedHandler.Gateway.Web;

/// <summary>What a frame is (RFC 6455, section 5.2).</summary>
internal enum WebSocketOpcode : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>Why a connection ends (RFC 6455, section 7.4.1), as its close frame says.</summary>
internal enum WebSocketCloseCode
{
    /// <summary>No code: a close frame without content.</summary>
    None = 0,
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedContent = 1003,
    NotUtf8 = 1007,
    PolicyViolation = 1008,
    TooBig = 1009,
    TryAgainLater = 1013,
}

/// <summary>The head of a frame that a client has sent: always masked, and of the shortest form, as the standard wants it.</summary>
internal struct WebSocketFrame
{
    internal const int HeadBytesMax = 14;
    internal const int ControlPayloadMax = 125;

    private const byte FinalBit = 0x80;
    private const byte ReservedBits = 0x70;
    private const byte MaskBit = 0x80;
    private const int MaskBytes = 4;
    private const int Length16 = 126;
    private const int Length64 = 127;

    internal WebSocketOpcode Opcode;
    internal bool IsFinal;
    internal int HeadBytes;
    internal int PayloadBytes;
    internal uint Mask;

    internal readonly bool IsControl => Opcode >= WebSocketOpcode.Close;

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="payloadMax">The most bytes of a payload that are taken.</param>
    /// <param name="frame">What it says.</param>
    /// <param name="refusal">Why it is refused, else none.</param>
    /// <returns>False when it is not all there, or is refused.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, int payloadMax, out WebSocketFrame frame, out WebSocketCloseCode refusal)
    {
        frame = default;
        refusal = WebSocketCloseCode.None;
        if (bytes.Length < 2) return false;
        frame.Opcode = (WebSocketOpcode)(bytes[0] & 0x0F);
        frame.IsFinal = (bytes[0] & FinalBit) != 0;
        int shortLength = bytes[1] & ~MaskBit;
        bool isKnown = frame.Opcode <= WebSocketOpcode.Binary || frame.Opcode is WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong;
        bool isWrongControl = frame.IsControl && (!frame.IsFinal || shortLength > ControlPayloadMax);
        if (!isKnown || isWrongControl || (bytes[0] & ReservedBits) != 0 || (bytes[1] & MaskBit) == 0) refusal = WebSocketCloseCode.ProtocolError;
        return refusal == WebSocketCloseCode.None && TryReadLength(bytes, shortLength, payloadMax, ref frame, ref refusal);
    }

    /// <summary>Takes the mask off.</summary>
    /// <param name="masked">As it came.</param>
    /// <param name="plain">Takes it; as long.</param>
    internal readonly void Unmask(ReadOnlySpan<byte> masked, Span<byte> plain)
    {
        ulong mask = Mask | ((ulong)Mask << 32);
        int i = 0;
        for (; i + 8 <= masked.Length; i += 8)
            BinaryPrimitives.WriteUInt64LittleEndian(plain[i..], BinaryPrimitives.ReadUInt64LittleEndian(masked[i..]) ^ mask);
        for (; i < masked.Length; i++) plain[i] = (byte)(masked[i] ^ (byte)BitOperations.RotateRight(Mask, 8 * (i & 3)));
    }

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, int shortLength, int payloadMax, ref WebSocketFrame frame, ref WebSocketCloseCode refusal)
    {
        int lengthEnd = shortLength switch { Length16 => 4, Length64 => 10, _ => 2 };
        if (bytes.Length < lengthEnd) return false;
        ulong length = shortLength switch
        {
            Length16 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Length64 => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            _ => (ulong)shortLength,
        };
        bool isShortest = shortLength < Length16 || length > (ulong)(shortLength == Length16 ? ControlPayloadMax : ushort.MaxValue);
        if (!isShortest || length > long.MaxValue) refusal = WebSocketCloseCode.ProtocolError;
        else if (length > (ulong)payloadMax) refusal = WebSocketCloseCode.TooBig;
        if (refusal != WebSocketCloseCode.None || bytes.Length < lengthEnd + MaskBytes) return false;
        frame.PayloadBytes = (int)length;
        frame.HeadBytes = lengthEnd + MaskBytes;
        frame.Mask = BinaryPrimitives.ReadUInt32LittleEndian(bytes[lengthEnd..]);
        return true;
    }
}

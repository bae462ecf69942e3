using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>How a venue puts messages into packets. Stateless.</summary>
internal abstract class PacketFraming
{
    /// <summary>Bytes of the usual message header: block length, template id, schema id and version, each of two bytes.</summary>
    protected const int UsualHeaderBytes = 8;

    /// <summary>What the command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Reads the packet's header.</summary>
    /// <param name="payload">The whole packet.</param>
    /// <param name="head">What it says.</param>
    /// <param name="error">What is wrong, when the result is false.</param>
    public abstract bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error);

    /// <summary>Finds a message.</summary>
    /// <param name="payload">The whole packet.</param>
    /// <param name="offset">Where the message begins, in front of the packet's end.</param>
    /// <param name="frame">The message.</param>
    /// <param name="error">What is wrong, when the result is false; nothing behind it can be found.</param>
    public abstract bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error);

    /// <summary>A message behind a length of two bytes that counts itself.</summary>
    /// <param name="payload">The whole packet.</param>
    /// <param name="offset">Where the length stands.</param>
    /// <param name="headBytes">Bytes from the length to the body: the least that a message has.</param>
    /// <param name="headerOffset">Bytes from the length to the schema's message header.</param>
    /// <param name="usualOffset">Bytes from the length to block length, template id, schema id and version in a row.</param>
    /// <param name="frame">The message.</param>
    /// <param name="error">What is wrong, when the result is false.</param>
    protected static bool TryReadLengthFirst(
        ReadOnlySpan<byte> payload, int offset, int headBytes, int headerOffset, int usualOffset, out MessageFrame frame, out string? error)
    {
        frame = default;
        int left = payload.Length - offset;
        error = left < headBytes ? $"{left} bytes are left, and a message has at least {headBytes}" : null;
        if (error is not null) return false;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(payload[offset..]);
        if (length < headBytes) error = $"the message's length {length} is below {headBytes}, the bytes of its header";
        else if (length > left) error = $"the message's length {length} runs past the packet, which has {left} bytes left";
        if (error is not null) return false;
        frame = new MessageFrame(offset, length, HasLength: true, offset + headerOffset, UsualHeader(payload[(offset + usualOffset)..]));
        return true;
    }

    /// <summary>
    /// A message that nothing but its schema tells the length of. Its header may have any size: what is too short for one, the schemas say.
    /// </summary>
    protected static MessageFrame Unmeasured(ReadOnlySpan<byte> payload, int offset)
    {
        int left = payload.Length - offset;
        return new MessageFrame(offset, left, HasLength: false, offset, left < UsualHeaderBytes ? default : UsualHeader(payload[offset..]));
    }

    /// <summary>Whether a packet has its header.</summary>
    protected static bool HasHead(ReadOnlySpan<byte> payload, int headBytes, out string? error)
    {
        error = payload.Length < headBytes ? $"{payload.Length} bytes, and a packet header has {headBytes}" : null;
        return error is null;
    }

    private static DynamicHeader UsualHeader(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes));
}

/// <summary>What a packet's header says, as far as the venue's has it.</summary>
/// <param name="Length">Bytes in front of the first message.</param>
/// <param name="SeqNum">Sequence number of the packet or of its first message; null when there is none.</param>
/// <param name="SendingTimeNs">When the exchange sent it, in nanoseconds since the Unix epoch; null when it does not say.</param>
/// <param name="Channel">Channel; null when it does not say.</param>
/// <param name="MessageCount">Messages in the packet; null when it does not say.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PacketHead(
    int Length, ulong? SeqNum = null, ulong? SendingTimeNs = null, long? Channel = null, int? MessageCount = null);

/// <summary>Where a message lies in a packet.</summary>
/// <param name="Offset">Bytes from the start of the payload to the message, its length field included.</param>
/// <param name="Length">Bytes of the message from <paramref name="Offset"/> on; the rest of the packet when the framing has no lengths.</param>
/// <param name="HasLength">Whether the framing says how long the message is; otherwise only decoding tells.</param>
/// <param name="HeaderOffset">Bytes from the start of the payload to the schema's message header, or to the body when the framing has its own.</param>
/// <param name="Header">What the header says. When <paramref name="HasOwnHeader"/> is false only a guess by the usual layout.</param>
/// <param name="HasOwnHeader">Whether the header is the venue's own and not in the schema: what follows is the body.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageFrame(
    int Offset, int Length, bool HasLength, int HeaderOffset, DynamicHeader Header, bool HasOwnHeader = false)
{
    /// <summary>Bytes from the start of the payload to the end of the message.</summary>
    public int End => Offset + Length;
}

using System.Text;
using System.Text.Unicode;
using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <summary>
/// Writes and reads the messages of a session, of which none is on the way of events. Encoding allocates nothing; decoding makes strings of texts, up to
/// <see cref="TextBytesMax"/> bytes each. Buffers of <see cref="BytesMax"/> hold any of them. As with all of <see cref="FrameDecoder"/>, what comes may be
/// anything: fault says what is wrong, and nothing is thrown.
/// </summary>
public static partial class SessionMessages
{
    /// <summary>The version of the session's protocol.</summary>
    public const int ProtocolVersion = 1;

    /// <summary>The longest text in UTF-8; what is longer is cut when it is sent, and refused when it comes.</summary>
    public const int TextBytesMax = 1024;

    /// <summary>The longest frame of a session's message.</summary>
    public const int BytesMax = FrameHeader.Bytes + LogonEncoder.EncodedLengthMin + (2 * TextBytesMax);

    private static Span<byte> Message(Span<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, BytesMax, nameof(frame));
        return frame[FrameHeader.LengthBytes..];
    }

    // A character that would be cut in two is left out whole.
    private static ReadOnlySpan<char> Bounded(string text)
    {
        Span<byte> bytes = stackalloc byte[TextBytesMax];
        Utf8.FromUtf16(text, bytes, out int charCount, out _);
        return text.AsSpan(0, charCount);
    }

    internal static FrameFault Enter(ReadOnlySpan<byte> frame, int templateId)
    {
        FrameFault fault = FrameHeader.Read(frame, out FrameHeader header);
        if (fault != FrameFault.None) return fault;
        return header.TemplateId == templateId ? FrameFault.None : FrameFault.Template;
    }

    private static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        bool isBounded = bytes.Length <= TextBytesMax;
        text = isBounded ? Encoding.UTF8.GetString(bytes) : string.Empty;
        return isBounded;
    }
}

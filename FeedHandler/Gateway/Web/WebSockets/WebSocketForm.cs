using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// How frames go to WebSockets of one subprotocol, once for all who take them: in binary messages as they are, behind a head, or each as a text message of
/// JSON. What was made lately is kept, since a book by time is asked for by one client after the other.
/// </summary>
/// <param name="pool">Where segments come from.</param>
/// <param name="isJson">Whether in JSON.</param>
internal sealed class WebSocketForm(SegmentPool pool, bool isJson)
{
    // A message may have so many bytes, for a head of four.
    private const int PayloadBytesMax = ushort.MaxValue;
    private const int HeadRoom = 4;
    private const int SegmentsKept = 8;
    private const int PlacesKept = 256;

    private readonly SharedSegment?[] _segments = new SharedSegment?[SegmentsKept];
    private readonly KeptMessage[] _kept = new KeptMessage[PlacesKept];
    private long _segmentNumber;

    /// <summary>Makes a message of what others are sent too, or finds it.</summary>
    /// <param name="frames">Whole frames.</param>
    /// <param name="message">The message.</param>
    /// <returns>False when it does not fit a segment, or there is none.</returns>
    internal bool TryShare(in SharedFrame frames, out SharedFrame message)
    {
        ref KeptMessage kept = ref _kept[frames.Number & (PlacesKept - 1)];
        message = kept.Message;
        if (kept.Number == frames.Number && kept.SegmentNumber > _segmentNumber - SegmentsKept) return true;
        int bytesMax = BytesMax(frames.Bytes);
        SharedSegment? segment = _segments[_segmentNumber % SegmentsKept];
        if (bytesMax > Math.Min(pool.SegmentBytes, PayloadBytesMax)) return false;
        if ((segment is null || segment.Free.Length < bytesMax) && !TryBegin(out segment)) return false;
        int offset = segment!.Length;
        segment.Advance(Write(frames.Bytes, segment.Free));
        message = new SharedFrame(segment, offset, segment.Length - offset);
        kept = new KeptMessage(frames.Number, _segmentNumber, message);
        return true;
    }

    /// <summary>The most bytes that frames become.</summary>
    /// <param name="frames">Whole frames.</param>
    internal int BytesMax(ReadOnlySpan<byte> frames)
    {
        if (!isJson) return frames.Length + WebSocketHead.BytesMax;
        int bytes = 0;
        while (FrameDecoder.TryRead(frames, out int frameBytes) == FrameResult.Frame)
        {
            bytes += JsonMessages.BytesMax(frames[..frameBytes]) + WebSocketHead.BytesMax;
            frames = frames[frameBytes..];
        }

        return bytes;
    }

    /// <summary>Writes what frames become.</summary>
    /// <param name="frames">Whole frames.</param>
    /// <param name="messages">Where; <see cref="BytesMax"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    internal int Write(ReadOnlySpan<byte> frames, Span<byte> messages)
    {
        if (!isJson) return WriteBinary(frames, messages);
        int length = 0;
        while (FrameDecoder.TryRead(frames, out int frameBytes) == FrameResult.Frame)
        {
            length += WriteJson(frames[..frameBytes], messages[length..]);
            frames = frames[frameBytes..];
        }

        return length;
    }

    private static int WriteBinary(ReadOnlySpan<byte> frames, Span<byte> message)
    {
        int head = WebSocketHead.BytesOf(frames.Length);
        WebSocketHead.Write(WebSocketOpcode.Binary, frames.Length, message);
        frames.CopyTo(message[head..]);
        return head + frames.Length;
    }

    // How long the head is, its text tells; what is short or very long moves to its place.
    private static int WriteJson(ReadOnlySpan<byte> frame, Span<byte> message)
    {
        if (JsonMessages.BytesMax(frame) == 0) return 0;
        int bytes = JsonMessages.Write(frame, message[HeadRoom..]);
        int head = WebSocketHead.BytesOf(bytes);
        if (head != HeadRoom) message.Slice(HeadRoom, bytes).CopyTo(message[head..]);
        WebSocketHead.Write(WebSocketOpcode.Text, bytes, message);
        return head + bytes;
    }

    // The oldest one is let go: whoever still sends from it has it too.
    private bool TryBegin(out SharedSegment? segment)
    {
        if (!pool.TryRent(out segment)) return false;
        ref SharedSegment? place = ref _segments[++_segmentNumber % SegmentsKept];
        place?.Release();
        place = segment;
        return true;
    }

    private readonly record struct KeptMessage(long Number, long SegmentNumber, SharedFrame Message);
}

using System.Globalization;
using FeedHandler.Core.Recovery;
using FeedHandler.Wire;

namespace FeedHandler.Venues.Normalized;

/// <summary>How another feed handler is asked for lost packets by TCP: a request, then each packet as it was sent.</summary>
public sealed class RetransmitProtocol : IReplayProtocol
{
    /// <summary>The most packets that are asked for at once, and that a server gives at once.</summary>
    public const int PacketsMax = 2000;

    /// <inheritdoc/>
    public int RequestPacketsMax => PacketsMax;

    /// <inheritdoc/>
    public IReplayConversation NewConversation() => new Conversation();

    private sealed class Conversation : IReplayConversation
    {
        private readonly byte[] _bytes = new byte[2 * FrameHeader.FrameBytesMax];
        private readonly byte[] _request = new byte[MulticastMessages.BytesMax];
        private ReplayQuestion _question;
        private ulong _next;
        private uint _requestId;
        private int _start;
        private int _end;
        private bool _isRefused;

        public string Text { get; private set; } = "";

        public bool IsComplete => _next > _question.Last;

        public Memory<byte> Room
        {
            get
            {
                if (_start > 0) _bytes.AsSpan(_start.._end).CopyTo(_bytes);
                (_start, _end) = (0, _end - _start);
                return _bytes.AsMemory(_end);
            }
        }

        public ReadOnlyMemory<byte> Begin(in ReplayQuestion question)
        {
            (_question, _next, _start, _end, _isRefused, Text) = (question, question.First, 0, 0, false, "");
            uint count = (uint)(question.Last - question.First + 1);
            RetransmitRequestMessage request = new(++_requestId, (long)question.Epoch, (long)question.First, count, question.ChannelId);
            return _request.AsMemory(0, MulticastMessages.Encode(request, _request));
        }

        public ReadOnlyMemory<byte> Ask() => default; // there is no logon

        public void Advance(int byteCount) => _end += byteCount;

        public ReplyStep Take(out ReadOnlySpan<byte> packet)
        {
            packet = default;
            if (_isRefused) return ReplyStep.Refused;
            FrameResult result = FrameDecoder.TryRead(_bytes.AsSpan(_start.._end), out int frameBytes);
            if (result == FrameResult.NeedMore) return ReplyStep.NeedsMore;
            if (result == FrameResult.Malformed) return Refuse("bytes that are no frame");
            ReadOnlySpan<byte> frame = _bytes.AsSpan(_start, frameBytes);
            _start += frameBytes;
            if (SessionMessages.TryDecode(frame, out RejectMessage reject, out _)) return LogOut(reject);
            if (!MulticastMessages.TryDecodeRetransmission(frame, out uint requestId, out packet, out _)) return Refuse("a message that answers no request");
            return Judge(requestId, packet);
        }

        public bool TryTakeLast(out ReadOnlySpan<byte> packet)
        {
            packet = default;
            return false;
        }

        private ReplyStep Judge(uint requestId, ReadOnlySpan<byte> packet)
        {
            bool isRead = DatagramHeader.TryRead(packet, out DatagramHeader header, out _);
            if (!isRead || requestId != _requestId) return Refuse("a packet that nobody asked for");
            if ((ulong)header.Epoch != _question.Epoch) return Refuse(Invariant($"a packet of epoch {header.Epoch} where {_question.Epoch} was asked for"));
            if ((ulong)header.Packet != _next) return Refuse(Invariant($"packet {header.Packet} where {_next} must come"));
            if (!NormalizedFeed.IsWhole(packet)) return Refuse("a packet that is not whole");
            _next++;
            return ReplyStep.Packet;
        }

        private ReplyStep LogOut(in RejectMessage reject)
        {
            Text = string.Concat(reject.Text.Select(static letter => char.IsControl(letter) ? '?' : letter));
            return ReplyStep.LoggedOut;
        }

        private ReplyStep Refuse(string what)
        {
            (Text, _isRefused) = (what, true);
            return ReplyStep.Refused;
        }

        private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}

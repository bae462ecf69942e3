using System.Net;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Native.Sockets;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions.Support;

/// <summary>A loop without a network, for one connection, that a test turns by hand: what is sent is kept, what waits and what time it is the test says.</summary>
internal sealed class HandLoop : IEventLoop
{
    public static readonly ConnectionId Id = new(1, 1);

    /// <summary>What was sent, frame by frame.</summary>
    public List<byte[]> Frames { get; } = [];

    /// <summary>Is told of each frame when it is sent.</summary>
    public Action<byte[]>? OnSent { get; set; }

    /// <summary>What waits for the connection.</summary>
    public long BacklogBytes { get; set; }

    public CloseReason? Closed { get; private set; }

    public long NowMs { get; set; } = 1;

    public IPEndPoint LocalEndPoint { get; } = new(IPAddress.Loopback, 0);

    public int SlotCountMax => 2;

    public SegmentPool Segments { get; } = new(64 << 10, 16);

    public LoopCounters Counters { get; } = new();

    public bool Send(ConnectionId id, SharedSegment segment, int offset, int length) => Send(id, segment.Written.Slice(offset, length));

    public bool Send(ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        while (FrameDecoder.TryRead(bytes, out int frameBytes) == FrameResult.Frame)
        {
            byte[] frame = bytes[..frameBytes].ToArray();
            Frames.Add(frame);
            OnSent?.Invoke(frame);
            bytes = bytes[frameBytes..];
        }

        return true;
    }

    public bool SendFile(ConnectionId id, SentFile file, int offset, int length) => throw new NotSupportedException("no test turns a loop for files by hand");

    public int CountOf(int templateId) => Frames.Count(frame => RawClient.TemplateOf(frame) == templateId);

    public IEnumerable<NoticeMessage> NoticesOf(NoticeKind kind)
    {
        foreach (byte[] frame in Frames)
        {
            if (SessionMessages.TryDecode(frame, out NoticeMessage notice, out _) && notice.Kind == kind) yield return notice;
        }
    }

    public long Backlog(ConnectionId id) => BacklogBytes;

    public long DropBacklog(ConnectionId id, out int sendCount)
    {
        sendCount = 0;
        return 0;
    }

    public void Close(ConnectionId id, CloseReason reason, bool afterFlush) => Closed = reason;

    public bool TryCountBy(ConnectionId id, in PeerAddress peer) => true;

    public void Open()
    {
    }

    public void Run(CancellationToken cancellation)
    {
    }

    public void StartTimer(ConnectionId id, int kind, int ms)
    {
    }

    public void StopAccepting()
    {
    }

    public void Dispose() => Segments.Dispose();
}

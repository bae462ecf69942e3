using System.Net;
using System.Net.Sockets;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions.Support;

/// <summary>A client that says what a test wants it to say, and keeps what it is told, frame by frame.</summary>
internal sealed class RawClient : IDisposable
{
    private const int TimeoutMs = 15_000;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly HashSet<int> _books = [];
    private readonly Socket _socket;
    private int _count;
    private int _waitedThrough;
    private int _countedThrough;

    /// <summary>How many refusals a test has looked at.</summary>
    public int RejectsRead { get; set; }

    public RawClient(IPEndPoint endPoint, int receiveBufferBytes = 0)
    {
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = TimeoutMs };
        if (receiveBufferBytes > 0) _socket.ReceiveBufferSize = receiveBufferBytes;
        _socket.Connect(endPoint);
    }

    /// <summary>What was told so far.</summary>
    public List<byte[]> Frames { get; } = [];

    /// <summary>Whether the other side has ended.</summary>
    public bool IsEnded { get; private set; }

    public static RawClient LoggedOn(IPEndPoint endPoint, string token = "", uint heartbeatMs = 0, int receiveBufferBytes = 0)
    {
        RawClient client = new(endPoint, receiveBufferBytes);
        client.LogOn(token, heartbeatMs);
        client.Await(LogonAccepted.TemplateId);
        return client;
    }

    public void Send(ReadOnlySpan<byte> bytes) => _socket.Send(bytes);

    public void LogOn(string token = "", uint heartbeatMs = 0, int version = SessionMessages.ProtocolVersion)
    {
        Span<byte> frame = stackalloc byte[SessionMessages.BytesMax];
        Send(frame[..SessionMessages.Encode(new LogonMessage("test", token, heartbeatMs, version), frame)]);
    }

    public void Subscribe(
        uint requestId, string pattern, Delivery delivery = Delivery.EveryEvent, SlowPolicy policy = SlowPolicy.Skip, uint intervalMs = 0, ResumePoint? resume = null)
    {
        Span<byte> frame = stackalloc byte[SessionMessages.BytesMax];
        SubscribeMessage asked = new(requestId, pattern, delivery, policy, intervalMs, resume);
        Send(frame[..SessionMessages.Encode(asked, frame)]);
    }

    public void Unsubscribe(uint requestId)
    {
        Span<byte> frame = stackalloc byte[SessionMessages.BytesMax];
        Send(frame[..SessionMessages.EncodeUnsubscribe(requestId, frame)]);
    }

    public void Beat()
    {
        Span<byte> frame = stackalloc byte[SessionMessages.BytesMax];
        Send(frame[..SessionMessages.EncodeHeartbeat(0, 0, frame)]);
    }

    /// <summary>Subscribes and waits until all snapshots are told.</summary>
    public void Begin(uint requestId, string pattern, Delivery delivery = Delivery.EveryEvent, SlowPolicy policy = SlowPolicy.Skip, uint intervalMs = 0)
    {
        Subscribe(requestId, pattern, delivery, policy, intervalMs);
        AwaitNotice(NoticeKind.SnapshotsEnd);
    }

    /// <summary>Waits for the next message of a template behind the last one that was waited for.</summary>
    public byte[] Await(int templateId) => AwaitFrame(frame => TemplateOf(frame) == templateId, $"template {templateId}");

    /// <summary>The template of what is told first; -1 when the other side ends before.</summary>
    public int AwaitFirst()
    {
        while (Frames.Count == 0 && !IsEnded) Read();
        return Frames.Count > 0 ? TemplateOf(Frames[0]) : -1;
    }

    public NoticeMessage AwaitNotice(NoticeKind kind)
    {
        NoticeMessage notice = default;
        AwaitFrame(frame => SessionMessages.TryDecode(frame, out notice, out _) && notice.Kind == kind, kind.ToString());
        return notice;
    }

    public RejectMessage AwaitReject()
    {
        SessionMessages.TryDecode(Await(Reject.TemplateId), out RejectMessage reject, out _);
        return reject;
    }

    /// <summary>Waits for an event of the stream by its number.</summary>
    public void AwaitEvent(long sequence) => AwaitFrame(
        frame => FrameDecoder.TryDecodeEvent(frame, out _, out EventPlace place, out _) && place.Sequence >= sequence, $"event {sequence}");

    /// <summary>Reads until snapshots of that many instruments were told.</summary>
    public void AwaitBooks(int count)
    {
        while (true)
        {
            for (; _countedThrough < Frames.Count; _countedThrough++)
            {
                if (FrameDecoder.TryDecodeSnapshot(Frames[_countedThrough], out DecodedSnapshot snapshot, out _)) _books.Add(snapshot.Head.InstrumentIndex);
            }

            if (_books.Count >= count) return;
            if (IsEnded) Assert.Fail($"the connection ended with {_books.Count} of {count} books; told: {Told()}");
            Read();
        }
    }

    /// <summary>Reads until the other side ends.</summary>
    public void AwaitEnd()
    {
        while (!IsEnded) Read();
    }

    public int CountOf(int templateId) => Frames.Count(frame => TemplateOf(frame) == templateId);

    public static int TemplateOf(byte[] frame) => FrameHeader.Read(frame, out FrameHeader header) == FrameFault.None ? header.TemplateId : -1;

    public void Dispose() => _socket.Dispose();

    private byte[] AwaitFrame(Func<byte[], bool> isIt, string what)
    {
        while (true)
        {
            for (; _waitedThrough < Frames.Count; _waitedThrough++)
            {
                if (!isIt(Frames[_waitedThrough])) continue;
                return Frames[_waitedThrough++];
            }

            if (IsEnded) Assert.Fail($"the connection ended in front of {what}; told: {Told()}");
            Read();
        }
    }

    private string Told() => string.Join(' ', Frames.TakeLast(20).Select(static frame => TemplateOf(frame)));

    private void Read()
    {
        int received = ReceiveMore();
        if (received == 0) IsEnded = true;
        _count += received;
        int taken = 0;
        while (FrameDecoder.TryRead(_buffer.AsSpan(taken, _count - taken), out int frameBytes) == FrameResult.Frame)
        {
            Frames.Add(_buffer[taken..(taken + frameBytes)]);
            taken += frameBytes;
        }

        _buffer.AsSpan(taken, _count - taken).CopyTo(_buffer);
        _count -= taken;
    }

    private int ReceiveMore()
    {
        try
        {
            return _socket.Receive(_buffer.AsSpan(_count));
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }
}

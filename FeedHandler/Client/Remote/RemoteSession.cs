using FeedHandler.Codecs.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <summary>What is said on a connection: logs on, asks, hears and is heard. One object serves all connections, one after the other.</summary>
/// <param name="options">How.</param>
/// <param name="requests">What is asked for.</param>
/// <param name="stream">Takes what is answered.</param>
/// <param name="books">Takes what is told.</param>
internal sealed partial class RemoteSession(RemoteFeedOptions options, RemoteRequests requests, RemoteStream stream, RemoteBooks books)
{
    private const int FrameCountMax = 256;
    private const int HeartbeatsMissed = 3;
    private const int HeartbeatMsMin = 10;
    private const int HeartbeatMsMax = 3_600_000;
    private const int SentAtOnceMax = 32;
    private readonly FrameBuffer _in = new();
    private readonly OutBuffer _out = new();
    private ILink _link = null!;
    private long _begunMs, _heardMs, _saidMs;
    private int _heartbeatMs;

    /// <summary>What is wrong; null for nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the gateway does not serve this client.</summary>
    public bool IsRefusing { get; private set; }

    /// <summary>Whether all that came was right, whatever ended it.</summary>
    public bool IsProved { get; private set; }

    /// <summary>Whether the gateway has let this client in.</summary>
    public bool IsLoggedOn { get; private set; }

    /// <summary>When something was heard last.</summary>
    public long HeardMs => _heardMs;

    /// <summary>Begins on another connection.</summary>
    /// <param name="link">The connection.</param>
    /// <param name="token">What proves who this is, empty for nothing.</param>
    /// <param name="nowMs">When.</param>
    public void Begin(ILink link, string token, long nowMs)
    {
        (_link, _begunMs, _heardMs, _saidMs) = (link, nowMs, nowMs, nowMs);
        (Fault, IsRefusing, IsProved, IsLoggedOn) = (null, false, true, false);
        _heartbeatMs = options.HeartbeatMs;
        _in.Clear();
        _out.Clear();
        _out.Commit(SessionMessages.Encode(new LogonMessage(options.ClientName, token, (uint)options.HeartbeatMs), _out.Room()));
        _out.Flush(link);
    }

    /// <summary>Takes what came, and says what is to be said.</summary>
    /// <returns>How many frames came.</returns>
    public int Poll(long nowMs, IBookSubscriber subscriber)
    {
        int count = 0;
        while (count < FrameCountMax && Fault is null)
        {
            FrameResult result = _in.Next(out ReadOnlySpan<byte> frame);
            if (result == FrameResult.Frame)
            {
                count++;
                Take(frame, nowMs, subscriber);
            }
            else if (result == FrameResult.Malformed) Break("it sent what is no message of this protocol");
            else if (!_in.Fill(_link)) break;
            else _heardMs = nowMs;
        }

        Say(nowMs);
        Fault ??= _link.Fault;
        if (Fault is null && count == 0) CheckSilence(nowMs);
        return count;
    }

    private void CheckSilence(long nowMs)
    {
        if (!IsLoggedOn && nowMs - _begunMs > options.ConnectTimeoutMs) Fault = "it did not answer the logon in time";
        else if (IsLoggedOn && nowMs - _heardMs > HeartbeatsMissed * (long)_heartbeatMs)
            Fault = FormattableString.Invariant($"it was silent for {nowMs - _heardMs} ms");
    }

    private void Say(long nowMs)
    {
        if (IsLoggedOn)
        {
            while (requests.CountOf(RequestState.Sent) < SentAtOnceMax && requests.First(RequestState.Unsent) is { } unsent) Ask(unsent);
            if (nowMs - _saidMs >= _heartbeatMs)
            {
                _out.Commit(SessionMessages.EncodeHeartbeat(0, 0, _out.Room()));
                _saidMs = nowMs;
            }
        }

        _out.Flush(_link);
    }

    private void Ask(RemoteRequest request)
    {
        SubscribeMessage message = new(
            request.Id, request.Selector.ToString(), (Codecs.Normalized.Delivery)options.Delivery, (Codecs.Normalized.SlowPolicy)options.SlowPolicy,
            (uint)options.IntervalMs, stream.PointOf(request), options.Orders);
        _out.Commit(SessionMessages.Encode(message, _out.Room()));
        request.State = RequestState.Sent;
    }

    private void Break(string what) => (Fault, IsProved) = (what, false);

    private void Refuse(string what) => (Fault, IsRefusing) = (what, true);
}

using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Sessions;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// A connection that speaks HTTP: one question, one answer, the end; or it becomes a WebSocket. Who takes too long to ask is ended by the timer of the
/// logon, as any client.
/// </summary>
internal sealed class HttpProtocol : IConnectionProtocol
{
    private readonly GatewaySessions _sessions;
    private readonly HttpAnswers _answers;
    private readonly HttpHistory _history;
    private readonly IConnectionProtocol? _binary; // null where there are no WebSockets
    private readonly IConnectionProtocol? _json;

    private HttpProtocol(GatewaySessions sessions, WebOptions options, bool isLoopback)
    {
        _sessions = sessions;
        _answers = new HttpAnswers(options, isLoopback);
        _history = new HttpHistory(sessions);
        if (!options.HasPages) return;
        WebSockets sockets = new(sessions.Loop.SlotCountMax, options);
        _binary = new WebSocketProtocol(sessions, sockets, isJson: false);
        _json = new WebSocketProtocol(sessions, sockets, isJson: true);
    }

    /// <summary>Has a loop's sessions speak HTTP and WebSocket.</summary>
    /// <param name="sessions">The sessions, attached to their loop.</param>
    /// <param name="options">Who may ask.</param>
    /// <param name="isLoopback">Whether only this machine is served.</param>
    internal static void Register(GatewaySessions sessions, WebOptions options, bool isLoopback)
    {
        HttpProtocol http = new(sessions, options, isLoopback);
        sessions.Register(ConnectionKind.Http, http);
        if (http._binary is not null) sessions.Register(ConnectionKind.WebSocketBinary, http._binary);
        if (http._json is not null) sessions.Register(ConnectionKind.WebSocketJson, http._json);
    }

    /// <inheritdoc/>
    public int Receive(ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        HttpReading reading = HttpHeadParser.Read(bytes, out HttpHead head);
        if (reading == HttpReading.NeedMore) return 0;
        if (reading == HttpReading.Refused) return Answer(id, HttpAnswers.Refusal(head), bytes.Length);
        if (HttpHistory.IsMeant(head) && _sessions.Journal is { } journal && _answers.IsServed(head))
        {
            _history.Answer(id, head, journal);
            return End(id, bytes.Length);
        }

        bool isWebSocket = _answers.Judge(head, _sessions.IsHealthy, out ReadOnlySpan<byte> answer);
        return isWebSocket ? head.Bytes + Upgrade(id, head, bytes[head.Bytes..]) : Answer(id, answer, bytes.Length);
    }

    /// <inheritdoc/>
    public void Send(ConnectionId id, in SharedFrame frames)
    {
    }

    /// <inheritdoc/>
    public void Send(ConnectionId id, ReadOnlySpan<byte> frames)
    {
    }

    private int Answer(ConnectionId id, ReadOnlySpan<byte> answer, int length)
    {
        _sessions.Loop.Send(id, answer);
        return End(id, length);
    }

    private int End(ConnectionId id, int length)
    {
        _sessions.Counters.Add(GatewayCount.HttpAnswers);
        _sessions.Loop.Close(id, CloseReason.Finished, afterFlush: true);
        return length;
    }

    private int Upgrade(ConnectionId id, in HttpHead head, ReadOnlySpan<byte> rest)
    {
        _sessions.Counters.Add(GatewayCount.WebSockets);
        Span<byte> answer = stackalloc byte[WebSocketHandshake.AnswerBytesMax];
        _sessions.Loop.Send(id, answer[..WebSocketHandshake.Accept(head, answer)]);
        bool isJson = head.Protocol == WebProtocol.Json;
        _sessions.Become(id, isJson ? ConnectionKind.WebSocketJson : ConnectionKind.WebSocketBinary);
        return (isJson ? _json : _binary)!.Receive(id, rest);
    }
}

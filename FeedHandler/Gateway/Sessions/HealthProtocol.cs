using FeedHandler.Gateway.Connections;

namespace FeedHandler.Gateway.Sessions;

/// <summary>Answers a load balancer by HTTP whether this gateway is well, and ends.</summary>
internal sealed class HealthProtocol(GatewaySessions sessions) : IConnectionProtocol
{
    private const int HeadBytesMax = 4096;

    private static ReadOnlySpan<byte> Well => "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"u8;

    private static ReadOnlySpan<byte> Unwell =>
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nContent-Length: 12\r\nConnection: close\r\n\r\nunavailable\n"u8;

    private static ReadOnlySpan<byte> Unknown =>
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 10\r\nConnection: close\r\n\r\nnot found\n"u8;

    /// <inheritdoc/>
    public int Receive(ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        bool isWhole = bytes.IndexOf("\r\n\r\n"u8) >= 0;
        if (!isWhole && bytes.Length < HeadBytesMax) return 0;
        bool isHealth = isWhole && (bytes.StartsWith("GET /healthz "u8) || bytes.StartsWith("HEAD /healthz "u8));
        ReadOnlySpan<byte> answer = !isHealth ? Unknown : sessions.IsHealthy ? Well : Unwell;
        if (bytes[0] == (byte)'H') answer = answer[..(answer.IndexOf("\r\n\r\n"u8) + 4)];
        sessions.Counters.Add(GatewayCount.HealthChecks);
        sessions.Loop.Send(id, answer);
        sessions.Loop.Close(id, CloseReason.Finished, afterFlush: true);
        return bytes.Length;
    }

    /// <inheritdoc/>
    public void Send(ConnectionId id, in SharedFrame frames)
    {
    }

    /// <inheritdoc/>
    public void Send(ConnectionId id, ReadOnlySpan<byte> frames)
    {
    }
}

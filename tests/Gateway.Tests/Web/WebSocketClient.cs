using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace FeedHandler.Gateway.Web;

/// <summary>A client that stands on .NET's own WebSocket.</summary>
internal sealed class WebSocketClient : IDisposable
{
    internal const string Json = "feedhandler.json";
    internal const string Binary = "feedhandler.binary";
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));
    private readonly byte[] _buffer = new byte[1 << 16];

    private WebSocketClient(ClientWebSocket socket) => Socket = socket;

    internal ClientWebSocket Socket { get; }

    /// <summary>Messages so far, as they came.</summary>
    internal List<byte[]> Messages { get; } = [];

    internal static async Task<WebSocketClient> Connect(IPEndPoint endPoint, string protocol, string? origin = null)
    {
        WebSocketClient client = new(new ClientWebSocket());
        client.Socket.Options.AddSubProtocol(protocol);
        client.Socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (origin is not null) client.Socket.Options.SetRequestHeader("Origin", origin);
        await client.Socket.ConnectAsync(new Uri($"ws://{endPoint}/"), client._patience.Token);
        return client;
    }

    internal Task Send(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, _patience.Token);

    internal Task Send(byte[] bytes) => Socket.SendAsync(bytes, WebSocketMessageType.Binary, true, _patience.Token);

    internal Task Close() => Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", _patience.Token);

    /// <summary>The next message; null when the other side closes.</summary>
    internal async Task<byte[]?> Read()
    {
        int length = 0;
        while (true)
        {
            WebSocketReceiveResult part = await Socket.ReceiveAsync(new ArraySegment<byte>(_buffer, length, _buffer.Length - length), _patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (!part.EndOfMessage) continue;
            Messages.Add(_buffer[..length]);
            return Messages[^1];
        }
    }

    /// <summary>Reads messages of JSON until one is of a type.</summary>
    internal async Task<JsonElement> Await(string type)
    {
        while (await Read() is { } message)
        {
            JsonElement json = JsonDocument.Parse(message).RootElement;
            if (json.GetProperty("type").GetString() == type) return json;
        }

        Assert.Fail($"the other side closed in front of {type}: {Socket.CloseStatus} {Socket.CloseStatusDescription}");
        return default;
    }

    /// <summary>Reads until the other side closes.</summary>
    internal async Task<WebSocketCloseStatus?> AwaitClose()
    {
        while (await Read() is not null)
        {
        }

        return Socket.CloseStatus;
    }

    public void Dispose()
    {
        Socket.Dispose();
        _patience.Dispose();
    }
}

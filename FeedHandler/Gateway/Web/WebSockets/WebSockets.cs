using FeedHandler.Gateway.Connections;

namespace FeedHandler.Gateway.Web;

/// <summary>What a loop has of its WebSockets: one reader, and a few bytes for each slot.</summary>
internal sealed class WebSockets(int slotCount, WebOptions options)
{
    private readonly WebSocketState[] _states = new WebSocketState[slotCount];

    /// <summary>Takes messages out of what came, for one connection after the other.</summary>
    internal WebSocketReader Reader { get; } = new(options.PartsMax);

    /// <summary>What is kept of a connection.</summary>
    internal ref WebSocketState this[ConnectionId id] => ref _states[id.Slot];

    /// <summary>A connection has ended.</summary>
    internal void Forget(ConnectionId id)
    {
        Reader.Forget(ref _states[id.Slot].Parts);
        _states[id.Slot] = default;
    }
}

/// <summary>What is kept of a WebSocket.</summary>
internal struct WebSocketState
{
    /// <summary>A message that comes in parts.</summary>
    internal WebSocketParts Parts;

    /// <summary>Whether our close frame is on its way.</summary>
    internal bool HasClosed;
}

using FeedHandler.Gateway.Connections;

namespace FeedHandler.Gateway.Sessions;

/// <summary>What a connection speaks below the messages of a session: how frames come out of its bytes, and how they go in. One object for a loop.</summary>
internal interface IConnectionProtocol
{
    /// <summary>Takes what came.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="bytes">What was not consumed before, and what came.</param>
    /// <returns>How many bytes were consumed.</returns>
    int Receive(ConnectionId id, ReadOnlySpan<byte> bytes);

    /// <summary>Sends frames that others are sent too.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="frames">Whole frames.</param>
    void Send(ConnectionId id, in SharedFrame frames);

    /// <summary>Sends frames of this connection alone.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="frames">Whole frames, valid for this call.</param>
    void Send(ConnectionId id, ReadOnlySpan<byte> frames);

    /// <summary>All was said, and the connection is about to be closed: what belongs to that is sent.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="reason">Why.</param>
    void End(ConnectionId id, CloseReason reason)
    {
    }

    /// <summary>The connection has ended.</summary>
    /// <param name="id">The connection.</param>
    void Close(ConnectionId id)
    {
    }
}

/// <summary>What a connection speaks.</summary>
internal enum ConnectionKind : byte
{
    /// <summary>Frames, one behind the other.</summary>
    Binary = 0,

    /// <summary>Its first bytes have not told yet.</summary>
    Undecided = 1,

    /// <summary>HTTP: a question, an answer, the end; or the beginning of a WebSocket.</summary>
    Http = 2,

    /// <summary>A WebSocket with frames in binary messages.</summary>
    WebSocketBinary = 3,

    /// <summary>A WebSocket with JSON in text messages.</summary>
    WebSocketJson = 4,
}

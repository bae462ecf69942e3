namespace FeedHandler.Gateway.Web;

/// <summary>What was found at the begin of what a client has sent.</summary>
internal enum HttpReading
{
    /// <summary>The head is not all there yet.</summary>
    NeedMore,

    /// <summary>A whole head that can be answered.</summary>
    Head,

    /// <summary>Something that is answered with <see cref="HttpHead.Refusal"/>, and then the connection ends.</summary>
    Refused,
}

/// <summary>What a request asks for. Texts are parts of the bytes that were read.</summary>
internal ref struct HttpHead
{
    /// <summary>Bytes of the head, with the empty line that ends it.</summary>
    internal int Bytes;

    /// <summary>The status to answer with, where it cannot be done.</summary>
    internal HttpStatus Refusal;

    /// <summary>Whether only the head of the answer is wanted.</summary>
    internal bool IsHeadOnly;

    /// <summary>HTTP/1.0, which has neither hosts nor upgrades.</summary>
    internal bool IsOld;

    /// <summary>What is asked for, without a query.</summary>
    internal ReadOnlySpan<byte> Path;

    /// <summary>The host that the client meant, with its port if that is not the usual one.</summary>
    internal ReadOnlySpan<byte> Host;

    /// <summary>The site whose page asks; empty where no browser asks.</summary>
    internal ReadOnlySpan<byte> Origin;

    /// <summary>Authorization.</summary>
    internal ReadOnlySpan<byte> Authorization;

    /// <summary>Range.</summary>
    internal ReadOnlySpan<byte> Range;

    /// <summary>Sec-WebSocket-Key.</summary>
    internal ReadOnlySpan<byte> Key;

    /// <summary>Sec-WebSocket-Version.</summary>
    internal ReadOnlySpan<byte> Version;

    /// <summary>The first subprotocol of the client's that is spoken here.</summary>
    internal WebProtocol Protocol;

    /// <summary>Whether the client named any subprotocol.</summary>
    internal bool HasProtocols;

    /// <summary>Whether Upgrade names websocket.</summary>
    internal bool IsUpgradeToWebSocket;

    /// <summary>Whether Connection names upgrade.</summary>
    internal bool IsConnectionUpgrade;

    // Which headers that may stand there once were seen.
    internal HttpHeaders Seen;
}

/// <summary>What is spoken on a connection after its upgrade.</summary>
internal enum WebProtocol : byte
{
    /// <summary>Nothing that is known here.</summary>
    None,

    /// <summary>Binary messages of whole frames (feedhandler.binary).</summary>
    Binary,

    /// <summary>Text messages of one JSON object (feedhandler.json).</summary>
    Json,
}

/// <summary>Statuses that are answered with.</summary>
internal enum HttpStatus
{
    None = 0,
    SwitchingProtocols = 101,
    Ok = 200,
    PartialContent = 206,
    BadRequest = 400,
    Unauthorized = 401,
    Forbidden = 403,
    NotFound = 404,
    MethodNotAllowed = 405,
    RangeNotSatisfiable = 416,
    MisdirectedRequest = 421,
    UpgradeRequired = 426,
    HeadTooLarge = 431,
    Unavailable = 503,
    VersionNotSupported = 505,
}

/// <summary>Headers that mean something here, and stand in a head once.</summary>
[Flags]
internal enum HttpHeaders
{
    None = 0,
    Host = 1,
    Origin = 2,
    Key = 4,
    Version = 8,
    ContentLength = 16,
    Authorization = 32,
    Range = 64,
}

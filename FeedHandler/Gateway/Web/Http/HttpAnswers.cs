using System.Net;
using System.Text;

namespace FeedHandler.Gateway.Web;

/// <summary>Where pages of the gateway may come from, and what they may ask.</summary>
public sealed record WebOptions
{
    /// <summary>Whether there are a page and WebSockets; else HTTP tells whether the gateway is well, and no more.</summary>
    public bool HasPages { get; init; } = true;

    /// <summary>Sites whose pages may open a WebSocket, such as https://desk.example; those that the gateway serves itself always may.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Whether only this machine is served, where the address that is listened on does not tell, as behind a front; null where it does.</summary>
    public bool? IsLoopback { get; init; }

    /// <summary>Connections of a loop that may have a message in parts under way at once, each of which takes 4 KiB.</summary>
    public int PartsMax { get; init; } = 256;
}

/// <summary>What is answered to requests: the page, the state of health, and what is wrong with the rest.</summary>
/// <param name="options">Who may ask.</param>
/// <param name="isLoopback">
/// Whether only this machine is served: then a request must name it by localhost, a loopback address or the host of a site that was named, as a page of
/// another site could have pointed a name of its own at it.
/// </param>
internal sealed class HttpAnswers(WebOptions options, bool isLoopback)
{
    private static readonly Dictionary<HttpStatus, HttpAnswer> Refusals = new()
    {
        [HttpStatus.BadRequest] = HttpAnswer.Of(HttpStatus.BadRequest, "this is no request that is understood here"),
        [HttpStatus.Forbidden] = HttpAnswer.Of(HttpStatus.Forbidden, "pages of that site may not connect: name it among the origins of the gateway"),
        [HttpStatus.NotFound] = HttpAnswer.Of(HttpStatus.NotFound, "there are only /, /healthz and the WebSocket at /"),
        [HttpStatus.MethodNotAllowed] = HttpAnswer.Of(HttpStatus.MethodNotAllowed, "only GET and HEAD are answered here"),
        [HttpStatus.MisdirectedRequest] = HttpAnswer.Of(
            HttpStatus.MisdirectedRequest, "this is not the host that was asked for: use localhost or a loopback address"),
        [HttpStatus.UpgradeRequired] = HttpAnswer.Of(HttpStatus.UpgradeRequired, "this is a WebSocket of version 13 and needs Upgrade: websocket"),
        [HttpStatus.HeadTooLarge] = HttpAnswer.Of(HttpStatus.HeadTooLarge, "the head of a request has at most 8 KiB and 64 headers"),
        [HttpStatus.VersionNotSupported] = HttpAnswer.Of(HttpStatus.VersionNotSupported, "HTTP/1.1 is spoken here"),
    };

    private static readonly (byte[] Path, HttpAnswer Answer)[] Pages =
    [
        ("/"u8.ToArray(), HttpAnswer.Of("gateway.index.html", "text/html; charset=utf-8")),
        ("/app.js"u8.ToArray(), HttpAnswer.Of("gateway.app.js", "text/javascript; charset=utf-8")),
        ("/book.js"u8.ToArray(), HttpAnswer.Of("gateway.book.js", "text/javascript; charset=utf-8")),
        ("/style.css"u8.ToArray(), HttpAnswer.Of("gateway.style.css", "text/css; charset=utf-8")),
    ];

    private static readonly HttpAnswer Healthy = HttpAnswer.Of(HttpStatus.Ok, "ok");
    private static readonly HttpAnswer Ill = HttpAnswer.Of(HttpStatus.Unavailable, "unavailable: the feed is gone, or this gateway stops");
    private static ReadOnlySpan<byte> HealthPath => "/healthz"u8;

    private readonly WebSocketHandshake _handshake = new(options.Origins);

    /// <summary>What becomes of a whole head.</summary>
    /// <param name="head">What it asks.</param>
    /// <param name="isHealthy">Whether subscribers are served as they should be.</param>
    /// <param name="answer">What is sent back; nothing when the request becomes a WebSocket.</param>
    /// <returns>Whether the request becomes a WebSocket.</returns>
    internal bool Judge(in HttpHead head, bool isHealthy, out ReadOnlySpan<byte> answer)
    {
        HttpStatus status = StatusOf(head);
        answer = default;
        if (status == HttpStatus.SwitchingProtocols) return true;
        answer = (status == HttpStatus.Ok ? Found(head.Path, isHealthy) : Refusals[status]).Bytes(head.IsHeadOnly);
        return false;
    }

    /// <summary>Whether a request is one that this host answers, as far as its head says.</summary>
    internal bool IsServed(in HttpHead head) => StatusOf(head) == HttpStatus.Ok;

    /// <summary>The answer to what could not be read.</summary>
    internal static ReadOnlySpan<byte> Refusal(in HttpHead head) => Refusals[head.Refusal].Bytes(head.IsHeadOnly);

    private HttpStatus StatusOf(in HttpHead head)
    {
        if (head.Path.SequenceEqual(HealthPath)) return HttpStatus.Ok;
        if (!options.HasPages) return HttpStatus.NotFound;
        if (isLoopback && !head.IsOld && !IsLoopbackName(head.Host) && !_handshake.IsHostOfOrigin(head.Host)) return HttpStatus.MisdirectedRequest;
        bool isWebSocket = (head.IsUpgradeToWebSocket || head.HasProtocols) && head.Path.SequenceEqual("/"u8);
        return isWebSocket ? _handshake.Judge(head) : HttpStatus.Ok;
    }

    private static HttpAnswer Found(ReadOnlySpan<byte> path, bool isHealthy)
    {
        if (path.SequenceEqual(HealthPath)) return isHealthy ? Healthy : Ill;
        foreach ((byte[] at, HttpAnswer answer) in Pages)
        {
            if (path.SequenceEqual(at)) return answer;
        }

        return Refusals[HttpStatus.NotFound];
    }

    // A name with its port: localhost:9000, 127.0.0.1, [::1]:9000.
    private static bool IsLoopbackName(ReadOnlySpan<byte> host)
    {
        int colon = host.LastIndexOf((byte)':');
        ReadOnlySpan<byte> name = colon > host.IndexOf((byte)']') ? host[..colon] : host;
        if (Ascii.EqualsIgnoreCase(name, "localhost"u8)) return true;
        if (name is [(byte)'[', .. ReadOnlySpan<byte> inner, (byte)']']) name = inner;
        return IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address);
    }
}

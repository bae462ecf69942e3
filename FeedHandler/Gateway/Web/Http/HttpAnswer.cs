using System.Text;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// An answer that was made when the program started: bytes that are sent as they are. Each ends its connection, so that nothing of a client is kept
/// between two questions.
/// </summary>
internal sealed class HttpAnswer
{
    private const string Text = "text/plain; charset=utf-8";
    private const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    private const string NoPolicy = "default-src 'none'; frame-ancestors 'none'";

    private readonly byte[] _bytes;
    private readonly int _headBytes;

    private HttpAnswer(HttpStatus status, string contentType, ReadOnlySpan<byte> body, string policy)
    {
        string head = HeadOf(status, contentType, body.Length, policy, MoreOf(status));
        _headBytes = head.Length;
        _bytes = new byte[head.Length + body.Length];
        Encoding.ASCII.GetBytes(head, _bytes);
        body.CopyTo(_bytes.AsSpan(head.Length));
    }

    /// <summary>All of it, or its head alone.</summary>
    /// <param name="isHeadOnly">Whether HEAD asked.</param>
    internal ReadOnlySpan<byte> Bytes(bool isHeadOnly) => isHeadOnly ? _bytes.AsSpan(0, _headBytes) : _bytes;

    /// <summary>A file of the page, out of the assembly: nothing is read from a disk.</summary>
    /// <param name="resource">Its name in the assembly.</param>
    /// <param name="contentType">What it is.</param>
    internal static HttpAnswer Of(string resource, string contentType)
    {
        using Stream stream = typeof(HttpAnswer).Assembly.GetManifestResourceStream(resource)!;
        byte[] body = new byte[stream.Length];
        stream.ReadExactly(body);
        return new HttpAnswer(HttpStatus.Ok, contentType, body, PagePolicy);
    }

    /// <summary>A status with a sentence.</summary>
    internal static HttpAnswer Of(HttpStatus status, string sentence) => new(status, Text, Encoding.UTF8.GetBytes(sentence + "\n"), NoPolicy);

    /// <summary>The head of an answer that is made when it is asked for.</summary>
    /// <param name="status">The status.</param>
    /// <param name="contentType">What the body is.</param>
    /// <param name="length">How many bytes the body has.</param>
    /// <param name="more">More headers, each with its line end.</param>
    internal static string HeadOf(HttpStatus status, string contentType, long length, string more) => HeadOf(status, contentType, length, NoPolicy, more);

    private static string HeadOf(HttpStatus status, string contentType, long length, string policy, string more) => FormattableString.Invariant(
        $"HTTP/1.1 {(int)status} {NameOf(status)}\r\nContent-Type: {contentType}\r\nContent-Length: {length}\r\nConnection: close\r\n")
        + $"Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n"
        + $"Cross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-store\r\n{more}\r\n";

    private static string NameOf(HttpStatus status) => status switch
    {
        HttpStatus.Ok => "OK",
        HttpStatus.BadRequest => "Bad Request",
        HttpStatus.PartialContent => "Partial Content",
        HttpStatus.Unauthorized => "Unauthorized",
        HttpStatus.RangeNotSatisfiable => "Range Not Satisfiable",
        HttpStatus.Forbidden => "Forbidden",
        HttpStatus.NotFound => "Not Found",
        HttpStatus.MethodNotAllowed => "Method Not Allowed",
        HttpStatus.MisdirectedRequest => "Misdirected Request",
        HttpStatus.UpgradeRequired => "Upgrade Required",
        HttpStatus.HeadTooLarge => "Request Header Fields Too Large",
        HttpStatus.Unavailable => "Service Unavailable",
        _ => "HTTP Version Not Supported",
    };

    private static string MoreOf(HttpStatus status) => status switch
    {
        HttpStatus.Unauthorized => "WWW-Authenticate: Bearer\r\n",
        HttpStatus.MethodNotAllowed => "Allow: GET, HEAD\r\n",
        HttpStatus.UpgradeRequired => "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
        _ => "",
    };
}

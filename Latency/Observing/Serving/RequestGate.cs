using System.Net;
using Microsoft.AspNetCore.Http;

namespace FeedHandler.Observing;

/// <summary>
/// What every request passes first: it only reads, names this machine as the one that it wants, and brings the token where there is one. What is answered
/// has headers that keep a browser from doing more with it than to show it.
/// </summary>
internal sealed class RequestGate(ObserverOptions options)
{
    private const string Bearer = "Bearer ";
    private const string Cookie = "feedhandler-token";
    private readonly bool _isLoopback = IPAddress.IsLoopback(options.EndPoint.Address);

    /// <summary>Lets a request through, or answers it.</summary>
    public Task Pass(HttpContext context, RequestDelegate next)
    {
        Harden(context.Response.Headers);
        HttpRequest request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return Answers.Refuse(context, StatusCodes.Status405MethodNotAllowed, "only GET and HEAD are answered here\n");
        }

        // A page of another site can point a name of its own at this machine; the browser then tells that name.
        if (_isLoopback && !IsLoopbackName(request.Host.Host))
            return Answers.Refuse(
                context, StatusCodes.Status421MisdirectedRequest, "this is not the host that was asked for: use localhost or a loopback address\n");
        if (options.Token is { } token && !HasToken(request, token))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Answers.Refuse(
                context, StatusCodes.Status401Unauthorized, "a token is needed: as the header Authorization: Bearer TOKEN, or as ?token=TOKEN\n");
        }

        // What a page needs beside itself is asked for by the browser, which brings a cookie and no query.
        if (options.Token is not null && request.Query["token"] is [{ } brought])
            context.Response.Headers.SetCookie = $"{Cookie}={Uri.EscapeDataString(brought)}; HttpOnly; SameSite=Strict; Path=/";
        return next(context);
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool HasToken(HttpRequest request, AccessToken token)
    {
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? token.Matches(header.AsSpan(Bearer.Length))
            : request.Query["token"] is [{ } brought] ? token.Matches(brought)
            : request.Cookies[Cookie] is { } kept && token.Matches(kept);
    }

    // An endpoint that serves pages puts a policy of its own in the place of this one, which allows nothing.
    private static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer"; // a token may stand in the address
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}

using Microsoft.AspNetCore.Http;

namespace FeedHandler.Observing;

/// <summary>A file of the page, out of the assembly: nothing is read from a disk, and nothing comes from another host.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Resource">Its name in the assembly.</param>
/// <param name="ContentType">What it is.</param>
internal sealed record DashboardPage(string Path, string Resource, string ContentType)
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    private byte[]? _bytes;

    /// <summary>Everything that the page is made of.</summary>
    public static IReadOnlyList<DashboardPage> All { get; } =
    [
        new("/", "index.html", "text/html; charset=utf-8"),
        new("/app.js", "app.js", "text/javascript; charset=utf-8"),
        new("/charts.js", "charts.js", "text/javascript; charset=utf-8"),
        new("/style.css", "style.css", "text/css; charset=utf-8"),
    ];

    /// <summary>Answers a request with it.</summary>
    public Task Send(HttpContext context)
    {
        _bytes ??= Read();
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = _bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(_bytes, context.RequestAborted).AsTask();
    }

    private byte[] Read()
    {
        using Stream stream = typeof(DashboardPage).Assembly.GetManifestResourceStream(Resource)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

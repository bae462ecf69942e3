using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedHandler.Observing;

/// <summary>What is answered, in the two forms that there are beside pages.</summary>
internal static class Answers
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Answers GET, and HEAD with the same headers alone.</summary>
    /// <param name="endpoints">Where.</param>
    /// <param name="path">The path.</param>
    /// <param name="answer">Answers GET; of HEAD the server leaves the body out.</param>
    public static void MapRead(this IEndpointRouteBuilder endpoints, string path, RequestDelegate answer) => endpoints.MapMethods(path, Reading, answer);

    /// <summary>A sentence why not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The code.</param>
    /// <param name="reason">The sentence, with the end of its line.</param>
    public static Task Refuse(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }

    /// <summary>Begins an answer in JSON, whose text goes to the body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The code.</param>
    public static void BeginJson(HttpContext context, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
    }

    /// <summary>An answer in JSON.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The code.</param>
    /// <param name="write">Writes a value.</param>
    public static Task Json(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        BeginJson(context, status);
        using (Utf8JsonWriter json = new(context.Response.BodyWriter)) write(json);
        return context.Response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }
}

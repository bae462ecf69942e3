using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedHandler.Observing;

/// <summary>What a scraper and an orchestrator ask: `/metrics`, `/healthz` and `/readyz`.</summary>
/// <param name="metrics">The feed; whoever made it closes it when the server has ended.</param>
public sealed class MetricsEndpoints(FeedMetrics metrics) : IEndpointGroup
{
    private const string Ended = "the feed has ended";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RequestDelegate scrape = Scrape, health = Health, ready = Ready;
        endpoints.MapRead("/metrics", scrape);
        endpoints.MapRead("/healthz", health);
        endpoints.MapRead("/readyz", ready);
    }

    private Task Scrape(HttpContext context)
    {
        bool isOpen = context.Request.Headers.Accept.ToString().Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase);
        context.Response.ContentType = isOpen ? MetricText.OpenType : MetricText.PlainType;
        if (metrics.TryWrite(context.Response.BodyWriter, isOpen)) return context.Response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private Task Health(HttpContext context)
    {
        (string? Fault, TimeSpan? PollAge) seen = (Ended, null);
        metrics.TryLook(() => seen = (metrics.Health.Fault, metrics.Health.PollAge));
        return Answer(context, seen.Fault is null, json =>
        {
            json.WriteBoolean("healthy", seen.Fault is null);
            if (seen.PollAge is { } age) json.WriteNumber("pollAgeUs", (long)age.TotalMicroseconds);
            if (seen.Fault is not null) json.WriteString("reason", seen.Fault);
        });
    }

    private Task Ready(HttpContext context)
    {
        string[] reasons = [Ended];
        metrics.TryLook(() => reasons = [.. metrics.Health.Reasons()]);
        return Answer(context, reasons.Length == 0, json =>
        {
            json.WriteBoolean("ready", reasons.Length == 0);
            json.WriteString("policy", metrics.Health.Policy == ReadyPolicy.Strict ? "strict" : "joined");
            json.WriteStartArray("reasons");
            foreach (string reason in reasons) json.WriteStringValue(reason);
            json.WriteEndArray();
        });
    }

    private static Task Answer(HttpContext context, bool isGood, Action<Utf8JsonWriter> writeMembers) =>
        Answers.Json(context, isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        });
}
